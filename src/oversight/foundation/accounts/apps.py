"""Accounts as a Django app: at start-up every route must say who may use it."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class AccountsConfig(AppConfig):
    """The app; its name in the database is ``accounts``."""

    name = "oversight.foundation.accounts"
    label = "accounts"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every route checked before the service starts."""
        from oversight.foundation.accounts.census import undeclared

        checks.register(undeclared, "security")
