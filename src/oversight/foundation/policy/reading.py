"""The clauses as pages show them: a whole policy, one clause, and those that stand beside a field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from oversight.engine.packs.models import Gap
from oversight.engine.packs.pack import Pack
from oversight.engine.words import Governed
from oversight.foundation.authorities.actor import NotHere
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.policy import adopted, queries
from oversight.foundation.policy.clauses import ClauseShown, Section, anchor, clauses_of, sections_of
from oversight.foundation.policy.models import Adoption
from oversight.foundation.ui import pages

Named = str | tuple[str, str]
"""A clause by its id, or by pack and id as outcomes of the engine name it."""


@dataclass(frozen=True, slots=True)
class PolicyShown:
    """An edition as its page shows it on a day; ``here`` where it is in force on that day."""

    pack: Pack
    here: adopted.InForce | None
    adoption: Adoption
    sections: tuple[Section, ...]
    gaps: tuple[Gap, ...]


def policy_shown(viewer: Viewer, pack: str, edition: str, day: date) -> PolicyShown:
    """An edition that the authority has, had or will have. Raises ``NotHere`` for any other.

    On a day on which it is not in force it is shown as published.
    """
    adoption = _adoption(viewer, pack, edition, day)
    here = queries.pack_on(viewer, pack, day)
    if here is not None and here.pack.about.edition != edition:
        here = None
    shown = here.pack if here else adopted.published(pack, edition)
    gaps = here.open_gaps if here else shown.about.to_fill_in
    return PolicyShown(shown, here, adoption, sections_of(clauses_of(shown, gaps)), gaps)


def _adoption(viewer: Viewer, pack: str, edition: str, day: date) -> Adoption:
    """The adoption of an edition that holds on the day, else the last one."""
    rows = Adoption.objects.visible_to(viewer).filter(pack=pack, edition=edition).order_by("-starts_on")
    found = list(rows)
    if not found:
        raise NotHere(f"{pack}/{edition}")
    return next((each for each in found if holds(each, day)), found[0])


def holds(adoption: Adoption, day: date) -> bool:
    """Whether an adoption holds on a day."""
    return adoption.starts_on <= day and (adoption.ends_on is None or day <= adoption.ends_on)


def clause(viewer: Viewer, pack: str, edition: str, clause_id: str, day: date) -> ClauseShown:
    """One clause of an edition. Raises ``NotHere``."""
    shown = policy_shown(viewer, pack, edition, day)
    found = (each for section in shown.sections for each in section.clauses if each.id == clause_id)
    result = next(found, None)
    if result is None:
        raise NotHere(clause_id)
    return result


def clauses_beside(viewer: Viewer, ids: Iterable[Named], day: date) -> tuple[pages.Clause, ...]:
    """Clauses of the policies in force, to stand beside a field. An id no policy has is left out.

    An id by itself is that clause of every policy in force that has one.
    """
    packs = queries.packs_in_force(viewer, day)
    found = []
    for named in ids:
        wanted, name = ("", named) if isinstance(named, str) else named
        found += [_beside(each, name) for each in packs
                  if wanted in ("", each.pack.id) and name in each.pack.clauses]  # fmt: skip
    return tuple(dict.fromkeys(found))


def clauses_carried(viewer: Viewer, capability: str, day: date) -> tuple[pages.Clause, ...]:
    """The clauses of the policies in force that a part of the service carries (``register``, ``reviews``)."""
    return tuple(
        _beside(each, clause.id)
        for each in queries.packs_in_force(viewer, day)
        for clause in each.pack.clauses.values()
        if clause.carried_by == capability
    )


def clauses_governing(
    viewer: Viewer, fields: Mapping[str, Governed], day: date
) -> dict[str, tuple[pages.Clause, ...]]:
    """For each field of a form, the clauses of the policies in force that govern what is written there."""
    packs = queries.packs_in_force(viewer, day)
    return {
        field: tuple(
            _beside(each, clause.id)
            for each in packs
            for clause in each.pack.clauses.values()
            if what in clause.governs
        )
        for field, what in fields.items()
    }


def _beside(here: adopted.InForce, name: str) -> pages.Clause:
    found, about = here.pack.clauses[name], here.pack.about
    return pages.Clause(
        id=found.id,
        words=found.says,
        document=about.title,
        number=found.number or found.id,
        since=here.starts_on,
        url=address(about.id, about.edition, found.id),
    )


def address(pack: str, edition: str, clause_id: str = "") -> str:
    """The address of a policy, or of a clause in it."""
    page = reverse("policy:policy", kwargs={"pack": pack, "edition": edition})
    return f"{page}#{anchor(clause_id)}" if clause_id else page
