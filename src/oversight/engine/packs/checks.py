"""What no single file can show: that ids meet, clauses are carried, rules have examples, gaps are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from oversight.engine.model import Problem
from oversight.engine.packs.pack import Pack
from oversight.engine.questions.mirroring import mirror_problems
from oversight.engine.rules.models import Rule
from oversight.engine.words import OutcomeKind, Role, suggestion

Citation = tuple[str, str, int]
WAYS = ("fires", "misses", "undecided", "set_aside")


def check_pack(pack: Pack, citations: Sequence[Citation]) -> list[Problem]:
    """Every problem of a whole pack; ``citations`` are the clauses its files name, with file and line."""
    checks = (
        _clauses(pack, citations),
        _groups(pack),
        _outcomes(pack),
        _gaps(pack),
        _roles(pack),
        _routes(pack),
        _clocks(pack),
        _meetings(pack),
        _mirrors(pack),
        _examples(pack),
        _shown(pack),
    )
    return [problem for check in checks for problem in check]


def problem(pack: Pack, kind: str, name: str, message: str) -> Problem:
    """A problem with one thing of the pack, at the line where it stands."""
    file, line = pack.where.get((kind, name)) or pack.where["pack", pack.id]
    return Problem(file, line, message)


def all_rules(pack: Pack) -> tuple[Rule, ...]:
    """The pack's own rules, with the floors of its matrix."""
    return (*pack.rules, *(pack.matrix.floors if pack.matrix else ()))


def _clauses(pack: Pack, citations: Sequence[Citation]) -> Iterator[Problem]:
    for name, file, line in citations:
        if name not in pack.clauses:
            near = suggestion(name, pack.clauses) or "; add it there, or cite another"
            yield Problem(file, line, f'clause "{name}" is not in clauses.yaml{near}')
    cited = {name for name, _, _ in citations}
    for clause in pack.clauses.values():
        if clause.id in cited and clause.not_automated:
            message = f'clause "{clause.id}" is marked not_automated, yet something cites it; take one out'
            yield problem(pack, "clauses", clause.id, message)
        if clause.id not in cited and not clause.not_automated and not clause.carried_by:
            message = (
                f'clause "{clause.id}" is cited by nothing; cite it, name the capability that will carry it '
                "(carried_by), or say why it is not_automated"
            )
            yield problem(pack, "clauses", clause.id, message)


def _groups(pack: Pack) -> Iterator[Problem]:
    groups = {rule.in_group for each in pack.lineage() for rule in each.rules if rule.in_group}
    for rule in all_rules(pack):
        if rule.needs_another and rule.needs_another not in groups:
            near = suggestion(rule.needs_another, groups) or "; put at least one rule in it (in_group)"
            message = f"'{rule.id}' leans on the group '{rule.needs_another}', which no rule is in{near}"
            yield problem(pack, "rules", rule.id, message)


def _outcomes(pack: Pack) -> Iterator[Problem]:
    activities = {name for each in pack.lineage() for name in each.vocabulary.activities}
    levels = {level.value for each in pack.lineage() for level in each.vocabulary.levels}
    known = {
        OutcomeKind.ACTIVITY: (activities, "an activity of vocabulary.yaml"),
        OutcomeKind.PROCESS: (set(pack.all_of("processes")), "a process of the pack"),
        OutcomeKind.LEVEL: (levels, "a level of vocabulary.yaml"),
    }
    for rule in all_rules(pack):
        names, what = known.get(rule.then.kind, (None, ""))
        if names is not None and rule.then.value not in names:
            message = (
                f"'{rule.then.value}' is not {what}{suggestion(rule.then.value, names) or '; add it there'}"
            )
            yield problem(pack, "rules", rule.id, message)
        if rule.then.kind is OutcomeKind.FLOOR and rule in pack.rules:
            yield problem(pack, "rules", rule.id, f"'{rule.id}' is a floor; floors stand in risk.yaml")
        if rule.then.within and rule.then.within not in pack.all_of("clocks"):
            yield problem(pack, "rules", rule.id, _no_clock(pack, rule.then.within))


def _no_clock(pack: Pack, name: str) -> str:
    clocks = pack.all_of("clocks")
    return f"'{name}' is not a clock of the pack{suggestion(name, clocks) or '; add it to clocks.yaml'}"


def _gaps(pack: Pack) -> Iterator[Problem]:
    gaps = {gap.id for gap in pack.about.to_fill_in}
    named = [("rules", rule.id, rule.then.to_be_named) for rule in all_rules(pack)]
    for kind in ("routes", "processes"):
        for item in getattr(pack, kind).values():
            named += [(kind, item.id, gap) for gap in values_of(item, "gap", "to_be_named")]
    for kind, name, gap in named:
        if isinstance(gap, str) and gap not in gaps:
            near = suggestion(gap, gaps) or "; say it under to_fill_in in pack.yaml"
            yield problem(pack, kind, name, f"'{gap}' is not a gap the pack names{near}")


