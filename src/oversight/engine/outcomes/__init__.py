"""What the rules lead to for one service: outcomes, undecided rules, and the recommended position."""
