"""Who is looking: staff, provider, public, api (empty until the web service)."""
