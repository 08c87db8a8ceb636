"""Every single thing an authority may set in its policies, with what the policy itself says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oversight.engine.clocks.models import Unit
from oversight.engine.packs.models import Gap
from oversight.engine.packs.pack import Pack
from oversight.engine.risk.models import Indicator
from oversight.engine.words import Role
from oversight.foundation.policy.overrides import Key, Overrides
from oversight.foundation.policy.overriding import numbers_of
from oversight.foundation.ui.words import sentence_case

POINTS, LIMITS, CLOCKS, GAPS, WORDS = (
    "Points of the risk matrix",
    "Where the bands begin",
    "Time limits",
    "What the policy leaves open",
    "Words",
)
COUNTED = {"each": "Points for each", "starts_at": "Counted from", "cap": "At most"}
UNITS = {
    Unit.WORKING_DAYS: "working days",
    Unit.DAYS: "calendar days",
    Unit.WEEKS: "weeks",
    Unit.MONTHS: "months",
}
KINDS = {
    "position": "Position", "notice": "Notice", "band": "Band", "activity": "Activity", "level": "Level",
    "process": "Process", "role": "Post",
}  # fmt: skip
GAP_WORDS = {"fill_in": "Who it is", "frequencies": "Months between two", "settled": "How it is settled"}


@dataclass(frozen=True, slots=True)
class Settable:
    """One setting: where it is kept, under which heading it stands, and the policy's own value.

    ``kind`` is ``number``, ``unit``, ``role`` or ``text``; a gap has no value of its own.
    """

    key: Key
    group: str
    heading: str
    words: str
    kind: str
    own: Any = None
    least: int = 0
    most: int = 1000
    clause: str = ""


def settable(packs: Sequence[Pack]) -> tuple[Settable, ...]:
    """Everything that may be set in these packs as published."""
    matrix = next(((pack, pack.matrix) for pack in packs if pack.matrix), None)
    found = []
    if matrix is not None:
        found += [each for line in matrix[1].indicators for each in _points(matrix[0], line)]
        bands = matrix[1].bands
        title = f"Risk matrix of {matrix[0].about.title}"
        found.append(Settable(("bands", "amber"), LIMITS, title, "Amber begins at", "number", bands.amber, 1))
        found.append(Settable(("bands", "red"), LIMITS, title, "Red begins at", "number", bands.red, 2))
    for pack in packs:
        found += [*_clocks(pack), *_gaps(pack)]
    return (*found, *_words(packs))


def _points(pack: Pack, line: Indicator) -> Iterator[Settable]:
    for key, value in numbers_of(line).items():
        least = 1 if key in COUNTED else 0
        yield Settable(
            ("points", line.id, key), POINTS, line.title, _number_words(line, key), "number", value, least,
            clause=line.clause,
        )  # fmt: skip


def _number_words(line: Indicator, key: str) -> str:
    if key in COUNTED:
        return COUNTED[key]
    if line.steps is not None:
        return f"Points from {key} on"
    plain = {"true": "yes", "false": "no"}.get(key, key.replace("_", " "))
    return sentence_case(plain)


def _clocks(pack: Pack) -> Iterator[Settable]:
    for clock in pack.all_of("clocks").values():
        heading = clock.title or sentence_case(clock.id.replace("-", " "))
        key = ("clocks", pack.id, clock.id)
        yield Settable(
            (*key, "within"), CLOCKS, heading, "How many", "number", clock.within, 1, 10_000, clock.clause
        )
        yield Settable(
            (*key, "unit"), CLOCKS, heading, "Of what", "unit", clock.unit.value, clause=clock.clause
        )


def _gaps(pack: Pack) -> Iterator[Settable]:
    regular = {rule.then.to_be_named for each in pack.lineage() for rule in each.rules}
    for gap in gaps_of(pack):
        name, kind = gap_part(gap, gap.id in regular)
        key = (name, pack.id, gap.id)
        yield Settable(key, GAPS, gap.says, GAP_WORDS[name], kind, None, 1, 120, gap.clause)


def gaps_of(pack: Pack) -> Iterator[Gap]:
    """What a pack, and those it builds on, leave open."""
    return (gap for each in pack.lineage() for gap in each.about.to_fill_in)


def gap_part(gap: Gap, regular: bool) -> tuple[str, str]:
    """Under which part of the overrides a gap is settled, and with what kind of value."""
    if gap.kind == "role":
        return "fill_in", "role"
    return ("frequencies", "number") if gap.kind == "frequency" and regular else ("settled", "text")


def _words(packs: Sequence[Pack]) -> Iterator[Settable]:
    said: dict[str, str] = {}
    for each in (each for pack in packs for each in pack.lineage()):
        titles = {f"activity.{name}": one.title for name, one in each.vocabulary.activities.items()}
        roles = {f"role.{role}": title for role, title in each.about.roles.items()}
        said = {**titles, **roles, **each.vocabulary.words, **said}
    order = {kind: place for place, kind in enumerate(KINDS)}
    for word in sorted(said, key=lambda each: (order.get(each.partition(".")[0], len(order)), each)):
        kind, _, name = word.partition(".")
        plain = sentence_case(name.replace("_", " ").replace("-", " "))
        yield Settable(
            ("words", word), WORDS, KINDS.get(kind, sentence_case(kind)), plain, "text", said[word]
        )


def value_of(overrides: Overrides, each: Settable) -> Any:
    """The value of a setting: the authority's own where it has one, else the policy's."""
    found: Any = overrides.kept()
    for name in each.key:
        if not isinstance(found, dict) or name not in found:
            return each.own
        found = found[name]
    return found


def shown(each: Settable, value: Any, titles: Mapping[str, str]) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return "not settled"
    if each.kind == "unit":
        return UNITS[Unit(value)]
    if each.kind == "role":
        return titles.get(str(value)) or role_words(str(value))
    return str(value)


def role_words(role: str) -> str:
    """A role in our own words."""
    return sentence_case(role.replace("_", " "))


ROLES = tuple(role.value for role in Role)
