"""When clocks run out: every unit, both directions, pauses, warnings, lateness, and what is shown of it."""

from datetime import UTC, date, datetime

import pytest

from oversight.engine.clocks.counting import Pause, Skipped
from oversight.engine.clocks.deadlines import Deadline, Warn, as_json, deadline, late, recalculated
from oversight.engine.clocks.models import Closure
from oversight.engine.clocks.moments import parse_start
from oversight.engine.model import BadInput
from tests.engine.clocks.samples import CALENDARS, CLOCKS, ENGLAND, clock


def due(within: int, unit: str, start: str, **more: object) -> Deadline:
    return deadline(clock(within, unit, **more), ENGLAND, parse_start(start))


@pytest.mark.parametrize(
    ("within", "unit", "start", "due_on"),
    [
        (5, "working_days", "2026-11-23", "2026-11-30"),  # Monday to Monday: the day of the event is day 0
        (5, "working_days", "2026-11-20", "2026-11-27"),
        (5, "working_days", "2026-11-21", "2026-11-27"),  # on a Saturday
        (5, "working_days", "2026-11-22", "2026-11-27"),  # on a Sunday
        (1, "working_days", "2026-12-24", "2026-12-29"),  # over Christmas with a substitute day
        (14, "working_days", "2026-12-18", "2027-01-12"),
        (5, "working_days", "2022-05-31", "2022-06-09"),  # two jubilee days
        (10, "working_days", "2026-03-30", "2026-04-15"),  # Easter
        (1, "days", "2026-11-22", "2026-11-23"),
        (21, "days", "2026-12-18", "2027-01-08"),  # calendar days take no notice of Christmas
        (14, "days", "2024-02-20", "2024-03-05"),  # a leap year
        (14, "days", "2026-02-20", "2026-03-06"),
        (7, "days", "2026-11-22", "2026-11-29"),  # may end on a Sunday
        (4, "weeks", "2026-11-22", "2026-12-20"),
        (1, "weeks", "2024-02-26", "2024-03-04"),
        (1, "months", "2026-01-31", "2026-02-28"),
        (1, "months", "2024-01-31", "2024-02-29"),
        (1, "months", "2026-02-28", "2026-03-28"),  # the same day, not the month's end
        (12, "months", "2024-02-29", "2025-02-28"),
        (48, "months", "2024-02-29", "2028-02-29"),
        (6, "months", "2026-08-31", "2027-02-28"),
        (6, "months", "2026-06-30", "2026-12-30"),
        (3, "months", "2026-11-30", "2027-02-28"),
        (24, "months", "2026-12-31", "2028-12-31"),
    ],
)
def test_due_dates(within: int, unit: str, start: str, due_on: str) -> None:
    found = due(within, unit, start)
    assert found.due_on == date.fromisoformat(due_on)
    assert found.held is None


@pytest.mark.parametrize(
    ("within", "unit", "meeting", "due_on"),
    [
        (7, "days", "2026-12-01", "2026-11-24"),
        (1, "weeks", "2026-12-01", "2026-11-24"),
        (1, "months", "2026-03-31", "2026-02-28"),
        (1, "months", "2026-01-15", "2025-12-15"),
        (5, "working_days", "2026-12-01", "2026-11-24"),
        (5, "working_days", "2026-12-30", "2026-12-21"),  # back over Christmas
        (5, "working_days", "2026-11-29", "2026-11-23"),
    ],
)
def test_a_backwards_clock_counts_back_from_its_event(
    within: int, unit: str, meeting: str, due_on: str
) -> None:
    assert due(within, unit, meeting, direction="before").due_on == date.fromisoformat(due_on)


def test_skipped_days_are_named_in_order() -> None:
    assert due(3, "working_days", "2026-12-23").skipped == (
        Skipped(date(2026, 12, 25), "Christmas Day (bank holiday)"),
        Skipped(date(2026, 12, 26), "Saturday"),
        Skipped(date(2026, 12, 27), "Sunday"),
        Skipped(date(2026, 12, 28), "Boxing Day, substitute day (bank holiday)"),
    )
    back = due(2, "working_days", "2026-11-30", direction="before")
    assert [(str(each.date), each.why) for each in back.skipped] == [
        ("2026-11-28", "Saturday"),
        ("2026-11-29", "Sunday"),
    ]
    assert due(21, "days", "2026-12-18").skipped == ()


