"""Foundation: tasks (empty until the web service)."""
