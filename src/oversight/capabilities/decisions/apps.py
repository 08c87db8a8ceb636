"""Decisions as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The app; its name in the database is ``decisions``."""

    name = "oversight.capabilities.decisions"
    label = "decisions"
    verbose_name = "Decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the work in the background, and the sentences of the audit."""
        from oversight.capabilities.decisions import jobs, subscribers

        assert jobs
        subscribers.offer()
