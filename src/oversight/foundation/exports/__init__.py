"""Exports: every list as CSV or XLSX, safe to open and logged."""
