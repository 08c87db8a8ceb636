"""Capabilities: intelligence (empty until the web service)."""
