"""The regulator's data as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class RegulatorConfig(AppConfig):
    """The app; its name in the database is ``regulator``."""

    name = "oversight.capabilities.regulator"
    label = "regulator"
    verbose_name = "Regulator"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the jobs, the sentences of the audit, the facts, and what stands on a service's page."""
        from oversight.capabilities.regulator import jobs, subscribers

        assert jobs
        subscribers.offer()
