"""A case laid out for its page: where it stands, what can be answered, the clocks, and what was answered on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from oversight.capabilities.decisions import queries, rules
from oversight.capabilities.decisions.permissions import can_see_evidence
from oversight.capabilities.decisions.queries import Works
from oversight.capabilities.risk.rules import fact_words, said
from oversight.engine.routes.standing import ClockState, Standing
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.policy.reading import address
from oversight.foundation.ui.pages import Cell, Column, Fact, Link, Table
from oversight.foundation.ui.words import day, moment

CLOCKS = {
    ClockState.RUNNING: "Running", ClockState.MET: "Kept", ClockState.MET_LATE: "Kept late",
    ClockState.LATE: "Late", ClockState.LAPSED: "Ran out",
}  # fmt: skip
CARRIED = {
    "reasons": "Reasons", "stipulations": "What must hold before it is looked at again", "position": "Position",
    "sister_services": "Other services of the provider", "documents": "Supporting files", "attachments": "Attachments",
    "evidence": "Evidence", "report": "Report", "legal_advice": "Legal advice", "consultation": "Consulted",
    "review_on": "Look at it again on", "breach_of_contract": "Breach of contract", "meeting": "Meeting",
    "record": "Record", "request": "Written request", "letter": "Letter", "note": "Note",
}  # fmt: skip


def case(
    actor: Actor, row: Any, works: Works, given: Sequence[Any], found: Standing, today: date
) -> dict[str, Any]:
    """Everything of the page of a case."""
    names = queries.names_in(given)
    offers = queries.offers(actor, works, found, row.service.provider_id, names, today)
    home, evidence = f"/decisions/{row.reference}/answer/", can_see_evidence(actor)
    return {
        "facts": tuple(_facts(row, works, found, today)),
        "acts": [(rules.words_of(each.answer), f"{home}{each.answer.answer}/", _capacity(works, each.capacity))
                 for each in offers if each.capacity],
        "why_not": list(dict.fromkeys(each.why_not for each in offers if each.why_not)),
        "vacant": _vacant(actor, works, found, today),
        "blocked": list(found.blocked), "clocks": _clocks(works, found),
        "changed": _changed(actor, row, given, today) if evidence else [],
        "answers": [answered(each, evidence=evidence) for each in reversed(given)], "case": row,
    }  # fmt: skip


def _facts(row: Any, works: Works, found: Standing, today: date) -> Iterator[Fact]:
    link = Link(f"Clause {works.route.clause}", address(row.pack, row.edition, works.route.clause))
    yield Fact("Where it stands", found.outcome or found.title)
    if not found.closed:
        yield Fact("Waits for", queries.waits_for(works, found) or "a role to be named")
    yield Fact("Policy", f"{works.pack.about.title}, edition {row.edition}", links=(link,))
    yield Fact("Begun", moment(row.opened_at))


def _capacity(works: Works, capacity: Any) -> str:
    if capacity.recorded_for:
        return f"Record what the {queries.role_title(works, capacity.role).lower()} sent"
    title = queries.role_title(works, capacity.role)
    if capacity.delegation:
        return f"As {title}, in the stead of {capacity.delegation.absent.name}"
    return f"As {title}"


def _vacant(actor: Actor, works: Works, found: Standing, today: date) -> list[str]:
    posts = queries.vacant(actor, works, found, today)
    return [
        f"Nobody holds the post of {queries.role_title(works, each)}, so the case cannot go on"
        for each in posts
    ]


def _clocks(works: Works, found: Standing) -> Table | None:
    rows = [
        (Cell(_clock_title(works, each.clock)), Cell(day(each.started_on)),
         Cell(day(each.due_on) if each.due_on else "Held"), Cell(CLOCKS[each.state]))
        for each in found.clocks
    ]  # fmt: skip
    heads = [
        Column("clock", "Time limit"),
        Column("from", "From"),
        Column("due", "Last day"),
        Column("state", "State"),
    ]
    return Table("Time limits of this case", heads, rows) if rows else None


def _clock_title(works: Works, name: str) -> str:
    clock = works.pack.find("clocks", name)
    return str(clock.title or name.replace("-", " ").capitalize())


def _changed(actor: Actor, row: Any, given: Sequence[Any], today: date) -> list[str]:
    """What is known otherwise now than when the last answer was given; nothing where the case is closed."""
    stands = [each for each in given if not each.refused]
    if row.closed_at or not stands:
        return []
    before: Mapping[str, Any] = stands[-1].frozen.get("facts", {})
    now = {name: value.isoformat() if hasattr(value, "isoformat") else value
           for name, value in queries.facts_of(actor, row.service.reference, today).items()}  # fmt: skip
    return [
        f"{said(name, now.get(name))}; it was {said_before(name, before)}"
        for name in rules.changed(before, now)
    ]


def said_before(name: str, before: Mapping[str, Any]) -> str:
    """What a fact was, without its name."""
    return said(name, before.get(name)).removeprefix(f"{fact_words(name)}: ")


def answered(each: Any, *, evidence: bool) -> dict[str, Any]:
    """An answer with who, in which capacity, when and on what clause; with ``evidence`` all that came with it."""
    return {
        "says": each.says, "step": each.step_title, "by": each.by_name, "role": each.role_title,
        "stead": each.in_stead_of, "at": moment(each.at), "refused": each.refused, "clause": each.clause,
        "recorded_by": each.recorded_by.name if each.person_id is None else "",
        "href": address(each.case.pack, each.case.edition, each.clause),
        "facts": tuple(_carried(each)) if evidence else (), "known": _known(each) if evidence else "",
    }  # fmt: skip


def _carried(each: Any) -> Iterator[Fact]:
    for word, value in each.carries.items():
        if word in CARRIED and value not in (None, "", [], {}):
            yield Fact(CARRIED[word], _value(word, value, each))


def _value(word: str, value: Any, each: Any) -> str:
    if word == "consultation":
        return f"{value.get('name') or value.get('with')}: {value.get('says', '')}"
    if word == "sister_services":
        return "; ".join(
            f"{name}: {'covered' if covers else 'not covered'}" for name, covers in value.items()
        )
    if word in ("documents", "attachments"):
        titles = {one["reference"]: one["title"] for one in each.frozen.get("files", ())}
        return "; ".join(f"{reference}, {titles.get(reference, '')}" for reference in value)
    if word == "meeting":
        return f"{day(date.fromisoformat(value['on']))}, quorate, minute {value.get('minute', '')}"
    if word == "review_on":
        return day(date.fromisoformat(value))
    if word == "record":
        return "; ".join(f"{name.replace('_', ' ')}: {one}" for name, one in value.items())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value).capitalize() if word == "position" else str(value)


def _known(each: Any) -> str:
    """What was worked out then, in a line."""
    found = each.frozen.get("risk") or {}
    if not found:
        return "No risk band had been worked out then"
    when = moment(datetime.fromisoformat(found["worked_out_at"]))
    return f"Risk then: {found['band'] or 'no band'}, {found['score']} points, worked out {when}"


def cases_of(rows: Iterable[Any]) -> Table:
    """The cases of a service, the last that moved first."""
    lines = [
        (Cell(each.title, f"/decisions/{each.reference}/", each.reference), Cell(each.outcome or each.step_title),
         Cell(each.waits_for or "Nobody: it is closed"), Cell(moment(each.moved_at)))
        for each in rows
    ]  # fmt: skip
    heads = [Column("case", "Case"), Column("stands", "Where it stands"), Column("waits", "Waits for"),
             Column("moved", "Last answer")]  # fmt: skip
    return Table("Cases", heads, lines, "No case has been begun about this service.", caption_hidden=True)
