"""Which services match, what is known of one for placing, the lists, and what was looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from oversight.capabilities.placements import rules
from oversight.capabilities.placements.models import ListState, LookUp, Position, PositionList
from oversight.capabilities.placements.permissions import can_see_all
from oversight.capabilities.placements.states import POSITIONS
from oversight.capabilities.register import queries as register
from oversight.capabilities.regulator import queries as regulator
from oversight.capabilities.restrictions import queries as restrictions
from oversight.capabilities.risk import queries as risk
from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.authorities.keeping import once_a_page
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.policy import queries as policy
from oversight.gateways.spreadsheets import first_said

MOST_MATCHES = 20
NEAR = 5
LOOKED_AT = 100
"""So many of the nearest services without a restriction are looked at for an answer of Yes."""


def matches(viewer: Viewer, typed: str) -> list[Any]:
    """The services that what was typed may mean.

    By reference or regulator's id alone; else those with every word in their name; else with every word in name,
    town, postcode or provider; else by postcode.
    """
    rows = (
        register.services(viewer, open_only=False)
        .filter(standing__in=("open", "closed"))
        .select_related("provider")
    )
    text = " ".join(typed.split())
    if not text:
        return []
    postcode = text.replace(" ", "")
    tries = (
        Q(reference__iexact=text) | (Q(regulator_id__iexact=text) & ~Q(regulator_id="")),
        _every_word(text, "name"),
        _every_word(text, "name", "town", "postcode", "provider__name"),
        Q(postcode__iexact=f"{postcode[:-3]} {postcode[-3:]}"),
    )
    found = (list(rows.filter(each).order_by("-standing", "name")[:MOST_MATCHES]) for each in tries)
    return next((each for each in found if each), [])


def _every_word(text: str, *fields: str) -> Q:
    """Every word stands somewhere in the fields."""
    found = Q()
    for word in text.split()[:6]:
        anywhere = Q(pk__in=[])
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        found &= anywhere
    return found


# ----------------------------------------------------------------------------------------------- positions


def lists(viewer: Viewer) -> QuerySet[PositionList]:
    """Every list, newest first."""
    return PositionList.objects.visible_to(viewer)


def list_of(viewer: Viewer, reference: str) -> PositionList:
    """One list by its reference. Raises ``NotHere``."""
    if (row := lists(viewer).filter(reference=reference).first()) is None:
        raise NotHere(reference)
    return row


def samples(row: PositionList) -> dict[str, str]:
    """For each heading of a list the first things said under it, so that its column can be chosen."""
    rows = [cells for _, cells in row.cells[:50]]
    return {heading: first_said((cells[at] for cells in rows), 2) for at, heading in enumerate(row.headings)}


@once_a_page
def newest_list(viewer: Viewer) -> PositionList | None:
    """The list that stands: the last that was saved and not undone."""
    return lists(viewer).filter(state=ListState.SAVED).order_by("-saved_at", "-reference").first()


def positions(viewer: Viewer) -> QuerySet[Position]:
    """The positions that stand."""
    return Position.objects.visible_to(viewer).filter(until__isnull=True).select_related("service", "of")


def position_of(viewer: Viewer, service_id: UUID) -> Position | None:
    """The position of a service; ``None`` where no list names it."""
    return stand_for(viewer, [service_id]).get(service_id)


@once_a_page
def stand_for(viewer: Viewer, service_ids: Sequence[UUID]) -> dict[UUID, Position]:
    """The positions of some services, by service."""
    return {each.service_id: each for each in positions(viewer).filter(service_id__in=service_ids)}


def own_words(viewer: Viewer, day: date) -> dict[str, str]:
    """The council's own words for each position, as its policies in force have them; ours where they have none."""
    words = policy.policy_for(viewer, day).words
    return {position: words.get(f"position.{position}", ours) for position, ours in POSITIONS.items()}


# ------------------------------------------------------------------------------------------- what is known


