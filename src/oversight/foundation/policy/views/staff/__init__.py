"""The pages of policies for the council's own people."""
