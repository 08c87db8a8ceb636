"""Authorities as a Django app: the database's own walls are put up after every migration."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuthoritiesConfig(AppConfig):
    """The app; its name in the database is ``authorities``."""

    name = "oversight.foundation.authorities"
    label = "authorities"
    verbose_name = "Authorities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the walls of every table put up once its migrations are done."""
        from oversight.foundation.authorities.walls import put_up

        post_migrate.connect(put_up, sender=self, dispatch_uid="authorities.walls")
