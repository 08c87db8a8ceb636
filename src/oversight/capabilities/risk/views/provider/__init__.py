"""Pages of risk for providers."""
