"""One folder for each thing a council does, all with the same shelves (empty until the web service)."""
