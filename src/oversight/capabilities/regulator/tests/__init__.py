"""Tests of the regulator's data."""
