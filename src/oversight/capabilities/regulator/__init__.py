"""The regulator's data: editions taken in, ratings with their history, what changed, and undo."""
