"""Documents: files with type, size and scan state."""
