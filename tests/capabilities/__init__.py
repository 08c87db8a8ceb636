"""Tests of capabilities that need a council’s own pack, which no code under src names."""
