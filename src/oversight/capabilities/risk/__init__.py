"""Risk: what the council's own policy makes of what is recorded, with its reasons, now and as it was."""
