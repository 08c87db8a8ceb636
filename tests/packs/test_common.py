"""What all packs share: calendars, the two national clocks, question sets, the default risk matrix."""

from __future__ import annotations

from datetime import date

import pytest

from oversight.engine.clocks.calendars import why_not_working
from oversight.engine.clocks.counting import Pause
from oversight.engine.clocks.deadlines import deadline
from oversight.engine.packs.proving import failures
from oversight.engine.questions.models import Kind


@pytest.fixture(scope="module")
def pack(library):
    return library.load("common/1")


def worked_out(pack, clock, start, **more):
    clock = pack.find("clocks", clock)
    return deadline(clock, pack.calendar_of(clock), start, **more)


def test_every_example_comes_out_as_it_says_and_there_are_enough(pack):
    assert failures(pack) == []
    assert len(pack.examples) >= 35


def test_nothing_in_it_is_any_councils_policy(pack):
    assert (pack.rules, pack.routes, pack.about.roles, pack.about.to_fill_in) == ((), {}, {}, ())
    assert "local default" in pack.about.source.note


# --------------------------------------------------------------------------------------------------- clocks


def test_freedom_of_information_passes_over_a_bank_holiday_of_any_nation(pack):
    found = worked_out(pack, "freedom-of-information", date(2026, 11, 24))
    assert (found.due_on, found.calendar) == (date(2026, 12, 23), "any-uk")
    weekdays = [each for each in found.skipped if each.date.weekday() < 5]
    assert [each.date for each in weekdays] == [date(2026, 11, 30)]
    assert "Andrew" in weekdays[0].why


def test_freedom_of_information_stands_still_while_a_fee_is_asked_for(pack):
    fee = Pause(date(2026, 11, 26), date(2026, 11, 27), "fee-notice")
    found = worked_out(pack, "freedom-of-information", date(2026, 11, 24), pauses=[fee])
    assert found.due_on == date(2026, 12, 29), (
        "two working days later, with Christmas and its substitute between"
    )
    unpaid = Pause(date(2026, 11, 26), None, "fee-notice")
    held = worked_out(pack, "freedom-of-information", date(2026, 11, 24), pauses=[unpaid])
    assert (held.due_on, held.held) == (None, "held since 2026-11-26: fee-notice")


def test_the_regulators_draft_is_commented_on_within_ten_working_days_of_england(pack):
    found = worked_out(pack, "factual-accuracy-regulator", date(2026, 11, 23))
    assert (found.due_on, found.calendar) == (date(2026, 12, 7), "england-and-wales")
    assert [each.on for each in found.warnings] == [date(2026, 12, 2), date(2026, 12, 6)]
    assert pack.clocks["factual-accuracy-regulator"].pauses == ()


# ------------------------------------------------------------------------------------------------ calendars

ONLY_SOME = {
    "Scotland's St Andrew's Day": (date(2026, 11, 30), {"scotland", "any-uk"}),
    "Northern Ireland's St Patrick's Day": (date(2026, 3, 17), {"northern-ireland", "any-uk"}),
    "Northern Ireland's 12 July": (date(2027, 7, 12), {"northern-ireland", "any-uk"}),
    "Scotland's second day of the year": (date(2026, 1, 2), {"scotland", "any-uk"}),
    "Easter Monday, not Scotland's": (
        date(2026, 4, 6),
        {"england-and-wales", "northern-ireland", "any-uk"},
    ),
    "Boxing Day's substitute": (
        date(2026, 12, 28),
        {"england-and-wales", "scotland", "northern-ireland", "any-uk"},
    ),
    "a working Tuesday": (date(2026, 11, 24), set()),
}


@pytest.mark.parametrize("name", ONLY_SOME)
def test_each_calendar_knows_the_holidays_of_its_nations(pack, name):
    day, closed = ONLY_SOME[name]
    assert {each.id for each in pack.calendars.values() if why_not_working(each, day, ())} == closed


def test_there_are_four_calendars_and_packs_count_by_englands_unless_a_clock_says_otherwise(pack):
    assert set(pack.calendars) == {"england-and-wales", "scotland", "northern-ireland", "any-uk"}
    assert pack.about.calendar == "england-and-wales"


# -------------------------------------------------------------------------------------------- question sets


def test_the_three_question_sets_are_there_each_for_its_purpose(pack):
    assert {name: each.kind for name, each in pack.question_sets.items()} == {
        "care-home-assessment": Kind.ASSESSMENT,
        "provider-self-assessment": Kind.SELF_ASSESSMENT,
        "early-indicators": Kind.RECORD,
    }


def test_a_pack_that_builds_on_it_finds_its_question_sets_calendars_and_clocks(pack, library):
    council = library.load("halton/2024-10")
    assert council.find("question_sets", "care-home-assessment") is pack.question_sets["care-home-assessment"]
    assert council.find("calendars", "any-uk") is pack.calendars["any-uk"]
    assert council.find("clocks", "freedom-of-information") is pack.clocks["freedom-of-information"]


# -------------------------------------------------------------------------------------------------- matrix


def test_every_floor_has_an_example_that_meets_it_and_one_that_misses_it(pack):
    floors = {floor.id for floor in pack.matrix.floors}
    met = {name for example in pack.examples for name in example.expect.fires}
    missed = {name for example in pack.examples for name in example.expect.misses}
    assert len(floors) == 12
    assert (floors - met, floors - missed) == (set(), set())


def test_every_indicator_scores_in_some_example(pack):
    scored = {fact for example in pack.examples if example.expect.score for fact in example.given or {}}
    assert {each.fact for each in pack.matrix.indicators} <= scored


def test_the_numbers_are_called_a_local_setting(pack):
    assert "local setting, not a published standard" in pack.matrix.note
    assert (pack.matrix.bands.amber, pack.matrix.bands.red, pack.matrix.out_of) == (25, 50, 100)
