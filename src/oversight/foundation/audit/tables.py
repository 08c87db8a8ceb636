"""Events as tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from oversight.foundation.audit.models import Event
from oversight.foundation.audit.sentences import Change, sentence
from oversight.foundation.ui.pages import Cell, Column, Table
from oversight.foundation.ui.words import moment


def events_table(events: Iterable[Event]) -> Table:
    """Events, newest first, each a sentence."""
    columns = (
        Column("what", "What was done"),
        Column("at", "When"),
        Column("subject", "Reference"),
        Column("number", "Event"),
    )
    rows = [
        (
            sentence(each),
            moment(each.at),
            each.subject,
            Cell(f"Event {each.number}", reverse("audit:event", args=[each.number])),
        )
        for each in events
    ]
    return Table("Events, newest first", columns, rows, "No event matches.", caption_hidden=True)


def changes_table(changes: Iterable[Change]) -> Table:
    """What stood there before and after, column by column."""
    columns = (Column("what", "What"), Column("before", "Before"), Column("after", "After"))
    rows = [(each.words, each.before, each.after) for each in changes]
    return Table("What changed", columns, rows, "Nothing is recorded as changed.")
