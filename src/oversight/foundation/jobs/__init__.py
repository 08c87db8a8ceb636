"""Foundation: jobs (empty until the web service)."""
