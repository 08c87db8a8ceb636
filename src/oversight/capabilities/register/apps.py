"""The register as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The app; its name in the database is ``register``."""

    name = "oversight.capabilities.register"
    label = "register"
    verbose_name = "Register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer what search finds, what jobs do, what the audit says, what policies are tried on."""
        from oversight.capabilities.register import jobs, subscribers

        assert jobs
        subscribers.offer()
