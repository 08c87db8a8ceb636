"""The forms of notifications and of how often they are e-mailed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from django.http import QueryDict

from oversight.foundation.messages.models import Often
from oversight.foundation.ui.forms import Choose, PlainForm


class OftenForm(PlainForm):
    """How often somebody wants e-mails."""

    asks: ClassVar[Mapping[str, str]] = {"often": "Select how often we email you"}

    often = Choose(label="Email me", choices=Often.choices)


def chosen(sent: QueryDict) -> list[UUID] | None:
    """The notifications ticked; nothing where all of them are meant. What is no id is left out."""
    if sent.get("all"):
        return None
    found = []
    for each in sent.getlist("which"):
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found
