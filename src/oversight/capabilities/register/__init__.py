"""Capabilities: register (empty until the web service)."""
