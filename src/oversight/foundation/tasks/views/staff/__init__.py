"""The pages of tasks for council staff."""
