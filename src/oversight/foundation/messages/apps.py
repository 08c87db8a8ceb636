"""Messages as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The app; its name in the database is ``outbox``."""

    name = "oversight.foundation.messages"
    label = "outbox"
    verbose_name = "Messages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the sender, the digests, and what is told when a job ends."""
        for module in ("delivering", "digests", "subscribers"):
            import_module(f"oversight.foundation.messages.{module}")
