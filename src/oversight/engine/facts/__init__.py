"""The catalogue of facts, the facts worked out from others, and the reading of given ones."""
