"""The history of a row: every version it had, when, by whom, why, and how it stood on a day."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from oversight.foundation.authorities.models import HistoryRow


def _who(instance: Any, request: Any = None, **_: Any) -> Any:
    return getattr(instance, "_history_by", None)


def kept_history() -> HistoricalRecords:
    """The history field of a row: kept inside the walls, only ever added to, the person by id."""
    return HistoricalRecords(
        inherit=True,
        bases=[HistoryRow],
        history_id_field=models.UUIDField(default=uuid.uuid4),
        history_user_id_field=models.UUIDField(null=True),
        history_user_getter=lambda historical: historical.history_user_id,
        history_user_setter=lambda historical, person: setattr(historical, "history_user_id", person),
        get_user=_who,
        history_change_reason_field=models.CharField(max_length=500, null=True),
    )


def as_it_was(row: Any, moment: datetime) -> Any | None:
    """The row as it stood at a moment; ``None`` before it was there."""
    found = row.history.filter(history_date__lte=moment).order_by("-history_date", "-version").first()
    return found
