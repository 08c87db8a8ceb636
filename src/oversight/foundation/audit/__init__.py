"""Foundation: audit (empty until the web service)."""