def values_of(model: Any, *names: str) -> Iterator[Any]:
    """Every value under one of these names, anywhere inside a model."""
    if hasattr(model, "model_fields_set"):
        for name in type(model).model_fields:
            value = getattr(model, name)
            if name in names and value is not None:
                yield value
            yield from values_of(value, *names)
    elif isinstance(model, (tuple, list)):
        for part in model:
            yield from values_of(part, *names)


def _roles(pack: Pack) -> Iterator[Problem]:
    titled = {role for each in pack.lineage() for role in each.about.roles}
    if not titled:
        return
    used: dict[tuple[str, str], Iterable[Any]] = {
        ("rules", rule.id): [rule.then.role] for rule in all_rules(pack) if rule.then.role
    }
    for kind in ("routes", "processes", "meetings"):
        for item in getattr(pack, kind).values():
            used[kind, item.id] = list(values_of(item, "role", "roles"))
    for (kind, name), values in used.items():
        for role in sorted({role for value in values for role in roles_in(value)} - titled):
            message = (
                f"'{name}' names the role {role}, which has no job title; add it under roles in pack.yaml"
            )
            yield problem(pack, kind, name, message)


def roles_in(value: Any) -> Iterator[Role]:
    """The roles inside a value of a pack: a role, or lists of them."""
    if isinstance(value, Role):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from roles_in(part)


def _routes(pack: Pack) -> Iterator[Problem]:
    letters, clocks = pack.all_of("letters"), pack.all_of("clocks")
    for kind in ("routes", "processes"):
        for item in getattr(pack, kind).values():
            for name in _texts(values_of(item, "letters", "letter")):
                if name not in letters:
                    near = suggestion(name, letters) or "; add it to letters/"
                    yield problem(pack, kind, item.id, f"'{name}' is not a letter of the pack{near}")
            for name in _texts(values_of(item, "starts", "ends_clocks", "within", "clocks")):
                if name not in clocks:
                    yield problem(pack, kind, item.id, _no_clock(pack, name))


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (tuple, list)):
            yield from _texts(value)


def _clocks(pack: Pack) -> Iterator[Problem]:
    calendars = pack.all_of("calendars")
    chosen = next((each.about.calendar for each in pack.lineage() if each.about.calendar), None)
    for clock in pack.clocks.values():
        name = clock.calendar or chosen
        if name is None or name not in calendars:
            near = suggestion(name or "", calendars) or f"; there are {', '.join(sorted(calendars))}"
            message = f"clock '{clock.id}' counts by the calendar '{name}', which is not there{near}"
            yield problem(pack, "clocks", clock.id, message)


def _meetings(pack: Pack) -> Iterator[Problem]:
    for meeting in pack.meetings.values():
        if meeting.papers and meeting.papers not in pack.all_of("clocks"):
            yield problem(pack, "meetings", meeting.id, _no_clock(pack, meeting.papers))


def _mirrors(pack: Pack) -> Iterator[Problem]:
    sets = pack.all_of("question_sets")
    for question_set in pack.question_sets.values():
        mirrored = question_set.mirrors
        if mirrored and mirrored not in sets:
            message = f"'{mirrored}' is not a question set of the pack{suggestion(mirrored, sets)}"
            yield problem(pack, "question_sets", question_set.id, message)
        elif mirrored:
            for message in mirror_problems(question_set, sets[mirrored]):
                yield problem(pack, "question_sets", question_set.id, message)


def _examples(pack: Pack) -> Iterator[Problem]:
    rules = {rule.id for each in pack.lineage() for rule in all_rules(each)}
    for example in pack.examples:
        if example.clause not in pack.clauses:
            near = suggestion(example.clause, pack.clauses)
            yield problem(
                pack, "examples", example.name, f'clause "{example.clause}" is not in clauses.yaml{near}'
            )
        for name in (name for way in WAYS for name in getattr(example.expect, way)):
            if name not in rules:
                yield problem(
                    pack, "examples", example.name, f"'{name}' is not a rule{suggestion(name, rules)}"
                )


def _shown(pack: Pack) -> Iterator[Problem]:
    """Every rule of the pack's own has an example that fires it and one that just misses it."""
    inherited = {rule.id for parent in pack.extends for each in parent.lineage() for rule in all_rules(each)}
    for way, words in (("fires", "fires it"), ("misses", "just misses it")):
        shown = {name for example in pack.examples for name in getattr(example.expect, way)}
        for rule in all_rules(pack):
            if rule.id not in inherited | shown:
                message = (
                    f"rule '{rule.id}' has no example that {words}; add one under examples/ (expect: {way})"
                )
                yield problem(pack, "rules", rule.id, message)
