"""The restriction route for the tests, its events, and clocks that only know weekends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from oversight.engine.routes.events import Event
from oversight.engine.routes.machine import run
from oversight.engine.routes.models import Route
from oversight.engine.routes.standing import Standing
from oversight.engine.words import Role

FILE = Path(__file__).with_name("restriction_route.yaml")
START = datetime(2026, 11, 2, 10, tzinfo=UTC)
"""A Monday."""

LIMITS = {"restriction-notify-provider": (5, True), "appeal-lodged": (5, True), "appeal-decided": (21, False)}
"""Days, and whether they are working days."""


def written() -> dict[str, Any]:
    """The route as the YAML file has it; a fresh copy each time."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


ROUTE = Route.model_validate(written())


def due(clock: str, start: datetime) -> date:
    """Counts days after the start; working days skip Saturdays and Sundays."""
    left, working = LIMITS[clock]
    day = start.date()
    while left:
        day += timedelta(days=1)
        left -= not working or day.weekday() < 5
    return day


FULL: dict[str, dict[str, Any]] = {
    "criteria_met": {"reasons": "Safe is rated inadequate"},
    "agree": {"reasons": "The report bears it out"},
    "disagree": {"reasons": "The rating is of another service", "stipulations": "After the next report"},
    "recommend": {"reasons": "Two visits confirm it"},
    "decline": {"reasons": "The plan is working", "stipulations": "If the next visit fails"},
    "impose": {"reasons": "People are at risk", "position": "embargo", "sister_services": []},
    "refuse": {"reasons": "The risk has passed"},
    "notified": {},
    "appeal": {"reasons": "The report is out of date"},
    "uphold": {"reasons": "The report still stands"},
    "overturn": {"reasons": "The new report is good"},
}
"""What each answer of the route must carry."""

GIVEN_BY = {
    "criteria_met": ("A. Quality", "quality_officer"),
    "agree": ("B. Supplier", "supplier_relationship_manager"),
    "disagree": ("B. Supplier", "supplier_relationship_manager"),
    "recommend": ("C. Manager", "service_manager"),
    "decline": ("C. Manager", "service_manager"),
    "impose": ("D. Head", "head_of_commissioning"),
    "refuse": ("D. Head", "head_of_commissioning"),
    "notified": ("A. Quality", "quality_officer"),
    "appeal": ("E. Provider", "provider_manager"),
    "uphold": ("F. Director", "service_director"),
    "overturn": ("F. Director", "service_director"),
}
"""Who gives each answer, in which role."""

CHAIN = ("criteria_met", "agree", "recommend", "impose", "notified", "appeal", "overturn")
WAYS_TO = {
    "propose": (),
    "concur": CHAIN[:1],
    "recommend": CHAIN[:2],
    "decide": CHAIN[:3],
    "notify": CHAIN[:4],
    "appeal": CHAIN[:5],
    "appeal-decision": CHAIN[:6],
    "not-put-forward": (*CHAIN[:1], "disagree"),
    "not-recommended": (*CHAIN[:2], "decline"),
    "not-imposed": (*CHAIN[:3], "refuse"),
    "upheld": (*CHAIN[:6], "uphold"),
    "overturned": CHAIN,
}
"""The answers that bring a case to each step; in-force is reached by nobody appealing."""


def event(answer: str, day: int = 0, **changes: Any) -> Event:
    """An answer in order, so many days after the start; ``changes`` replace its fields."""
    by, role = GIVEN_BY.get(answer, ("A. Quality", "quality_officer"))
    changes["role"] = Role(changes.get("role", role))
    found = Event(START + timedelta(days=day), by, Role(role), answer, FULL.get(answer, {}))
    return replace(found, **changes)


def events(*answers: str) -> list[Event]:
    """Answers in order, a minute apart on one day."""
    return [event(answer, at=START + timedelta(minutes=n)) for n, answer in enumerate(answers)]


def stand(given: Sequence[Event], route: Route = ROUTE, **more: Any) -> Standing:
    """Where the case stands."""
    return run(route, given, due, **more)


def refused(given: Sequence[Event], route: Route = ROUTE) -> str:
    """Why the last event was refused; it must be the only one, and must have changed nothing."""
    before, after = stand(given[:-1], route), stand(given, route)
    assert not before.refused
    (only,) = after.refused
    assert only.event == given[-1]
    assert only.index == len(given) - 1
    assert replace(after, refused=()) == before
    return only.why


def changed(change: Any) -> Route:
    """The route after ``change`` has worked on its YAML."""
    found = written()
    change(found)
    return Route.model_validate(found)


def step_of(found: dict[str, Any], name: str) -> dict[str, Any]:
    """One step of a route's YAML."""
    step: dict[str, Any] = next(step for step in found["steps"] if step["id"] == name)
    return step


def answer_of(found: dict[str, Any], step: str, word: str) -> dict[str, Any]:
    """One answer of a route's YAML."""
    answers = step_of(found, step)["answers"]
    answer: dict[str, Any] = next(answer for answer in answers if answer["answer"] == word)
    return answer
