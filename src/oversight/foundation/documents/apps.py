"""Documents as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The app; its name in the database is ``documents``."""

    name = "oversight.foundation.documents"
    label = "documents"
    verbose_name = "Documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs that scan files again."""
        import_module("oversight.foundation.documents.scanning_again")
