"""Restrictions as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class RestrictionsConfig(AppConfig):
    """The app; its name in the database is ``restrictions``."""

    name = "oversight.capabilities.restrictions"
    label = "restrictions"
    verbose_name = "Restrictions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of decisions, and offer the sentences of the audit."""
        from oversight.capabilities.restrictions import subscribers

        subscribers.offer()
