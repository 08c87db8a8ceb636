"""Capabilities: reviews (empty until the web service)."""
