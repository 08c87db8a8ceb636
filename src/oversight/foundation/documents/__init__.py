"""Foundation: documents (empty until the web service)."""