def test_the_authority_s_closures_move_a_working_day_deadline_and_no_other() -> None:
    closed = [Closure(date=date(2026, 12, day), why="offices shut") for day in (29, 30, 31)]
    found = deadline(clock(1, "working_days"), ENGLAND, date(2026, 12, 24), closures=iter(closed))
    assert found.due_on == date(2027, 1, 4)
    assert Skipped(date(2026, 12, 30), "Council closure: offices shut") in found.skipped
    assert deadline(clock(7, "days"), ENGLAND, date(2026, 12, 24), closed).due_on == date(2026, 12, 31)


def test_freedom_of_information_skips_the_holidays_of_every_part_of_the_kingdom() -> None:
    information = CLOCKS["freedom-of-information"]
    found = deadline(information, CALENDARS["any-uk"], date(2026, 11, 2))
    assert (found.due_on, found.clause) == (date(2026, 12, 1), "FOI-10")
    assert Skipped(date(2026, 11, 30), "Saint Andrew's Day (bank holiday in Scotland)") in found.skipped
    assert deadline(information, ENGLAND, date(2026, 11, 2)).due_on == date(2026, 11, 30)


def test_the_regulator_s_factual_accuracy_check_is_ten_working_days() -> None:
    accuracy = CLOCKS["factual-accuracy-regulator"]
    found = deadline(accuracy, CALENDARS[accuracy.calendar or ""], date(2026, 12, 21))
    assert (found.due_on, found.clause, found.count) == (date(2027, 1, 7), "CQC-FAC", 10)


