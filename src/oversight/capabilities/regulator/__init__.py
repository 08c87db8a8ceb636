"""Capabilities: regulator (empty until the web service)."""
