"""Decision routes and processes: small state machines over recorded answers."""
