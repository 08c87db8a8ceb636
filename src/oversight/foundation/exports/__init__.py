"""Foundation: exports (empty until the web service)."""