@pytest.mark.parametrize(
    ("start", "starts_on", "due_on"),
    [
        ("2026-07-01T22:59Z", "2026-07-01", "2026-07-08"),
        ("2026-07-01T23:00Z", "2026-07-02", "2026-07-09"),
        ("2026-11-22T16:30+00", "2026-11-22", "2026-11-29"),
    ],
)
def test_an_instant_starts_on_its_day_in_london(start: str, starts_on: str, due_on: str) -> None:
    found = due(7, "days", start)
    assert (str(found.starts_on), str(found.due_on)) == (starts_on, due_on)
    assert found.starts_at == parse_start(start)
    assert found.starts_at.tzinfo is UTC


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(BadInput, match="has a time but not its offset from UTC"):
        deadline(clock(7, "days"), ENGLAND, datetime(2026, 11, 22, 16, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("start", "due_at"),
    [
        ("2026-03-27", "2026-03-28T23:59:59+00:00"),
        ("2026-03-28", "2026-03-29T22:59:59+00:00"),
        ("2026-10-23", "2026-10-24T22:59:59+00:00"),
        ("2026-10-24", "2026-10-25T23:59:59+00:00"),
    ],
)
def test_a_deadline_ends_with_its_day_in_london(start: str, due_at: str) -> None:
    found = due(1, "days", start).due_at
    assert found is not None
    assert found.isoformat() == due_at


def test_late_begins_with_the_next_day_in_london() -> None:
    summer = due(1, "days", "2026-06-30")
    assert not late(summer, datetime(2026, 7, 1, 22, 59, 59, 999999, tzinfo=UTC))
    assert late(summer, datetime(2026, 7, 1, 23, 0, tzinfo=UTC))
    assert not late(summer, date(2026, 7, 1))
    assert late(summer, date(2026, 7, 2))
    with pytest.raises(BadInput, match="has a time but not its offset"):
        late(summer, datetime(2026, 7, 1, 12, 0))  # noqa: DTZ001


def test_late_papers_are_those_after_the_day_counted_back_to() -> None:
    papers = due(7, "days", "2026-12-01", direction="before")
    assert not late(papers, date(2026, 11, 24))
    assert late(papers, date(2026, 11, 25))


PAUSED = Pause(date(2026, 11, 25), date(2026, 11, 26), "query-open")


@pytest.mark.parametrize(
    ("within", "unit", "plain", "paused"),
    [
        (5, "working_days", "2026-11-30", "2026-12-02"),
        (5, "days", "2026-11-28", "2026-11-30"),
        (1, "weeks", "2026-11-30", "2026-12-02"),
        (1, "months", "2026-12-23", "2026-12-25"),
    ],
)
def test_paused_days_do_not_count(within: int, unit: str, plain: str, paused: str) -> None:
    running = clock(within, unit, pauses=["query-open"])
    start = date(2026, 11, 23)
    assert str(deadline(running, ENGLAND, start).due_on) == plain
    found = deadline(running, ENGLAND, start, pauses=[PAUSED])
    assert str(found.due_on) == paused
    assert [each for each in found.skipped if each.why.startswith("paused")] == [
        Skipped(date(2026, 11, 25), "paused: query-open"),
        Skipped(date(2026, 11, 26), "paused: query-open"),
    ]


def test_overlapping_pauses_count_once_and_days_before_the_start_not_at_all() -> None:
    running = clock(5, "days", pauses=["query-open", "fee-notice"])
    pauses = [
        Pause(date(2026, 11, 1), date(2026, 11, 25), "fee-notice"),
        Pause(date(2026, 11, 24), date(2026, 11, 26), "query-open"),
    ]
    found = deadline(running, ENGLAND, date(2026, 11, 23), pauses=pauses)
    assert found.due_on == date(2026, 12, 1)
    assert [(each.date.day, each.why) for each in found.skipped] == [
        (24, "paused: fee-notice"),
        (25, "paused: fee-notice"),
        (26, "paused: query-open"),
    ]


def test_a_pause_that_begins_where_the_months_would_end_moves_the_end() -> None:
    running = clock(1, "months", pauses=["query-open"])
    pause = Pause(date(2026, 12, 23), date(2026, 12, 31), "query-open")
    assert deadline(running, ENGLAND, date(2026, 11, 23), pauses=[pause]).due_on == date(2027, 1, 1)


@pytest.mark.parametrize("unit", ["working_days", "days", "weeks", "months"])
def test_an_open_pause_holds_the_clock(unit: str) -> None:
    running = clock(10, unit, pauses=["query-open"], warn=[2])
    found = deadline(
        running, ENGLAND, date(2026, 11, 23), pauses=[Pause(date(2026, 11, 24), None, "query-open")]
    )
    assert (found.due_on, found.due_at, found.warnings) == (None, None, ())
    assert found.held == "held since 2026-11-24: query-open"
    assert not late(found, date(2030, 1, 1))
    shown = as_json(found)
    assert (shown["due_on"], shown["due_at"], shown["held"]) == (
        None,
        None,
        "held since 2026-11-24: query-open",
    )


def test_an_open_pause_does_not_revive_a_clock_that_had_run_out() -> None:
    running = clock(5, "days", pauses=["query-open"])
    found = deadline(
        running, ENGLAND, date(2026, 11, 23), pauses=[Pause(date(2026, 11, 29), None, "query-open")]
    )
    assert (found.due_on, found.held) == (date(2026, 11, 28), None)


@pytest.mark.parametrize(
    ("pauses", "reason", "says"),
    [
        ([], "holiday", "'holiday' does not pause the clock 'answer' (clause 4.2); it never pauses"),
        (
            ["query-open"],
            "query",
            "'query' does not pause the clock 'answer' (clause 4.2); did you mean 'query-open'?",
        ),
        (
            ["query-open"],
            "snow",
            "'snow' does not pause the clock 'answer' (clause 4.2); its reasons are query-open",
        ),
    ],
)
def test_only_the_policy_s_reasons_pause_a_clock(pauses: list[str], reason: str, says: str) -> None:
    pause = Pause(date(2026, 11, 24), None, reason)
    with pytest.raises(BadInput) as refused:
        deadline(clock(5, "days", pauses=pauses), ENGLAND, date(2026, 11, 23), pauses=[pause])
    assert str(refused.value) == says


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(BadInput, match=r"'query-open' ends on 2026-11-23, before it begins on 2026-11-24"):
        Pause(date(2026, 11, 24), date(2026, 11, 23), "query-open")


def test_warnings_come_earliest_first_and_never_before_the_event() -> None:
    assert due(10, "days", "2026-11-20", warn=[1, 5, 5, 10, 11]).warnings == (
        Warn(10, date(2026, 11, 20)),
        Warn(5, date(2026, 11, 25)),
        Warn(1, date(2026, 11, 29)),
    )
    papers = due(7, "days", "2026-12-01", warn=[14], direction="before")
    assert papers.warnings == (Warn(14, date(2026, 11, 10)),)


@pytest.mark.parametrize("start", ["0202-06-01", "1899-12-31", "2200-01-01"])
def test_years_that_cannot_be_meant_are_refused(start: str) -> None:
    with pytest.raises(BadInput) as refused:
        due(7, "days", start)
    assert str(refused.value) == f"the start {start} is not in the years 1900 to 2199; check the year"


def test_a_pause_to_the_end_of_time_is_refused_in_words() -> None:
    running = clock(7, "days", pauses=["query-open"])
    forever = Pause(date(2026, 11, 24), date.max, "query-open")
    with pytest.raises(BadInput, match="the end of a pause 9999-12-31 is not in the years 1900 to 2199"):
        deadline(running, ENGLAND, date(2026, 11, 23), pauses=[forever])


def test_the_longest_limit_from_the_last_year_can_still_be_counted() -> None:
    assert due(10_000, "months", "2199-12-31").due_on == date(3033, 4, 30)
    assert due(10_000, "months", "1900-01-31", direction="before").due_on == date(1066, 9, 30)


def test_working_days_beyond_the_known_bank_holidays_are_refused() -> None:
    with pytest.raises(BadInput, match="bank holidays are known from 1872 to 2100, not for 2101"):
        due(10, "working_days", "2100-12-30")


def test_a_changed_calendar_is_shown_as_a_difference() -> None:
    running = clock(5, "working_days")
    before = deadline(running, ENGLAND, date(2026, 11, 23))
    shut = [Closure(date=date(2026, 11, 26), why="the offices are flooded")]
    after = deadline(running, ENGLAND, date(2026, 11, 23), shut)
    found = recalculated(before, after)
    assert (found.was, found.now, found.days) == (date(2026, 11, 30), date(2026, 12, 1), 1)
    assert found.now_skipped == (Skipped(date(2026, 11, 26), "Council closure: the offices are flooded"),)
    assert found.says == (
        "was due on 2026-11-30, now due on 2026-12-01 (1 day later); "
        "2026-11-26 is now skipped: Council closure: the offices are flooded"
    )
    back = recalculated(after, before)
    assert (back.days, back.now_skipped, back.no_longer_skipped) == (-1, (), found.now_skipped)
    assert back.says.startswith("was due on 2026-12-01, now due on 2026-11-30 (1 day earlier); ")
    same = recalculated(before, before)
    assert (same.days, same.says) == (0, "still due on 2026-11-30")


def test_being_held_is_a_difference_without_a_number_of_days() -> None:
    running = clock(5, "days", pauses=["query-open"])
    before = deadline(running, ENGLAND, date(2026, 11, 23))
    open_pause = Pause(date(2026, 11, 24), None, "query-open")
    held = deadline(running, ENGLAND, date(2026, 11, 23), pauses=[open_pause])
    found = recalculated(before, held)
    assert (found.now, found.days) == (None, None)
    assert found.says == "was due on 2026-11-28, now held since 2026-11-24: query-open"


def test_different_deadlines_are_not_compared() -> None:
    with pytest.raises(BadInput, match=r"are different deadlines; compare two workings of one"):
        recalculated(due(5, "days", "2026-11-23"), due(5, "days", "2026-11-24"))


def test_json_of_a_date() -> None:
    assert as_json(due(2, "working_days", "2026-11-27", warn=[1])) == {
        "clock": "answer",
        "clause": "4.2",
        "from": "2026-11-27",
        "due_on": "2026-12-01",
        "due_at": "2026-12-01T23:59:59+00:00",
        "unit": "working_days",
        "count": 2,
        "direction": "after",
        "calendar": "england-and-wales",
        "skipped": [
            {"date": "2026-11-28", "why": "Saturday"},
            {"date": "2026-11-29", "why": "Sunday"},
        ],
        "warnings": [{"days": 1, "on": "2026-11-30"}],
    }


def test_json_of_an_instant_keeps_the_instant_in_utc() -> None:
    shown = as_json(due(1, "days", "2026-07-01T23:30-05:00"))
    assert (shown["from"], shown["from_at"]) == ("2026-07-02", "2026-07-02T04:30:00+00:00")
