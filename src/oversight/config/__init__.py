"""Settings, root urls, schedule (empty until the web service)."""
