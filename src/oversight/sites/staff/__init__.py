"""The staff site: navigation by role, the frame of every page, and where all addresses hang."""
