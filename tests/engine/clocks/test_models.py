"""What a calendar and a clock may say in a pack."""

from typing import Any

import pytest
from pydantic import ValidationError

from oversight.engine.clocks.models import Calendar, Clock, Direction, Unit
from tests.engine.clocks.samples import CALENDARS, CLOCKS, clock

CALENDAR: dict[str, Any] = {"id": "anyshire", "title": "Anyshire", "holidays": ["ENG"]}
SHUT = {"date": "2026-12-29", "why": "Christmas week"}


def test_the_common_pack_has_the_four_calendars_and_two_clocks() -> None:
    assert sorted(CALENDARS) == ["any-uk", "england-and-wales", "northern-ireland", "scotland"]
    assert {name: (each.within, each.unit, each.calendar, each.clause) for name, each in CLOCKS.items()} == {
        "freedom-of-information": (20, Unit.WORKING_DAYS, "any-uk", "FOI-10"),
        "factual-accuracy-regulator": (10, Unit.WORKING_DAYS, "england-and-wales", "CQC-FAC"),
    }


def test_what_a_clock_leaves_out() -> None:
    plain = clock(5, "working_days")
    assert (plain.direction, plain.ends, plain.calendar) == (Direction.AFTER, "end_of_day", None)
    assert (plain.warn, plain.pauses, plain.title) == ((), (), None)


@pytest.mark.parametrize(
    ("within", "unit", "direction", "words"),
    [
        (1, "working_days", "after", "1 working day after"),
        (5, "working_days", "after", "5 working days after"),
        (21, "days", "after", "21 calendar days after"),
        (7, "days", "before", "7 calendar days before"),
        (4, "weeks", "after", "4 weeks after"),
        (1, "months", "after", "1 month after"),
    ],
)
def test_a_limit_in_words(within: int, unit: str, direction: str, words: str) -> None:
    assert clock(within, unit, direction=direction).in_words() == words


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"within": 0}, "within"),
        ({"within": "5"}, "within"),
        ({"within": 5.0}, "within"),
        ({"within": True}, "within"),
        ({"unit": "fortnights"}, "unit"),
        ({"warn": [0]}, "warn"),
        ({"starts": "Provider told"}, "starts"),
        ({"ends": "noon"}, "ends"),
        ({"clause": 19.1}, "clause"),
        ({"until": "2027-01-01"}, "until"),
    ],
)
def test_a_clock_refuses(change: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Clock.model_validate(
            {"id": "answer", "clause": "4.2", "starts": "asked", "within": 5, "unit": "days", **change}
        )
    assert [error["loc"][0] for error in refused.value.errors()] == [where]


def test_a_clock_that_counts_back_cannot_pause() -> None:
    with pytest.raises(ValidationError, match="counts back from an event, so it cannot be paused"):
        clock(7, "days", direction="before", pauses=["query-open"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"holidays": ["ENG", "ENG"]}, "'ENG' is there twice under holidays; take one out"),
        ({"closures": [SHUT, SHUT]}, "'2026-12-29' is there twice under closures; take one out"),
        (
            {"extra_holidays": [SHUT], "not_holidays": [SHUT]},
            "2026-12-29 is under extra_holidays and under not_holidays; take one out",
        ),
        ({"holidays": []}, "at least 1 item"),
        ({"holidays": ["GB"]}, "Input should be 'ENG', 'WLS', 'SCT' or 'NIR'"),
    ],
)
def test_a_calendar_refuses(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Calendar.model_validate({**CALENDAR, **change})
    assert says in str(refused.value)
