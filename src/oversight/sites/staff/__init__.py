"""Sites: staff (empty until the web service)."""
