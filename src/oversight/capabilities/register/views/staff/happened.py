"""What was done to a record, as its timeline says it: words of the register, no keys and no codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models as columns

from oversight.capabilities.register import queries
from oversight.capabilities.register.permissions import hidden_columns, hidden_words
from oversight.foundation.accounts.queries import person_named
from oversight.foundation.audit.queries import about
from oversight.foundation.audit.sentences import reason, sentence, shown
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.ui.pages import Event
from oversight.foundation.ui.words import day, sentence_case

WHOLE = ("service.added", "provider.added")
"""Events whose record is on the page anyway: what was written is not said again."""


def events(actor: Actor, reference: str, most: int) -> list[Event]:
    """What was done to a record, newest first, without the columns this person is not shown."""
    hidden = hidden_columns(actor) | hidden_words(actor)
    return [
        Event(sentence(each), each.at, body=_body(each, hidden)) for each in about(actor, reference, most)
    ]


def _body(event: Any, hidden: frozenset[str]) -> str:
    fields = queries.columns_of(event.name.partition(".")[0])
    told = [] if event.name in WHOLE else list(_told(event, fields, hidden))
    why = reason(event)
    if why and not any(why in each for each in told):
        told.append(f"Reason: {why}")
    return ". ".join(told)


def _told(event: Any, fields: dict[str, Any], hidden: frozenset[str]) -> Iterable[str]:
    """Column by column: what it is now, and what it was where there was something."""
    written = {key: (None, value) for key, value in event.event.get("after", {}).items()}
    for key, (before, now) in {**event.event.get("changes", {}), **written}.items():
        field = fields.get(key)
        if key in hidden or (field is not None and (field.name in hidden or field.name == "service")):
            continue
        words = sentence_case(str(field.verbose_name) if field is not None else key.replace("_", " "))
        yield f"{words}: {_between(value_words(field, before), value_words(field, now))}"


def _between(before: str, now: str) -> str:
    return now if before == "nothing" else f"{now}, which was {before}"


def value_words(field: Any, value: Any) -> str:
    """A kept value as people read it: choices in words, people by name, days as days."""
    if value in (None, "") or field is None:
        return shown(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, columns.ForeignKey):
        return person_named(UUID(str(value))) if field.name in ("person", "set_by") else "another record"
    if isinstance(field, columns.DateField):
        return day(date.fromisoformat(str(value)[:10]))
    return shown(value)
