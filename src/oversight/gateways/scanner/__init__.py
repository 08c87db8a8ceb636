"""The virus scanner for uploaded files (empty until documents are kept)."""
