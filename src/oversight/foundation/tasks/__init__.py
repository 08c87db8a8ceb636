"""Tasks: clocks that run, each with one owner and one date."""
