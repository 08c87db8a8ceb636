"""Capabilities: meetings (empty until the web service)."""
