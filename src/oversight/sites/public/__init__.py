"""Sites: public (empty until the web service)."""
