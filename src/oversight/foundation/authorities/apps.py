"""Authorities as a Django app: the database's own walls are put up after every migration."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuthoritiesConfig(AppConfig):
    """The app; its name in the database is ``authorities``."""

    name = "oversight.foundation.authorities"
    label = "authorities"
    verbose_name = "Authorities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the walls of every table put up once migrations are done, and out of their way before."""
        from oversight.foundation.authorities.walls import put_up, take_down

        pre_migrate.connect(take_down, sender=self, dispatch_uid="authorities.walls_down")
        post_migrate.connect(put_up, sender=self, dispatch_uid="authorities.walls")
