"""Search as a Django app: its full-text index is made after every migration."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

VIEWS = {
    "saved": "saved {view}",
    "renamed": "renamed {view}",
    "shared": "shared {view} with the team",
    "kept_to_oneself": "no longer shares {view} with the team",
    "made_default": "has the list open as {view}",
    "no_longer_default": "no longer has the list open as {view}",
    "removed": "removed {view}",
}


class SearchConfig(AppConfig):
    """The app; its name in the database is ``search``."""

    name = "oversight.foundation.search"
    label = "search"
    verbose_name = "Search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the full-text index made once the table is there; say what is done with views."""
        from oversight.foundation.audit.sentences import say
        from oversight.foundation.search.engines import put_up

        for verb, words in VIEWS.items():
            say(f"saved_view.{verb}", f"{{by}} {words.format(view='the view ‘{view}’ of {path}')}")

        post_migrate.connect(put_up, sender=self, dispatch_uid="search.index")
