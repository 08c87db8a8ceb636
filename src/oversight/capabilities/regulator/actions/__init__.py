"""What can be done with the regulator's data: take an edition in, compare it, save it or not, undo it."""
