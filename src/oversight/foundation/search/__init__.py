"""Foundation: search (empty until the web service)."""
