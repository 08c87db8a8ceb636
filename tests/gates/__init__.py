"""Who may do what, and that nothing of one council reaches the other: over every address of the service."""
