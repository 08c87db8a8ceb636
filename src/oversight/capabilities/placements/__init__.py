"""Capabilities: placements (empty until the web service)."""
