"""The staff site as a Django app: its templates."""

from __future__ import annotations

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The app; it has no tables."""

    name = "oversight.sites.staff"
    label = "staff_site"
    verbose_name = "Staff site"
