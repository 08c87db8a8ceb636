"""Sites: provider (empty until the web service)."""
