"""Windows and clocks: a late appeal is recorded and refused, an unused window moves the case on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from oversight.engine.routes.machine import run
from oversight.engine.routes.standing import ClockState
from tests.engine.routes.cases import (
    CHAIN,
    ROUTE,
    START,
    WAYS_TO,
    answer_of,
    changed,
    event,
    events,
    refused,
    stand,
    step_of,
)

WAY = events(*WAYS_TO["appeal"])
LAST_DAY = date(2026, 11, 9)
"""Five working days after Monday 2 November."""


def states(found) -> dict[str, tuple[date | None, str]]:
    return {clock.clock: (clock.due_on, clock.state.value) for clock in found.clocks}


def test_the_clock_of_the_notice_starts_with_the_decision_and_ends_with_the_notice() -> None:
    imposed = stand(events(*CHAIN[:4]))
    assert states(imposed) == {"restriction-notify-provider": (LAST_DAY, "running")}
    told = stand([*events(*CHAIN[:4]), event("notified", 7)])
    assert states(told)["restriction-notify-provider"] == (LAST_DAY, "met")
    late = stand([*events(*CHAIN[:4]), event("notified", 8)])
    assert states(late)["restriction-notify-provider"] == (LAST_DAY, "met_late")
    assert late.step == "appeal"


def test_a_clock_that_ran_out_is_late_as_at_a_later_day() -> None:
    way = events(*CHAIN[:4])
    assert states(stand(way, as_at=LAST_DAY))["restriction-notify-provider"] == (LAST_DAY, "running")
    overdue = stand(way, as_at=LAST_DAY + timedelta(days=1))
    assert states(overdue)["restriction-notify-provider"] == (LAST_DAY, "late")


@pytest.mark.parametrize("day", [0, 1, 7])
def test_an_appeal_on_or_before_the_last_day_is_in_time(day: int) -> None:
    found = stand([*WAY, event("appeal", day, at=START + timedelta(days=day, hours=13))])
    assert (found.step, found.refused) == ("appeal-decision", ())
    assert states(found)["appeal-decided"][0] == date(2026, 11, 2) + timedelta(days=day + 21)


@pytest.mark.parametrize("day", [8, 9, 400])
def test_a_late_appeal_is_recorded_and_refused_with_its_last_day(day: int) -> None:
    why = refused([*WAY, event("appeal", day)])
    assert why.startswith("recorded and refused: 'appeal' came on ")
    assert str(date(2026, 11, 2) + timedelta(days=day)) in why
    assert "the last day was 2026-11-09" in why
    assert "appeal-lodged" in why
    assert "clause 19.2" in why


def test_the_day_ends_at_midnight_in_london() -> None:
    route_way = [
        event(answer, at=datetime(2027, 6, 1, 9, n, tzinfo=UTC)) for n, answer in enumerate(CHAIN[:5])
    ]
    in_time = datetime(2027, 6, 8, 22, 59, 59, tzinfo=UTC)
    assert stand([*route_way, event("appeal", at=in_time)]).step == "appeal-decision"
    assert "too late" in refused([*route_way, event("appeal", at=in_time + timedelta(seconds=1))])


def test_every_late_appeal_is_told_that_it_is_late() -> None:
    found = stand([*WAY, event("appeal", 8), event("appeal", 30)])
    assert [each.why.split(":")[0] for each in found.refused] == ["recorded and refused"] * 2
    assert [each.index for each in found.refused] == [5, 6]
    assert found.step == "appeal"


def test_once_the_window_has_run_out_the_case_closes_by_itself() -> None:
    on_time, over = stand(WAY, as_at=LAST_DAY), stand(WAY, as_at=LAST_DAY + timedelta(days=1))
    assert (on_time.step, on_time.closed) == ("appeal", False)
    assert [(move.answer, move.until) for move in on_time.moves] == [("appeal", LAST_DAY)]
    assert (over.step, over.closed, over.moves) == ("in-force", True, ())
    assert over.outcome == "The restriction stands; nobody appealed in time"
    assert states(over)["appeal-lodged"] == (LAST_DAY, ClockState.LAPSED)


def test_a_late_appeal_stays_refused_once_the_case_has_closed() -> None:
    found = stand([*WAY, event("appeal", 9)], as_at=date(2026, 12, 1))
    assert (found.step, found.closed, len(found.refused)) == ("in-force", True, 1)


def test_another_answer_after_the_window_finds_the_case_closed() -> None:
    assert "the case is closed" in refused([*WAY, event("impose", 9)])
    assert "the case stands at 'appeal'" in refused([*WAY, event("impose", 7)])


def test_as_at_may_be_a_moment() -> None:
    assert stand(WAY, as_at=datetime(2026, 11, 9, 23, 59, tzinfo=UTC)).step == "appeal"
    assert stand(WAY, as_at=datetime(2026, 11, 10, 0, 0, tzinfo=UTC)).step == "in-force"


def test_an_answer_at_the_step_after_a_lapsed_window_is_accepted() -> None:
    def reviewing(found: dict) -> None:
        place = next(n for n, step in enumerate(found["steps"]) if step["id"] == "in-force")
        review = {"answer": "lifted", "roles": ["quality_officer"], "to": "upheld", "carries": ["reasons"]}
        found["steps"][place] = {"id": "in-force", "title": "In force", "clause": "20.3", "answers": [review]}

    route = changed(reviewing)
    lifted = event("lifted", 9, carries={"reasons": "The plan is met"})
    found = stand([*WAY, lifted], route)
    assert (found.step, found.closed) == ("upheld", True)
    assert [entry.step for entry in found.history][-1] == "in-force"
    assert "the case stands at 'appeal'" in refused([*WAY, event("lifted", 7)], route)


def test_without_after_window_the_case_stays_and_offers_nothing() -> None:
    route = changed(
        lambda found: (
            step_of(found, "appeal").pop("after_window"),
            found["steps"].remove(step_of(found, "in-force")),
        )
    )
    found = stand(WAY, route, as_at=date(2026, 12, 1))
    assert (found.step, found.closed, found.moves) == ("appeal", False, ())


def test_a_clock_started_again_restarts() -> None:
    def again(found: dict) -> None:
        step_of(found, "appeal")["answers"].append(
            {
                "answer": "told_again",
                "roles": ["quality_officer"],
                "to": "appeal",
                "carries": [],
                "starts": ["appeal-lodged"],
            }
        )

    found = stand([*WAY, event("told_again", 4)], changed(again))
    (clock,) = [clock for clock in found.clocks if clock.clock == "appeal-lodged"]
    assert (clock.started_on, clock.due_on, clock.state) == (date(2026, 11, 6), date(2026, 11, 13), "running")


def test_a_window_that_has_not_started_takes_no_answer() -> None:
    def unstarted(found: dict) -> None:
        answer_of(found, "notify", "notified").pop("starts")
        answer_of(found, "appeal-decision", "uphold")["starts"] = ["appeal-lodged"]

    route = changed(unstarted)
    assert "has not started" in refused([*WAY, event("appeal", 1)], route)
    assert stand(WAY, route).moves == ()


def test_a_clock_that_is_held_lets_an_appeal_in_at_any_time() -> None:
    found = run(ROUTE, [*WAY, event("appeal", 90)], lambda clock, start: None, as_at=date(2027, 12, 1))
    assert found.step == "appeal-decision"
    assert {clock.due_on for clock in found.clocks} == {None}


def test_two_windows_lapse_only_when_both_have() -> None:
    def two(found: dict) -> None:
        answer_of(found, "notify", "notified")["starts"].append("appeal-decided")
        step_of(found, "appeal")["answers"].append(
            {
                "answer": "complain",
                "roles": ["provider_manager"],
                "to": "upheld",
                "carries": [],
                "within": "appeal-decided",
            }
        )

    route = changed(two)
    between = stand(WAY, route, as_at=date(2026, 11, 15))
    assert (between.step, [move.answer for move in between.moves]) == ("appeal", ["complain"])
    assert stand(WAY, route, as_at=date(2026, 11, 24)).step == "in-force"
