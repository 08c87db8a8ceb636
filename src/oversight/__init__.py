"""Care provider oversight: what a council's own policy says about each care service, with reasons."""
