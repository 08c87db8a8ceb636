"""Exports as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """The app; its name in the database is ``exports``."""

    name = "oversight.foundation.exports"
    label = "exports"
    verbose_name = "Exports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what an export means in the audit trail."""
        from oversight.foundation.audit.sentences import say

        outside = "shared outside the council: {outside}"
        say("list.exported", f"{{by}} exported the list ‘{{title}}’, {{count}} rows ({outside})")
