"""Taking a position: what an answer of a case does to the service it is about, and to those it covers too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.decisions import queries as decisions
from oversight.capabilities.decisions.models import Case, Given
from oversight.capabilities.register import queries as register
from oversight.capabilities.restrictions import queries
from oversight.capabilities.restrictions.events import PositionTaken
from oversight.capabilities.restrictions.models import Taken
from oversight.engine.routes.carries import Carry
from oversight.engine.routes.effects import effects
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.policy import queries as policy

NONE = "none"


def take(*, case: Case, number: int, by: Actor, at: datetime) -> list[Taken]:
    """Take the position that an answer of a case sets, in its transaction; nothing where it sets none."""
    given = [each for each in decisions.given_in(by, case) if not each.refused]
    works = decisions.works_of(by, case)
    found = effects(works.route, decisions.standing(works, given, None))
    last = given[-1]
    if last.number != number or not found or found[-1].index != len(given) - 1:
        return []
    return [
        _taken(case, last, service, found[-1].position, as_sister=as_sister, by=by, at=at)
        for service, as_sister in _covered(case, last, by)
    ]


def _covered(case: Case, given: Given, by: Actor) -> Iterator[tuple[Any, bool]]:
    """The service of the case; those its deciders said it covers too; those it covered before."""
    yield case.service, False
    said = given.carries.get(Carry.SISTER_SERVICES.value) or {}
    named = (
        {reference for reference, covers in said.items() if covers} if isinstance(said, dict) else set(said)
    )
    before = {each.service.reference for each in queries.of_case(by, case.pk) if each.as_sister}
    for service in register.services(by).filter(reference__in=named | before).exclude(pk=case.service_id):
        yield service, True


def _taken(
    case: Case, given: Given, service: Any, position: Any, *, as_sister: bool, by: Actor, at: datetime
) -> Taken:
    before = queries.last_of(by, service.pk, case.body)
    stands = position.value if position is not None else _before_the_case(case, service, by)
    row = Taken(
        authority_id=by.authority_id, service=service, body=case.body, position=stands,
        before=before.position if before else NONE, case=case, given=given, as_sister=as_sister, at=at,
        said=policy.vocabulary_label(by, "position", stands, localdate(at))[:120],
    )  # fmt: skip
    row.save(force_insert=True)
    details = {"title": service.name, "position": row.said, "case": case.reference, "clause": given.clause,
               "before": row.before}  # fmt: skip
    record(
        "restriction.taken",
        by=by,
        at=at,
        subject=service.reference,
        changed=[row],
        details=details,
        anchor=True,
    )
    publish(PositionTaken(service.pk, service.reference, row.before, row.position, row.body), by=by, at=at)
    return row


def _before_the_case(case: Case, service: Any, by: Actor) -> str:
    """The position that stood when the case began: of its first taking, what was before."""
    first = next((each for each in queries.of_case(by, case.pk) if each.service_id == service.pk), None)
    return first.before if first else NONE
