"""The matrix frozen under a name, as a meeting sees it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.risk import queries
from oversight.capabilities.risk.models import OfficerView, Snapshot, SnapshotRow
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.references import next_reference

BATCH = 500


def freeze(*, name: str, by: Actor, at: datetime) -> Snapshot:
    """Keep the matrix as it stands now, with the officers' views. Raises ``Refused`` without a name."""
    by.check(Can.RISK_FREEZE)
    if not name.strip():
        raise Refused("Enter a name, such as the meeting it is for")
    on = localdate(at)
    found = list(queries.matrix(by, on).order_by("-rank", "-score", "service__name"))
    if not found:
        raise Refused("Nothing has been worked out yet, so there is nothing to freeze")
    bands = Counter(each.band for each in found)
    row = Snapshot.objects.create(
        authority_id=by.authority_id, reference=next_reference("RS", by), name=name.strip()[:120], frozen_at=at,
        frozen_by=by.person_id, frozen_by_name=by.name[:200], red=bands["red"], amber=bands["amber"],
        green=bands["green"], no_band=bands[""],
    )  # fmt: skip
    views = {each.service_id: each for each in queries.views_on(by, on)}
    rows = [
        _frozen(row, number, each, views.get(each.service_id)) for number, each in enumerate(found, start=1)
    ]
    SnapshotRow.objects.bulk_create(rows, batch_size=BATCH)
    record("matrix.frozen", by=by, at=at, subject=row.reference, changed=[row],
           details={"title": row.name, "count": len(rows)})  # fmt: skip
    return row


def _frozen(of: Snapshot, number: int, current: Any, said: OfficerView | None) -> SnapshotRow:
    return SnapshotRow(
        authority_id=of.authority_id, of=of, number=number, reference=current.service.reference,
        name=current.service.name, kind=current.service.get_kind_display(), band=current.band,
        complete=current.complete, score=current.score, officer_view=said.band if said else "",
        officer_reason=said.reason if said else "", top_reason=current.top_reason,
        recommended_words=current.recommended_words,
    )  # fmt: skip
