"""Django apps that every capability may use (empty until the web service)."""
