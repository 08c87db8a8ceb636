"""Benchmarks: each prints ratios measured in one run, and asserts no time. ``python -m benchmarks``."""
