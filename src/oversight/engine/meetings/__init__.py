"""Meetings: membership, who decides and who advises, quorum by number and by role."""
