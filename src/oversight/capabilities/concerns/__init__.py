"""Capabilities: concerns (empty until the web service)."""
