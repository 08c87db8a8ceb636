"""Foundation: authorities (empty until the web service)."""
