"""Jobs as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app; its name in the database is ``jobs``."""

    name = "oversight.foundation.jobs"
    label = "jobs"
    verbose_name = "Jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the job that keeps the tables of jobs short."""
        import_module("oversight.foundation.jobs.tidying")
