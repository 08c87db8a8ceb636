"""Settings, root addresses, schedule: where the parts are put together."""
