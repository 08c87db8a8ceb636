"""Capabilities: risk (empty until the web service)."""
