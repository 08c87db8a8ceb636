"""Authorities: the councils of this installation, who acts for them, and the walls between them."""
