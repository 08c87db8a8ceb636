"""Pages of accounts: getting in, one's own account, people, standing in."""
