"""A stored result laid out: headline, reasons, what would change it, what is missing, how it came about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localtime

from oversight.capabilities.risk import queries, rules
from oversight.capabilities.risk.states import BANDS, MEANS
from oversight.capabilities.risk.tables import band_mark
from oversight.engine.outcomes.policy import Policy
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.policy.reading import address
from oversight.foundation.ui.charts import Limit, Line, Lines
from oversight.foundation.ui.pages import Cell, Column, Fact, Table
from oversight.foundation.ui.words import day, moment, number, plural, short_day

HISTORY = 24
STRENGTHS = {"automatic": "Follows by itself", "usually": "Usually", "may": "May"}


def blocks(actor: Actor, row: Any, found: Any, read: Policy, *, now: bool) -> dict[str, Any]:
    """Everything of the page but the officer's view."""
    scale, past = queries.scale_of(read), list(queries.history(actor, row.id)[:HISTORY])
    editions = dict(each.split("/", 1) for each in found.packs.split(", ") if "/" in each)
    return {
        "headline": _headline(row, found, scale), "was": _was(found, past), "meaning": MEANS.get(found.band, ""),
        "mark": band_mark(found.band, rules.band_words(found)), "reasons": _reasons(row, found, editions),
        "asks": _asks(found, editions), "changing": _changing(found, read) if now else [],
        "missing": rules.missing_words(found.result), "chart": _chart(row, past, scale), "past": _past(past),
        "how": _how(found, scale, editions), "problem_words": found.result.get("problem", ""),
    }  # fmt: skip


def _headline(row: Any, found: Any, scale: queries.Scale | None) -> str:
    if found.score is None:
        return f"{row.name} has no band: the policy keeps no risk matrix, or the facts contradict each other."
    points = plural(found.score, "point")
    starts = rules.starts_at(found.band, scale.limits) if scale else ""
    if found.band == "green" and scale:
        starts = f"Amber starts at {scale.limits['amber']}."
    floor = " A rule of the policy puts it there, whatever its points." if _by_floor(found, scale) else ""
    return f"{row.name} is {found.band} with {points}. {starts}{floor}"


def _by_floor(found: Any, scale: queries.Scale | None) -> bool:
    return bool(scale and found.band in scale.limits and found.score < scale.limits[found.band])


def _was(found: Any, past: list[Any]) -> str:
    """What it was before, and until when."""
    moved = next((each for each in past if each.moved and each.worked_out_at <= found.worked_out_at), None)
    if moved is None:
        return ""
    until = day(localtime(moved.worked_out_at).date())
    return f"It was {BANDS[moved.band_before].lower()} until {until}. {moved.cause}."


def _reasons(row: Any, found: Any, editions: dict[str, str]) -> Table:
    """Floors, then contributions by their points, and the sum."""
    rows = []
    for each in rules.reasons(found.result):
        points = "Sets the band" if each["points"] is None else number(each["points"])
        rows.append((
            Cell(each["title"]), Cell(each["found"], _where(row, each)), Cell(points, numeric=True),
            Cell(f"Clause {each['clause']}", _clause(each["clause"], editions)),
        ))  # fmt: skip
    heads = [Column("what", "What counts"), Column("found", "What we found"), Column("points", "Points", numeric=True),
             Column("clause", "Where it says so")]  # fmt: skip
    risk = found.result.get("risk") or {}
    total = ("Total", "", number(risk["points"]), "") if risk and rows else ()
    return Table("Reasons", heads, rows, "Nothing that counts is known of this service.", total)


def _where(row: Any, each: dict[str, Any]) -> str:
    tail = rules.recorded_at(each.get("fact", ""))
    return f"/services/{row.reference}/{tail}" if tail else ""


def _clause(clause: str, editions: dict[str, str]) -> str:
    """The address of a clause in the one policy there is; with several the number alone does not say which."""
    if len(editions) != 1:
        return ""
    ((pack, edition),) = editions.items()
    return address(pack, edition, clause)


def _asks(found: Any, editions: dict[str, str]) -> Table:
    rows = [
        (Cell(each["label"]), Cell(STRENGTHS[each["strength"]]),
         Cell("; ".join(rules.said(one["fact"], one["value"]) for one in each["because"])),
         Cell(f"Clause {each['clause']}", address(each["pack"], editions[each["pack"]], each["clause"])
              if each["pack"] in editions else ""))
        for each in found.result.get("outcomes", ())
    ]  # fmt: skip
    heads = [Column("what", "What"), Column("strength", "How firmly"), Column("because", "Because"),
             Column("clause", "Where it says so")]  # fmt: skip
    return Table("What the policy asks for", heads, rows, "The policy asks for nothing beyond what is usual.")


def _changing(found: Any, read: Policy) -> list[str]:
    """The smallest sets of changes that reach the next better band."""
    if found.score is None:
        return []
    better = rules.next_better(read, found.facts)
    if not better or not better["suggestions"]:
        return []
    return [f"If {rules.change_words(each)}: {better['band']}." for each in better["suggestions"]]


def _chart(row: Any, past: list[Any], scale: queries.Scale | None) -> Lines | None:
    """The points over time with where amber and red start; drawn once there are two results."""
    scored = [each for each in reversed(past) if each.score is not None]
    if len(scored) < 2 or scale is None:
        return None
    return Lines(
        id="history", question="How have the points moved?",
        answer=f"From {scored[0].score} on {short_day(scored[0].worked_out_at)} to {scored[-1].score}",
        points=[short_day(each.worked_out_at) for each in scored],
        lines=[Line("Points", [each.score for each in scored])],
        limits=[Limit(f"{band.capitalize()} starts", value) for band, value in scale.limits.items()],
    )  # fmt: skip


def _past(past: Iterable[Any]) -> Table:
    rows = [
        (
            Cell(moment(each.worked_out_at)),
            Cell(band_mark(each.band, rules.band_words(each))),
            Cell(each.cause),
        )
        for each in past
    ]
    heads = [Column("when", "When"), Column("band", "Worked out"), Column("cause", "What brought it about")]
    return Table("Every result, newest first", heads, rows)


def _how(found: Any, scale: queries.Scale | None, editions: dict[str, str]) -> tuple[Fact, ...]:
    settings = f"Number {found.settings_number}" if found.settings_number else "None: as the policy has it"
    told = [
        ("Policy", ", ".join(f"{pack}, edition {edition}" for pack, edition in editions.items())),
        ("Council’s settings", settings), ("Scale", _scale_words(scale)),
        ("Points and limits", "Set by the council, not a published standard"),
        ("Worked out", moment(found.worked_out_at)), ("What brought it about", found.cause),
    ]  # fmt: skip
    return tuple(Fact(words, value) for words, value in told if value)


def _scale_words(scale: queries.Scale | None) -> str:
    if scale is None:
        return ""
    return f"0 to {scale.out_of}; amber starts at {scale.limits['amber']}, red at {scale.limits['red']}"


def views(rows: Iterable[Any]) -> Table | None:
    """Every officer's view, newest first, with how it ended."""
    told = [
        (Cell(moment(each.recorded_at), note=each.person.name), Cell(band_mark(each.band)), Cell(each.reason),
         Cell(moment(each.ended_at) if each.ended_at else f"Stands until {day(each.ends_on)}", note=each.ended_why))
        for each in rows
    ]  # fmt: skip
    heads = [Column("when", "Recorded"), Column("view", "View"), Column("why", "Why"), Column("end", "Ended")]
    return Table("Officer views", heads, told) if told else None
