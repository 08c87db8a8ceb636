"""Capabilities: decisions (empty until the web service)."""
