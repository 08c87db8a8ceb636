"""One client for each outside thing: typed, without models or policy."""
