"""Placements as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """The app; its name in the database is ``placements``."""

    name = "oversight.capabilities.placements"
    label = "placements"
    verbose_name = "Placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the sentences of the audit and what stands on a service's page."""
        from oversight.capabilities.placements import subscribers

        subscribers.offer()
