"""Tasks as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """The app; its name in the database is ``tasks``."""

    name = "oversight.foundation.tasks"
    label = "tasks"
    verbose_name = "Tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the job that tells people of late tasks, the lines of digests, and what events mean."""
        for module in ("jobs", "digests", "sayings"):
            import_module(f"oversight.foundation.tasks.{module}")
