"""The provider portal as a Django app: its templates."""

from __future__ import annotations

from django.apps import AppConfig


class ProviderConfig(AppConfig):
    """The app; it has no tables."""

    name = "oversight.sites.provider"
    label = "provider_site"
    verbose_name = "Provider portal"
