"""Foundation: messages (empty until the web service)."""
