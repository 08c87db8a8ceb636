"""Whatever is thrown at a case: it never crashes, refuses or accepts every event, and keeps its promises."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.engine.routes.events import Event, person_key
from oversight.engine.routes.machine import as_json
from oversight.engine.routes.standing import Standing
from oversight.engine.words import Role
from tests.engine.routes.cases import CHAIN, FULL, LIMITS, START, stand
from tests.engine.routes.cases import events as chain

PEOPLE = ("A. One", "a. one", "B. Two", "C. Three", "D. Four", "E. Five", "F. Six", "G. Seven")
ROLES = tuple(role for role in Role if role.value in {
    "quality_officer", "supplier_relationship_manager", "service_manager", "head_of_commissioning",
    "head_of_adult_social_care", "service_director", "provider_manager", "councillor",
})  # fmt: skip
EVERYTHING: dict[str, Any] = {
    "reasons": "Risk",
    "stipulations": "After the next report",
    "position": "embargo",
    "sister_services": [],
    "delegation": {"from": "2026-01-01", "to": "2026-12-31"},
}
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.dates())
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
)
CARRIES = st.one_of(
    st.just(EVERYTHING),
    st.fixed_dictionaries({}, optional={word: st.just(value) for word, value in EVERYTHING.items()}),
    st.dictionaries(
        st.sampled_from(
            [*EVERYTHING, "evidence", "meeting", "record", "consultation", "review_on", "reason"]
        ),
        ANYTHING,
        max_size=4,
    ),
)


@st.composite
def anything(draw: st.DrawFn, day: int) -> Event:
    """An event of any kind, on or about a day."""
    return Event(
        START + timedelta(days=day, minutes=draw(st.integers(-3, 600))),
        draw(st.sampled_from(PEOPLE)),
        draw(st.sampled_from(ROLES)),
        draw(st.sampled_from([*FULL, "agre"])),
        draw(CARRIES),
    )


@st.composite
def lists(draw: st.DrawFn) -> list[Event]:
    """Some way along the chain, then events that are often a legal move, and as often are not."""
    found = chain(*CHAIN[: draw(st.integers(0, 6))])
    day = 0
    for _ in range(draw(st.integers(0, 12))):
        day += draw(st.sampled_from([0, 0, 0, 1, 2, 8, 25]))
        moves = stand(found).moves
        if moves and draw(st.booleans()):
            move, at = draw(st.sampled_from(moves)), START + timedelta(days=day)
            by = draw(st.sampled_from([f"The {move.role.value}", *PEOPLE[:2]]))
            found.append(Event(at, by, move.role, move.answer, EVERYTHING))
        else:
            found.append(draw(anything(day)))
    return found


def essence(found: Standing) -> dict[str, Any]:
    """A standing without places among the events given and without what was refused."""
    told = as_json(replace(found, refused=()))
    for listed in (told["letters"], told["history"]):
        for each in listed:
            each.pop("because_of", None)
            each.pop("index", None)
    return told


@settings(max_examples=150, deadline=None)
@given(lists(), st.none() | st.dates(date(2026, 11, 1), date(2027, 12, 31)))
def test_every_event_is_accepted_or_refused_with_a_reason(events: list[Event], as_at: date | None) -> None:
    found = stand(events, as_at=as_at)
    places = [entry.index for entry in found.history] + [each.index for each in found.refused]
    assert sorted(places) == list(range(len(events)))
    assert all(len(each.why) > 10 for each in found.refused)
    assert all(each.event == events[each.index] for each in (*found.history, *found.refused))


@settings(max_examples=150, deadline=None)
@given(lists(), st.none() | st.dates(date(2026, 11, 1), date(2027, 12, 31)))
def test_the_accepted_events_alone_give_the_same_standing(events: list[Event], as_at: date | None) -> None:
    found = stand(events, as_at=as_at)
    again = stand([entry.event for entry in found.history], as_at=as_at)
    assert again.refused == ()
    assert essence(again) == essence(found)


@settings(max_examples=150, deadline=None)
@given(lists())
def test_a_refusal_changes_nothing_and_a_closed_case_never_moves(events: list[Event]) -> None:
    before = stand([])
    for length in range(1, len(events) + 1):
        after = stand(events[:length])
        if len(after.refused) > len(before.refused):
            assert replace(after, refused=before.refused) == before
        else:
            assert not before.closed
            assert len(after.history) == len(before.history) + 1
        before = after


@settings(max_examples=150, deadline=None)
@given(lists())
def test_whatever_was_accepted_keeps_people_apart_and_windows_closed(events: list[Event]) -> None:
    """Written over the accepted events alone, without the machine's own checks."""
    found = stand(events)
    by_step: dict[str, Event] = {entry.step: entry.event for entry in found.history}
    kept_apart = [
        person_key(by_step[step].by) for step in ("concur", "recommend", "decide") if step in by_step
    ]
    assert len(set(kept_apart)) == len(kept_apart)
    if "appeal-decision" in by_step:
        earlier = {person_key(entry.event.by) for entry in found.history[:-1]}
        assert person_key(by_step["appeal-decision"].by) not in earlier
    if "decide" in by_step and by_step["decide"].role is not Role.HEAD_OF_COMMISSIONING:
        assert by_step["decide"].role is Role.HEAD_OF_ADULT_SOCIAL_CARE
        assert by_step["decide"].carries["delegation"]
    if "appeal" in by_step:
        told, appealed = by_step["notify"].at.date(), by_step["appeal"].at.date()
        working = sum((told + timedelta(days=n)).weekday() < 5 for n in range(1, (appealed - told).days + 1))
        assert working <= LIMITS["appeal-lodged"][0]
    moments = [entry.event.at for entry in found.history]
    assert moments == sorted(moments)


@settings(max_examples=150, deadline=None)
@given(lists())
def test_a_move_that_is_offered_is_accepted_from_somebody_new(events: list[Event]) -> None:
    found = stand(events)
    last = found.history[-1].event.at if found.history else START
    for move in found.moves:
        taken = Event(last, "N. Newcomer", move.role, move.answer, {w: EVERYTHING[w] for w in move.requires})
        assert stand([*events, taken]).step == move.to


def test_the_random_events_do_reach_the_end() -> None:
    """The strategy is worth something only if it gets past the decision."""
    reached: set[str] = set()

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(lists())
    def walk(events: list[Event]) -> None:
        reached.update(entry.to for entry in stand(events).history)

    walk()
    ends = {"not-put-forward", "not-recommended", "not-imposed", "upheld", "overturned"}
    assert {"notify", "appeal", "appeal-decision", *ends} <= reached
