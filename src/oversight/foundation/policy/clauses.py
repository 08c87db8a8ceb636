"""The clauses of a policy: what each says, and what applies it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oversight.engine.packs.models import Clause
from oversight.engine.packs.pack import Pack
from oversight.engine.rules.models import FREQUENCIES, Rule
from oversight.engine.words import OutcomeKind, Strength
from oversight.foundation.ui.words import lower_first, sentence_case

STRENGTHS = {
    Strength.AUTOMATIC: "follows by itself",
    Strength.USUALLY: "usually follows",
    Strength.MAY: "may follow",
}
PARTS = {
    "routes": "Route", "meetings": "Meeting", "processes": "Process", "question_sets": "Questions",
    "letters": "Letter",
}  # fmt: skip
LISTED = {"activities": "Activity", "lists": "List"}


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause with what applies it, in words, and the gaps that stand on it and are open.

    ``anchor`` is its place on the page of its policy. ``automated`` is false where only people can apply it.
    """

    pack: str
    edition: str
    document: str
    id: str
    number: str
    title: str
    says: str
    note: str
    applied_by: tuple[str, ...]
    not_automated: str
    gaps: tuple[str, ...]
    section: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    """The clauses under one number of the source."""

    number: str
    title: str
    clauses: tuple[ClauseShown, ...]


def clauses_of(pack: Pack, open_gaps: Sequence[Any]) -> tuple[ClauseShown, ...]:
    """Every clause of a pack in the order of the source."""
    applied = applied_by(pack)
    gaps: dict[str, list[str]] = {}
    for gap in open_gaps:
        gaps.setdefault(gap.clause, []).append(gap.says)
    return tuple(_shown(pack, each, applied, gaps) for each in pack.clauses.values())


def sections_of(clauses: Sequence[ClauseShown]) -> tuple[Section, ...]:
    """The clauses by section: the printed number before the first point, slash or letter."""
    found: dict[str, list[ClauseShown]] = {}
    for each in clauses:
        found.setdefault(each.section, []).append(each)
    return tuple(Section(number, _section_title(number, each), tuple(each)) for number, each in found.items())


def _section_title(number: str, clauses: Sequence[ClauseShown]) -> str:
    """The title of the section's own clause; else from its first to its last."""
    first, last = clauses[0], clauses[-1]
    if len(clauses) == 1 or first.id == number:
        return first.title
    return f"{first.title} to {lower_first(last.title)}"


def _shown(
    pack: Pack, clause: Clause, applied: Mapping[str, Sequence[str]], gaps: Mapping[str, Sequence[str]]
) -> ClauseShown:
    carried = (f"The part of the service called {_plain(clause.carried_by)}",) if clause.carried_by else ()
    return ClauseShown(
        pack=pack.id,
        edition=pack.about.edition,
        document=pack.about.title,
        id=clause.id,
        number=clause.number or clause.id,
        title=clause.title,
        says=clause.says,
        note=clause.note or "",
        applied_by=(*applied.get(clause.id, ()), *carried),
        not_automated=clause.not_automated or "",
        gaps=tuple(gaps.get(clause.id, ())),
        section=section_of(clause.id),
        anchor=anchor(clause.id),
    )


def section_of(clause: str) -> str:
    """The section a clause belongs to: ``16`` for ``16.2``, ``5`` for ``5.8/step-1``."""
    return clause.partition("/")[0].partition(".")[0]


def anchor(clause: str) -> str:
    """The address of a clause on its page; the same for ever."""
    return clause


def applied_by(pack: Pack) -> dict[str, list[str]]:
    """For each clause, what of the pack stands on it, in words."""
    found: dict[str, list[str]] = {}
    for words, item in _parts(pack):
        for clause in dict.fromkeys(cited_in(item)):
            said = found.setdefault(clause, [])
            if words not in said:
                said.append(words)
    return found


def _parts(pack: Pack) -> Iterator[tuple[str, Any]]:
    yield from ((rule_words(pack, rule), rule) for rule in pack.rules)
    yield from _risk_parts(pack)
    for clock in pack.clocks.values():
        if ("clocks", clock.id) in pack.where:
            yield f"Time limit: {_title(clock)}, {clock.in_words()} {_plain(clock.starts)}", clock
    for kind, words in PARTS.items():
        yield from ((f"{words}: {_title(item)}", item) for item in getattr(pack, kind).values())
    for kind, words in LISTED.items():
        yield from ((f"{words}: {item.title}", item) for item in getattr(pack.vocabulary, kind).values())
    yield from ((f"Threshold: {level}", item) for level, item in pack.vocabulary.levels.items())


def _risk_parts(pack: Pack) -> Iterator[tuple[str, Any]]:
    if pack.matrix is None:
        return
    for floor in pack.matrix.floors:
        yield f"Risk: at least {floor.then.value} where {lower_first(floor.title or floor.id)}", floor
    for line in pack.matrix.indicators:
        yield f"Risk points: {line.title}", line


def rule_words(pack: Pack, rule: Rule) -> str:
    """A rule as what follows from it: ``Rule: Embargo usually follows (Inadequate in Safe)``."""
    then = rule.then
    label = then.says or word_of(pack, then.kind.value, then.value)
    when = f", {often_words(rule)}," if often_words(rule) else ""
    why = f" ({lower_first(rule.title)})" if rule.title else ""
    if then.kind is OutcomeKind.PROMPT:
        return f"Task: {label}{why}"
    if then.suspended:
        return f"Rule: {label} is held off{why}"
    return f"Rule: {label}{when} {STRENGTHS[then.strength]}{why}"


def often_words(rule: Rule) -> str:
    """How often an activity comes round: ``every 12 months``; empty where nothing says."""
    for name in FREQUENCIES[:4]:
        if number := getattr(rule.then, name):
            when, _, unit = name.partition("_")
            return f"{when} {number} {unit}" if number > 1 else f"{when} {unit.rstrip('s')}"
    return ""


def word_of(pack: Pack, kind: str, value: str) -> str:
    """The word a pack, or one it builds on, has for something of ours; else ours in plain words."""
    for each in pack.lineage():
        if kind == "role" and value in each.about.roles:
            return next(title for role, title in each.about.roles.items() if role == value)
        if f"{kind}.{value}" in each.vocabulary.words:
            return each.vocabulary.words[f"{kind}.{value}"]
        if kind == "activity" and value in each.vocabulary.activities:
            return each.vocabulary.activities[value].title
        if kind == "list" and value in each.vocabulary.lists:
            return each.vocabulary.lists[value].title
    return sentence_case(_plain(value))


def _title(item: Any) -> str:
    return str(getattr(item, "title", None) or sentence_case(_plain(item.id)))


def _plain(word: str) -> str:
    return word.replace("_", " ").replace("-", " ")


def cited_in(item: Any) -> Iterator[str]:
    """Every clause named anywhere inside a part of a pack."""
    if isinstance(item, (tuple, list)):
        for part in item:
            yield from cited_in(part)
    elif hasattr(item, "model_fields_set"):
        for name in type(item).model_fields:
            value = getattr(item, name)
            if name == "clause" and isinstance(value, str):
                yield value
            else:
                yield from cited_in(value)