def known_of(viewer: Viewer, services: Iterable[Any], day: date) -> dict[UUID, rules.Known]:
    """What the answer is worked out from, for some services in a handful of queries."""
    rows = list(services)
    ids = [each.id for each in rows]
    dated = getattr(newest_list(viewer), "dated", None)
    stands = stand_for(viewer, ids)
    ratings = regulator.standings(viewer, ids)
    results = risk.current_for(viewer, ids)
    known_as = [each.regulator_id for each in rows if each.regulator_id]
    held, gone = regulator.records(viewer, known_as), regulator.no_longer_listed(viewer, known_as)
    words = own_words(viewer, day)
    decided = restrictions.standing_for(viewer, ids)
    return {
        each.id: _known(each, decided.get(each.id), stands.get(each.id), ratings.get(each.id), results.get(each.id),
                        held.get(each.regulator_id), dated, gone, words)
        for each in rows
    }  # fmt: skip


def _known(
    row: Any, decided: Any, position: Position | None, rating: Any, result: Any, held: Any, dated: date | None,
    gone: set[str], words: dict[str, str],
) -> rules.Known:  # fmt: skip
    return rules.Known(
        open=row.standing == "open", list_dated=dated,
        decided=decided.position if decided else "", decided_words=decided.said if decided else "",
        decided_on=localdate(decided.at) if decided else None, decided_in=decided.case.reference if decided else "",
        position=position.position if position else "",
        position_words=words[position.position] if position else "",
        other_authority=position.other_authority if position else "",
        other_position=position.other_position if position else "",
        rating=rating.overall if rating else "", listed=_listed(row, held, gone),
        registered=held.registered if held else None, dormant=held.dormant if held else None,
        regulated=row.regulator != "none", recommended=result.recommended if result else "",
        recommended_words=result.recommended_words if result else "", band=result.band if result else "",
        opened_on=row.opened_on,
    )  # fmt: skip


def _listed(row: Any, held: Any, gone: set[str]) -> bool | None:
    """Whether the regulator lists it; not known of one that no file has told of yet."""
    return True if held is not None else False if row.regulator_id in gone else None


def near(viewer: Viewer, row: Any, day: date) -> list[tuple[Any, str, str]]:
    """Other open services of its kind whose answer is Yes, the nearest first: service, answer, where.

    The nearest of those without a restriction are looked at; what is known of them is read at once for all.
    """
    restricted = positions(viewer).exclude(position="none").values("service_id")
    others = register.services(viewer).filter(kind=row.kind).exclude(id=row.id).exclude(id__in=restricted)
    spots = _spots(viewer, [row, *others.select_related("provider")])
    here = spots.pop(row)
    told = [(found, each) for each, spot in spots.items() if (found := rules.nearness(here, spot))]
    told.sort(key=lambda pair: (pair[0].rank, pair[1].name))
    known = known_of(viewer, [each for _, each in told[:LOOKED_AT]], day)
    answers = {key: rules.answer(each, day).answer for key, each in known.items()}
    free = [
        (each, answers[each.id], found.words) for found, each in told[:LOOKED_AT] if answers[each.id] == "yes"
    ]
    return free[:NEAR]


def _spots(viewer: Viewer, rows: Iterable[Any]) -> dict[Any, rules.Spot]:
    """Where services are. The regulator's coordinates stand only for the postcode that the register has too."""
    services = list(rows)
    found = regulator.coordinates(viewer, [each.regulator_id for each in services if each.regulator_id])
    return {each: rules.Spot(found.get((each.regulator_id, _close(each.postcode))), each.postcode, each.town)
            for each in services}  # fmt: skip


def _close(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


# ------------------------------------------------------------------------------------------------ look-ups


def look_ups(actor: Actor) -> QuerySet[LookUp]:
    """The look-ups a person may see: their own; every one with the right to see them."""
    found = LookUp.objects.visible_to(actor).select_related("service")
    return found if can_see_all(actor) else found.filter(asked_by=actor.person_id)


def look_up(actor: Actor, reference: str) -> LookUp:
    """One look-up. Raises ``NotHere``."""
    if (row := look_ups(actor).filter(reference=reference).first()) is None:
        raise NotHere(reference)
    return row
