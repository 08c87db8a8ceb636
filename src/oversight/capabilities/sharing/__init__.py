"""Capabilities: sharing (empty until the web service)."""
