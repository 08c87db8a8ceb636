"""Restrictions: which position stands for which service, from when and why, as the decisions of its cases have it."""
