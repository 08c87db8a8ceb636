"""Building the style sheet and the script, and looking at what they do."""
