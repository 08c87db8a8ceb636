"""Accounts: people, their roles at each authority, and the one gate every page goes through."""
