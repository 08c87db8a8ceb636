"""Question sets: sections, weights, critical questions, scoring to ratings, follow-up."""
