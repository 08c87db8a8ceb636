"""Capabilities: notices (empty until the web service)."""
