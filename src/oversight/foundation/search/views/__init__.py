"""Pages of search and of saved views."""
