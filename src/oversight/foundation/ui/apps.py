"""Pages as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The app; its name in the database is ``ui``."""

    name = "oversight.foundation.ui"
    label = "ui"
    verbose_name = "Pages"
    default_auto_field = "django.db.models.BigAutoField"
