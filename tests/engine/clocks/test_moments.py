"""What was typed becomes a day in London or an instant in UTC, and nothing in between."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from oversight.engine.clocks.moments import end_of_day, instant, local_day, parse_start
from oversight.engine.model import BadInput

HALF_PAST_FOUR = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)


def test_a_date_stays_a_date() -> None:
    found = parse_start(" 2026-11-22 ")
    assert (found, type(found)) == (date(2026, 11, 22), date)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T16:30+00",
        "2026-11-22T16:30+00:00",
        "2026-11-22T16:30+0000",
        "2026-11-22T16:30Z",
        "2026-11-22T16:30:00Z",
        "2026-11-22T17:30+01",
        "2026-11-22T11:30-05:00",
    ],
)
def test_a_time_with_its_offset_is_an_instant(text: str) -> None:
    found = parse_start(text)
    assert isinstance(found, datetime)
    assert instant(found) == HALF_PAST_FOUR


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("22/11/2026", "'22/11/2026' is not a date; write it as 2026-11-22 or 2026-11-22T16:30+00:00"),
        ("", "'' is not a date; write it as 2026-11-22 or 2026-11-22T16:30+00:00"),
        ("20261122", "'20261122' is not a date; write it as 2026-11-22 or 2026-11-22T16:30+00:00"),
        ("2026-W47-7", "'2026-W47-7' is not a date; write it as 2026-11-22 or 2026-11-22T16:30+00:00"),
        ("2026-02-30", "'2026-02-30' is not in the calendar; check the day, the month and the year"),
        (
            "2026-13-01T10:00Z",
            "'2026-13-01T10:00Z' is not in the calendar; check the day, the month and the year",
        ),
        (
            "2026-11-22Tnoon",
            "'2026-11-22Tnoon' has a time that cannot be read; write it as 2026-11-22T16:30+00:00",
        ),
        ("2026-11-22T", "'2026-11-22T' has a time that cannot be read; write it as 2026-11-22T16:30+00:00"),
        (
            "2026-11-22T25:00Z",
            "'2026-11-22T25:00Z' has a time or an offset that does not exist; hours run to 23:59",
        ),
        (
            "2026-11-22T16:30",
            "'2026-11-22T16:30' has a time but not its offset from UTC, so the moment is not known; "
            "add +00:00 in winter or +01:00 in summer time",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_how_to_write_it(text: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_start(text)
    assert str(refused.value) == says


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(BadInput, match=r"'2026-11-22T16:30:00' has a time but not its offset from UTC"):
        local_day(datetime(2026, 11, 22, 16, 30))  # noqa: DTZ001


def test_an_instant_outside_the_calendar_is_refused_in_words() -> None:
    with pytest.raises(BadInput, match=r"is outside the calendar; check the year"):
        local_day(datetime(9999, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=-5))))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-07-01T22:59Z", date(2026, 7, 1)),
        ("2026-07-01T23:00Z", date(2026, 7, 2)),  # midnight in London's summer
        ("2026-12-01T23:59Z", date(2026, 12, 1)),
        ("2026-12-01T23:30-05", date(2026, 12, 2)),
        ("2026-12-02T01:30+02", date(2026, 12, 1)),
        ("2026-03-28T23:59Z", date(2026, 3, 28)),  # the night the clocks go forward
        ("2026-03-29T23:00Z", date(2026, 3, 30)),
        ("2026-10-24T23:00Z", date(2026, 10, 25)),  # the night they go back
        ("2026-10-25T23:00Z", date(2026, 10, 25)),
    ],
)
def test_an_instant_falls_on_its_day_in_london(text: str, day: date) -> None:
    assert local_day(parse_start(text)) == day


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        ("2026-03-28", "2026-03-28T23:59:59+00:00"),
        ("2026-03-29", "2026-03-29T22:59:59+00:00"),
        ("2026-10-24", "2026-10-24T22:59:59+00:00"),
        ("2026-10-25", "2026-10-25T23:59:59+00:00"),
        ("2027-01-01", "2027-01-01T23:59:59+00:00"),
    ],
)
def test_a_day_ends_at_its_last_second_in_london(day: str, ends: str) -> None:
    assert end_of_day(date.fromisoformat(day)).isoformat() == ends
