"""Foundation: policy (empty until the web service)."""
