"""Working days, against the published bank holidays where they are at hand and a table that always is."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from oversight.engine.clocks.calendars import bank_holiday, holidays_of, is_working_day, why_not_working
from oversight.engine.clocks.models import Calendar, Closure, Division
from oversight.engine.model import BadInput
from tests.engine.clocks.samples import CALENDARS, ENGLAND

WEEKDAYS = [day for day in (date(2018, 1, 1) + timedelta(days=n) for n in range(4018)) if day.weekday() < 5]
"""Every weekday from 2018-01-01 to 2028-12-31."""

PROCLAIMED_LATER = {"scotland": {date(2026, 6, 15)}}
"""Bank holidays proclaimed after the published list was copied: Scotland's by royal proclamation of 3
February 2026 under the Banking and Financial Dealings Act 1971. A newer copy of the list has it too."""

PUBLISHED = ["england-and-wales", "scotland", "northern-ireland"]


def published(shared_data: Path, division: str) -> set[date]:
    listed = json.loads((shared_data / "reference/bank-holidays.json").read_text(encoding="utf-8"))
    announced = {date.fromisoformat(event["date"]) for event in listed[division]["events"]}
    return announced | PROCLAIMED_LATER.get(division, set())


def test_the_weekdays_compared_are_all_of_2018_to_2028() -> None:
    assert (WEEKDAYS[0], WEEKDAYS[-1], len(WEEKDAYS)) == (date(2018, 1, 1), date(2028, 12, 29), 2870)


@pytest.mark.real_data
@pytest.mark.parametrize("division", PUBLISHED)
def test_every_weekday_agrees_with_the_published_bank_holidays(shared_data: Path, division: str) -> None:
    holidays = published(shared_data, division)
    calendar = CALENDARS[division]
    assert [day for day in WEEKDAYS if is_working_day(calendar, day) == (day in holidays)] == []


@pytest.mark.real_data
def test_any_uk_is_closed_exactly_where_one_division_is(shared_data: Path) -> None:
    holidays = set.union(*(published(shared_data, division) for division in PUBLISHED))
    calendar = CALENDARS["any-uk"]
    assert [day for day in WEEKDAYS if is_working_day(calendar, day) == (day in holidays)] == []


AWKWARD = [
    # day, England and Wales, Scotland, Northern Ireland: is it a working day?
    ("2018-01-02", True, False, True),  # 2nd January
    ("2018-03-19", True, True, False),  # St Patrick's Day fell on a Saturday
    ("2018-04-02", False, True, False),  # Easter Monday
    ("2019-08-05", True, False, True),  # the Scottish summer bank holiday
    ("2019-08-26", False, True, False),  # and everyone else's
    ("2020-05-04", True, True, True),  # the early May holiday moved
    ("2020-05-08", False, False, False),  # to VE Day
    ("2020-07-13", True, True, False),  # 12 July fell on a Sunday
    ("2020-12-28", False, False, False),  # Boxing Day fell on a Saturday
    ("2021-12-27", False, False, False),  # Christmas Day fell on a Saturday
    ("2021-12-28", False, False, False),  # and Boxing Day on a Sunday
    ("2022-01-03", False, False, False),  # New Year's Day fell on a Saturday
    ("2022-01-04", True, False, True),  # and 2nd January on a Sunday
    ("2022-05-30", True, True, True),  # the spring holiday moved
    ("2022-06-02", False, False, False),  # to the Platinum Jubilee
    ("2022-06-03", False, False, False),
    ("2022-09-19", False, False, False),  # the Queen's state funeral
    ("2022-12-27", False, False, False),  # Christmas Day fell on a Sunday
    ("2023-01-02", False, False, False),
    ("2023-01-03", True, False, True),
    ("2023-05-08", False, False, False),  # the Coronation
    ("2024-03-18", True, True, False),
    ("2025-12-01", True, False, True),  # St Andrew's Day fell on a Sunday
    ("2026-06-15", True, False, True),  # Scotland in the World Cup
    ("2026-12-28", False, False, False),
    ("2027-12-24", True, True, True),
    ("2027-12-27", False, False, False),
    ("2027-12-28", False, False, False),
    ("2028-01-03", False, False, False),
    ("2028-02-29", True, True, True),
]


@pytest.mark.parametrize(("day", "england", "scotland", "ireland"), AWKWARD)
def test_awkward_days(day: str, england: bool, scotland: bool, ireland: bool) -> None:
    found = [is_working_day(CALENDARS[name], date.fromisoformat(day)) for name in (*PUBLISHED, "any-uk")]
    assert found == [england, scotland, ireland, england and scotland and ireland]


def test_wales_keeps_the_holidays_of_england() -> None:
    for year in range(2018, 2029):
        assert dict(holidays_of((Division.WALES,), year)) == dict(holidays_of((Division.ENGLAND,), year))


@pytest.mark.parametrize(
    ("calendar", "day", "why"),
    [
        ("england-and-wales", "2026-11-21", "Saturday"),
        ("england-and-wales", "2026-11-22", "Sunday"),
        ("england-and-wales", "2026-11-23", None),
        ("england-and-wales", "2026-12-25", "Christmas Day (bank holiday)"),
        ("england-and-wales", "2026-12-26", "Saturday"),
        ("england-and-wales", "2026-12-28", "Boxing Day, substitute day (bank holiday)"),
        ("england-and-wales", "2026-05-25", "Spring Bank Holiday"),
        ("any-uk", "2026-12-25", "Christmas Day (bank holiday)"),
        ("any-uk", "2026-11-30", "Saint Andrew's Day (bank holiday in Scotland)"),
        ("any-uk", "2026-04-06", "Easter Monday (bank holiday in England, Wales and Northern Ireland)"),
        ("any-uk", "2026-08-03", "Summer Bank Holiday (in Scotland)"),
        ("scotland", "2026-11-30", "Saint Andrew's Day (bank holiday)"),
    ],
)
def test_why_a_day_does_not_count(calendar: str, day: str, why: str | None) -> None:
    assert why_not_working(CALENDARS[calendar], date.fromisoformat(day)) == why


def test_the_council_s_own_closures_count_beside_the_calendar_s() -> None:
    closed = Closure(date=date(2026, 12, 29), why="offices shut for Christmas week")
    calendar = ENGLAND.model_copy(update={"closures": (closed,)})
    also = [Closure(date=date(2026, 12, 30), why="offices shut, as agreed in March")]
    assert why_not_working(calendar, date(2026, 12, 29)) == "Council closure: offices shut for Christmas week"
    assert (
        why_not_working(calendar, date(2026, 12, 30), also)
        == "Council closure: offices shut, as agreed in March"
    )
    assert is_working_day(calendar, date(2026, 12, 30))
    assert is_working_day(ENGLAND, date(2026, 12, 29), also)


def test_a_calendar_puts_the_library_right_by_data() -> None:
    calendar = Calendar.model_validate(
        {
            "id": "mended",
            "title": "England, mended",
            "holidays": ["ENG"],
            "extra_holidays": [{"date": "2027-06-07", "why": "A jubilee"}],
            "not_holidays": [{"date": "2027-05-31", "why": "Moved to the jubilee"}],
        }
    )
    assert why_not_working(calendar, date(2027, 6, 7)) == "A jubilee (bank holiday)"
    assert is_working_day(calendar, date(2027, 5, 31))
    assert is_working_day(ENGLAND, date(2027, 6, 7))
    assert not is_working_day(ENGLAND, date(2027, 5, 31))


@pytest.mark.parametrize("year", [1871, 2101])
def test_years_the_library_does_not_know_are_refused_not_taken_for_working_days(year: int) -> None:
    weekday = next(day for day in (date(year, 6, n) for n in range(1, 8)) if day.weekday() < 5)
    with pytest.raises(BadInput) as refused:
        is_working_day(ENGLAND, weekday)
    assert str(refused.value) == (
        f"bank holidays are known from 1872 to 2100, not for {year}; check the year of the date"
    )


def test_the_last_year_the_library_knows_has_its_holidays() -> None:
    assert bank_holiday(ENGLAND, date(2100, 12, 25)) == "Christmas Day (bank holiday)"


def test_the_table_of_a_year_cannot_be_changed() -> None:
    table = holidays_of((Division.ENGLAND,), 2026)
    with pytest.raises(TypeError):
        table[date(2026, 11, 23)] = "Invented"  # type: ignore[index]
    assert table is holidays_of((Division.ENGLAND,), 2026)
