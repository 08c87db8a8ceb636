"""Risk as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class RiskConfig(AppConfig):
    """The app; its name in the database is ``risk``."""

    name = "oversight.capabilities.risk"
    label = "risk"
    verbose_name = "Risk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the work in the background, the sentences of the audit, and what stands on a service's page."""
        from oversight.capabilities.risk import jobs, subscribers

        assert jobs
        subscribers.offer()
