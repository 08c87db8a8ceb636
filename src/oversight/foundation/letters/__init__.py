"""Foundation: letters (empty until the web service)."""
