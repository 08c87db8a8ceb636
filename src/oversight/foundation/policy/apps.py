"""Policy as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """The app; its name in the database is ``policy``."""

    name = "oversight.foundation.policy"
    label = "policy"
    verbose_name = "Policy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the events of policies mean."""
        from oversight.foundation.policy import sayings

        sayings.say_all()
