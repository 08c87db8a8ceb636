"""Foundation: ui (empty until the web service)."""
