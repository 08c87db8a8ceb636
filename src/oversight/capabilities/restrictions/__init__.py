"""Capabilities: restrictions (empty until the web service)."""
