"""Published bank holidays and closure days from outside (empty until the service needs them)."""
