"""Capabilities: insight (empty until the web service)."""
