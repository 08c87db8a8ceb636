"""What holds of every deadline, whatever the clock and the day."""

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oversight.engine.clocks.calendars import is_working_day
from oversight.engine.clocks.counting import Pause
from oversight.engine.clocks.deadlines import deadline
from oversight.engine.clocks.models import Calendar
from tests.engine.clocks.samples import CALENDARS, ENGLAND, clock

DAYS = st.dates(date(2018, 1, 1), date(2060, 12, 31))
COUNTS = st.integers(1, 60)
UNITS = st.sampled_from(["working_days", "days", "weeks", "months"])
DIRECTIONS = st.sampled_from(["after", "before"])
ANY_CALENDAR = st.sampled_from(sorted(CALENDARS.values(), key=lambda calendar: calendar.id))


def due_on(within: int, unit: str, start: date, calendar: Calendar = ENGLAND, **more: object) -> date:
    found = deadline(clock(within, unit, **more), calendar, start).due_on
    assert found is not None
    return found


def pauses_after(start: date) -> st.SearchStrategy[list[Pause]]:
    def pause(drawn: tuple[int, int]) -> Pause:
        begins = start + timedelta(days=drawn[0])
        return Pause(begins, begins + timedelta(days=drawn[1]), "query-open")

    return st.lists(st.tuples(st.integers(-20, 90), st.integers(0, 30)).map(pause), max_size=4)


@given(DAYS, COUNTS, ANY_CALENDAR, DIRECTIONS)
def test_working_days_end_on_one_and_count_exactly(
    start: date, within: int, calendar: Calendar, direction: str
) -> None:
    end = due_on(within, "working_days", start, calendar, direction=direction)
    first, last = (
        (start + timedelta(days=1), end) if direction == "after" else (end, start - timedelta(days=1))
    )
    between = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert is_working_day(calendar, end)
    assert sum(is_working_day(calendar, day) for day in between) == within


@given(DAYS, COUNTS, ANY_CALENDAR)
def test_skipped_and_counted_days_make_up_the_whole_span(
    start: date, within: int, calendar: Calendar
) -> None:
    found = deadline(clock(within, "working_days"), calendar, start)
    assert found.due_on is not None
    assert len(found.skipped) + within == (found.due_on - start).days
    assert [each.date for each in found.skipped] == sorted({each.date for each in found.skipped})


@given(DAYS, COUNTS, UNITS)
def test_a_longer_limit_ends_later(start: date, within: int, unit: str) -> None:
    assert due_on(within + 1, unit, start) > due_on(within, unit, start) > start


@given(DAYS, COUNTS, UNITS)
def test_a_longer_limit_counts_back_further(start: date, within: int, unit: str) -> None:
    one, two = (due_on(n, unit, start, direction="before") for n in (within, within + 1))
    assert two < one < start


@given(DAYS, st.integers(0, 40), COUNTS, UNITS)
def test_a_later_start_never_ends_earlier(start: date, later: int, within: int, unit: str) -> None:
    assert due_on(within, unit, start + timedelta(days=later)) >= due_on(within, unit, start)


@given(DAYS, COUNTS, st.sampled_from(["working_days", "days", "weeks"]))
def test_counting_back_undoes_counting_on(start: date, within: int, unit: str) -> None:
    back = due_on(within, unit, due_on(within, unit, start), direction="before")
    expected = start
    while unit == "working_days" and not is_working_day(ENGLAND, expected):
        expected -= timedelta(days=1)
    assert back == expected


@given(DAYS, COUNTS, DIRECTIONS)
def test_months_end_on_the_same_day_or_on_the_last(start: date, within: int, direction: str) -> None:
    end = due_on(within, "months", start, direction=direction)
    months = (end.year - start.year) * 12 + end.month - start.month
    assert months == (within if direction == "after" else -within)
    last = monthrange(end.year, end.month)[1]
    assert end.day == min(start.day, last)


@given(DAYS.flatmap(lambda start: st.tuples(st.just(start), pauses_after(start))), COUNTS, UNITS)
def test_a_pause_never_makes_it_earlier_and_moves_it_by_the_days_paused(
    drawn: tuple[date, list[Pause]], within: int, unit: str
) -> None:
    start, pauses = drawn
    running = clock(within, unit, pauses=["query-open"])
    plain, paused = deadline(running, ENGLAND, start), deadline(running, ENGLAND, start, pauses=pauses)
    assert plain.due_on is not None
    assert paused.due_on is not None
    assert paused.due_on >= plain.due_on
    stood_still = [each.date for each in paused.skipped if each.why.startswith("paused")]
    spanned = [start + timedelta(days=n) for n in range(1, (paused.due_on - start).days + 1)]
    assert stood_still == [day for day in spanned if any(pause.covers(day) for pause in pauses)]
    if unit != "working_days":
        assert (paused.due_on - plain.due_on).days == len(stood_still)


@given(DAYS, COUNTS, UNITS)
def test_the_end_is_the_last_second_of_its_day_in_london(start: date, within: int, unit: str) -> None:
    found = deadline(clock(within, unit), ENGLAND, start)
    assert found.due_on is not None
    assert found.due_at is not None
    hour = found.due_at.hour
    assert found.due_at.date() == found.due_on
    assert (found.due_at.minute, found.due_at.second) == (59, 59)
    assert hour in (
        (22, 23) if found.due_on.month in (3, 10) else (22,) if 3 < found.due_on.month < 10 else (23,)
    )
