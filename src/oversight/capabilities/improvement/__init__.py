"""Capabilities: improvement (empty until the web service)."""
