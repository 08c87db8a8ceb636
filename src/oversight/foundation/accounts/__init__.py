"""Foundation: accounts (empty until the web service)."""
