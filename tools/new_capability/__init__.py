"""Makes a capability whose empty pages already pass every gate: ``make new-capability NAME=visits``."""
