"""Sites: api (empty until the web service)."""
