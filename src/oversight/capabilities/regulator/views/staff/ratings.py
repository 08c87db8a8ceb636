"""What the regulator says of one service, now or as we held it on a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from oversight.capabilities.register import queries as register
from oversight.capabilities.register.views.staff.days import asked_day
from oversight.capabilities.register.views.staff.services import frame
from oversight.capabilities.regulator import queries, rules
from oversight.capabilities.regulator.tables import rating_mark
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.ui.pages import Cell, Fact, Table
from oversight.foundation.ui.pages import Column as Heading
from oversight.foundation.ui.words import day, listed, number

TITLE = "Regulator’s ratings"


@needs(Can.REGISTER_SEE)
def ratings(request: StaffRequest, reference: str) -> HttpResponse:
    """Ratings by service group and question with their dates, what stood before, and what else is published."""
    row = register.service(request.actor, reference)
    asked = request.GET.get("on", "")
    on, problem = asked_day(asked, row)
    standing = queries.standing_of(request.actor, row.id, on)
    location = queries.location_of(request.actor, row.regulator_id)
    told = {
        "on": on, "asked": asked, "problem": problem,
        "says": rules.standing_words(standing, location, row.regulator_id),
        "now": _now(standing), "before": _before(queries.earlier_ratings(request.actor, row.regulator_id)),
        "facts": _facts(location) if location else (),
        "checked": rules.checked_words(standing),
    }  # fmt: skip
    return render(request, "regulator/staff/ratings.html", frame(request, row, "", TITLE) | told)


def _now(standing: queries.Standing | None) -> Table | None:
    if standing is None or not standing.questions:
        return None
    rows = [
        (Cell(each.group), Cell(rules.ASKED[each.question]),
         Cell(rating_mark(each.rating), note=rules.said_beside(each)),
         Cell(day(each.published_on) or "Not published"))
        for each in standing.questions
    ]  # fmt: skip
    heads = [Heading("group", "Service group"), Heading("question", "Question"), Heading("rating", "Rating"),
             Heading("published", "Published")]  # fmt: skip
    return Table("Ratings", heads, rows)


def _before(rows: list[Any]) -> Table | None:
    told = [
        (Cell(each.group), Cell(rules.ASKED[each.question]), Cell(rating_mark(each.rating)),
         Cell(day(each.published_on) or "Not published"),
         Cell(day(each.until_on), f"/regulator/{each.until.reference}/", each.until.reference))
        for each in rows
    ]  # fmt: skip
    heads = [Heading("group", "Service group"), Heading("question", "Question"), Heading("rating", "Rating"),
             Heading("published", "Published"), Heading("until", "Stood until")]  # fmt: skip
    return Table("Earlier ratings", heads, told) if told else None


def _facts(location: Any) -> tuple[Fact, ...]:
    told = location.told
    registered = told.get("registered")
    rows = [
        ("Name", location.name), ("Provider", location.provider_name), ("Local authority", location.area),
        ("Registered", "" if registered is None else "Yes" if registered else "No"),
        ("Dormant", rules.yes_or_no(told.get("dormant"))),
        ("Registered manager in post", rules.yes_or_no(told.get("registered_manager_in_post"))),
        ("Beds", "" if told.get("beds") is None else number(told["beds"])),
        ("Kinds of service", listed(told.get("types_said", []))),
        ("Followed by", listed([each[0] for each in told.get("successors", [])])),
    ]  # fmt: skip
    return tuple(Fact(words, value) for words, value in rows if value)
