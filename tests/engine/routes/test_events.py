"""Reading the events of a case: what is wrong is said with the event's number and the field."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from oversight.engine.model import BadInput
from oversight.engine.routes.events import Event, parse_events, person_key
from oversight.engine.words import Role

GIVEN: dict[str, Any] = {
    "at": "2026-11-23T10:00:00+00:00",
    "by": " A. Officer ",
    "role": "quality_officer",
    "answer": "criteria_met",
    "carries": {"reasons": "Safe is rated inadequate"},
}


def test_an_event_is_read() -> None:
    assert parse_events([GIVEN]) == (
        Event(
            datetime(2026, 11, 23, 10, tzinfo=UTC),
            "A. Officer",
            Role.QUALITY_OFFICER,
            "criteria_met",
            {"reasons": "Safe is rated inadequate"},
        ),
    )
    assert parse_events([]) == ()


def test_carries_may_be_left_out() -> None:
    (event,) = parse_events([{name: value for name, value in GIVEN.items() if name != "carries"}])
    assert event.carries == {}


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-23T10:00Z", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("2026-07-01T10:00+01:00", datetime(2026, 7, 1, 9, tzinfo=UTC)),
        ("2026-11-23T10:00:00.250000+00:00", datetime(2026, 11, 23, 10, 0, 0, 250_000, tzinfo=UTC)),
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 23, tzinfo=UTC)),
        (date(2026, 11, 23), datetime(2026, 11, 23, tzinfo=UTC)),
        (datetime(2026, 11, 23, 10, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)),
    ],
)
def test_moments_and_days_are_read(written: Any, moment: datetime) -> None:
    (event,) = parse_events([{**GIVEN, "at": written}])
    assert event.at == moment


def test_an_event_that_gives_only_its_day_follows_those_before_it_on_that_day() -> None:
    first, second, third = parse_events([GIVEN, {**GIVEN, "at": "2026-11-23"}, {**GIVEN, "at": "2026-11-22"}])
    assert second.at == first.at
    assert third.at < second.at


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"at": "2026-11-23T10:00"}, "event 2: 'at': '2026-11-23T10:00' has a time but not its offset"),
        ({"at": "23/11/2026"}, "event 2: 'at': '23/11/2026' is not a date"),
        ({"at": "2026-02-30"}, "event 2: 'at': '2026-02-30' is not in the calendar"),
        ({"at": datetime(2026, 11, 23, 10)}, "event 2: 'at': '2026-11-23T10:00:00' has a time"),  # noqa: DTZ001
        ({"at": 20261123}, "event 2: 'at' is 20261123; give the day or the moment"),
        ({"at": None}, "event 2: 'at' is None; give the day or the moment"),
        ({"by": " "}, "event 2: 'by' is ' '; give it as text"),
        ({"by": 7}, "event 2: 'by' is 7; give it as text"),
        (
            {"role": "quality_oficer"},
            "event 2: 'role' is 'quality_oficer', which is not a role; did you mean",
        ),
        ({"role": "king"}, "which is not a role; the roles are quality_officer,"),
        ({"answer": ""}, "event 2: 'answer' is ''; give it as text"),
        ({"carries": "reasons"}, "event 2: 'carries' is 'reasons'; give it as a mapping"),
        ({"carries": ["reasons"]}, "event 2: 'carries' is ['reasons']; give it as a mapping"),
        ({"carries": None}, "event 2: 'carries' is None; give it as a mapping"),
        ({"anser": "agree"}, "event 2: 'anser' is not a field of an event; did you mean 'answer'?"),
        ({"zzz": 1}, "event 2: 'zzz' is not a field of an event; an event has at, by, role, answer, carries"),
    ],
)
def test_what_cannot_be_read_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_events([GIVEN, {**GIVEN, **changes}])
    assert says in str(refused.value)


@pytest.mark.parametrize("name", ["at", "by", "role", "answer"])
def test_a_field_left_out_is_named(name: str) -> None:
    with pytest.raises(BadInput, match=f"event 1: '{name}' is missing"):
        parse_events([{field: value for field, value in GIVEN.items() if field != name}])


@pytest.mark.parametrize("given", ["agree", 7, None, ["agree"]])
def test_an_event_is_a_mapping(given: Any) -> None:
    with pytest.raises(BadInput, match="event 1 is "):
        parse_events([given])


def test_an_event_without_a_zone_cannot_be_made() -> None:
    with pytest.raises(BadInput, match="offset"):
        Event(datetime(2026, 11, 23, 10), "A", Role.AUDITOR, "agree")  # noqa: DTZ001


def test_its_day_is_the_day_in_london() -> None:
    ahead = timezone(timedelta(hours=9))
    assert Event(datetime(2026, 11, 24, 8, tzinfo=ahead), "A", Role.AUDITOR, "agree").day == date(
        2026, 11, 23
    )


def test_people_are_the_same_whatever_their_capitals_and_spaces() -> None:
    assert len({person_key(name) for name in ("A. Person", " a.PERSON", "A.  Person", "a.person")}) == 1
    assert person_key("A. Person") != person_key("B. Person")
