"""What can be found, and the views of lists that people keep."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.models import TenantRow


def random_number() -> int:
    """A number for the full-text table to know a row by."""
    return secrets.randbits(62)


class Entry(TenantRow):
    """One record as search knows it: plumbing, made anew from the record at any time.

    ``words`` are lines of ``label<TAB>text``. The ``…_index`` columns hold what is compared: the tokens of
    title and reference, those of the words, and the near forms of both. ``people`` are the ids of those to
    whom the record is assigned. The full-text index itself is made beside the table (see ``engines``).
    """

    number = models.BigIntegerField(unique=True, editable=False, default=random_number)
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    reference = models.CharField(max_length=60, blank=True)
    reference_key = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    capability = models.CharField(max_length=60)
    people = models.TextField(blank=True)
    updated_at = models.DateTimeField()
    title_index = models.TextField(blank=True)
    words_index = models.TextField(blank=True)
    near_index = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "kind", "object_id"], name="search_entry_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "reference_key"], name="search_entry_reference"),
            models.Index(fields=["authority", "-updated_at"], name="search_entry_newest"),
        ]


class SavedView(TenantRow):
    """A list as somebody likes it: its address under a name, theirs alone or the team's."""

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=200)
    query = models.CharField(max_length=2000, blank=True)
    shared = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "saved_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "owner", "path", "name"], name="saved_view_name_once"
            ),
            models.UniqueConstraint(
                fields=["authority", "owner", "path"],
                condition=Q(is_default=True),
                name="saved_view_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where it leads; the view is named, so that its own page can mark it."""
        return f"{self.path}?{self.query}{'&' if self.query else ''}view={self.id}"
