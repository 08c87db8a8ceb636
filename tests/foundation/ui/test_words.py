"""Dates, times, numbers and phrases as pages say them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from oversight.foundation.ui import words
from oversight.foundation.ui.dates import month_of, read_day

DAY = date(2026, 11, 24)


def test_days():
    assert words.day(DAY) == "24 November 2026"
    assert words.short_day(DAY) == "24 Nov 2026"
    assert words.weekday_day(DAY) == "Tuesday 24 November 2026"


def test_what_is_not_known_is_said_in_words():
    said = [
        words.day(None),
        words.short_day(None),
        words.weekday_day(None),
        words.clock(None),
        words.moment(None),
        words.money(None),
    ]
    assert said == ["Not recorded"] * 6


def test_a_moment_is_told_by_the_clock_in_london_in_summer_and_winter():
    assert words.moment(datetime(2026, 11, 24, 14, 31, tzinfo=UTC)) == "24 November 2026, 2:31pm"
    assert words.moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026, 12:30am"
    assert words.day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (0, 0, "midnight"),
        (12, 0, "midday"),
        (0, 5, "12:05am"),
        (6, 0, "6:00am"),
        (12, 1, "12:01pm"),
        (23, 59, "11:59pm"),
    ],
)
def test_times_of_day(hour, minute, said):
    assert words.clock(datetime(2026, 1, 5, hour, minute, tzinfo=UTC)) == said


def test_numbers_and_money():
    assert words.number(1240) == "1,240"
    assert words.number(-5) == "−5"
    assert words.money(1200) == "£1,200"
    assert words.money(Decimal("1200.5")) == "£1,200.50"
    assert words.money(Decimal("-3.10")) == "−£3.10"


def test_plurals():
    assert words.plural(1, "service") == "1 service"
    assert words.plural(0, "service") == "0 services"
    assert words.plural(1240, "service") == "1,240 services"
    assert words.plural(2, "party") == "2 parties"
    assert words.plural(2, "day") == "2 days"
    assert words.plural(2, "process") == "2 processes"
    assert words.plural(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("days", "working", "said"),
    [(0, None, "today"), (1, None, "tomorrow"), (2, None, "2 days left"), (7, 5, "5 working days left"), (3, 1, "1 working day left"),
     (1, 1, "tomorrow"), (-1, None, "1 day overdue"), (-2, 0, "2 days overdue")],
)  # fmt: skip
def test_phrases_of_deadlines(days, working, said):
    assert words.due_phrase(DAY + timedelta(days), DAY, working) == said


def test_a_due_date_has_its_phrase():
    assert words.due(DAY, date(2026, 11, 22)) == "24 November 2026 (2 days left)"


def test_lists_and_cases():
    assert words.listed(["one"]) == "one"
    assert words.listed(("one", "two", "three")) == "one, two and three"
    assert words.listed([]) == ""
    assert words.lower_first("Date of the visit") == "date of the visit"
    assert words.lower_first("CQC rating") == "CQC rating"
    assert words.sentence_case("oak house") == "Oak house"


@pytest.mark.parametrize(
    "typed", ["24/11/2026", "24.11.2026", "24-11-26", "24 Nov 2026", "24 november 2026", "24th November 2026", "Tuesday 24 November 2026", "tue 24 nov 2026", "2026-11-24", " 24 / 11 / 2026 "]
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(typed):
    assert read_day(typed) == DAY


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31/02/2026",
        "24/13/2026",
        "24 11",
        "tomorrow",
        "24 No 2026",
        "0/1/2026",
        "1/1/0000",
        "²/1/2026",
        "24/11/2026/1",
        "a b c",
    ],
)
def test_what_is_no_day_is_not_read(typed):
    assert read_day(typed) is None


def test_months_by_name_and_number():
    assert [month_of(each) for each in ("11", "nov", "Nov.", "November", "sept", "may", "ju", "13", "")] == [
        11,
        11,
        11,
        11,
        9,
        5,
        None,
        None,
        None,
    ]
