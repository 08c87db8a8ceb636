"""Capabilities: market (empty until the web service)."""
