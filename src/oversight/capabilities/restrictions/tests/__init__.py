"""Tests of restrictions."""
