"""Quorum: by number and by role, one person in one seat; what follows when there is none."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.engine.meetings.models import Meeting
from oversight.engine.meetings.present import Attendee, Person, parse_present, persons
from oversight.engine.meetings.quorum import Quorum, as_json, quorum, unfilled, who_may_decide
from oversight.engine.model import BadInput
from oversight.engine.words import Role
from tests.engine.meetings.boards import board, silent

THREE = ("health_commissioner", "quality_manager", "strategic_commissioner")


def held(*present: str, meeting: Meeting | None = None) -> Quorum:
    return quorum(meeting or board(), parse_present(present))


@pytest.mark.parametrize("health", ["health_commissioner", "health_safeguarding_representative"])
def test_three_members_with_the_three_roles_are_quorate(health: str) -> None:
    found = held(health, "quality_manager", "strategic_commissioner")
    assert found == Quorum(
        quorate=True,
        present=3,
        required=3,
        missing=(),
        record="minutes",
        may_decide=True,
        why="3 of at least 3 members present, with every role the quorum asks for",
    )


@pytest.mark.parametrize(
    ("present", "missing"),
    [
        ((), ("health_safeguarding_representative", "quality_manager", "strategic_commissioner")),
        (("quality_manager", "strategic_commissioner"), ("health_safeguarding_representative",)),
        (("health_commissioner", "strategic_commissioner"), ("quality_manager",)),
        (("health_commissioner", "quality_manager"), ("strategic_commissioner",)),
        (
            ("quality_manager", "quality_manager", "strategic_commissioner"),
            ("health_safeguarding_representative",),
        ),
        (
            ("health_commissioner", "health_safeguarding_representative", "supplier_relationship_manager"),
            ("quality_manager", "strategic_commissioner"),
        ),
    ],
)
def test_without_a_role_it_is_not_quorate_whatever_the_number(
    present: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    found = held(*present)
    assert (found.quorate, found.missing) == (False, missing)
    assert (found.record, found.may_decide) == ("notes", False)


def test_an_inquorate_meeting_keeps_notes_and_decides_nothing() -> None:
    found = held("health_commissioner", "quality_manager")
    assert (found.record, found.may_decide) == ("notes", False)
    assert who_may_decide(board(), parse_present(["health_commissioner", "quality_manager"])) == ()
    assert found.why == (
        "2 of at least 3 members present; still needed, each a different person: strategic commissioner; "
        "the record is notes, not minutes, and nothing can be decided (clause ToR-5)"
    )


def test_alternatives_are_named_in_words_and_the_first_stands_for_the_seat() -> None:
    found = held("quality_manager", "strategic_commissioner")
    assert found.missing == ("health_safeguarding_representative",)
    assert "health safeguarding representative or health commissioner" in found.why


@pytest.mark.parametrize(
    ("at_least", "missing"), [(3, ()), (4, ("1 more member",)), (5, ("2 more members",))]
)
def test_where_only_the_number_is_short_that_is_what_is_missing(
    at_least: int, missing: tuple[str, ...]
) -> None:
    larger = board(quorum={"at_least": at_least, "roles": list(THREE)})
    found = held(*THREE, meeting=larger)
    assert (found.quorate, found.missing, found.required) == (not missing, missing, at_least)


def test_a_role_missing_goes_before_the_number() -> None:
    larger = board(quorum={"at_least": 5, "roles": list(THREE)})
    assert held("quality_manager", "health_commissioner", meeting=larger).missing == (
        "strategic_commissioner",
    )


def test_one_person_in_two_roles_fills_one_seat() -> None:
    found = held("health_commissioner", "quality_manager=A. Person", "strategic_commissioner=A. Person")
    assert (found.quorate, found.present, found.missing) == (False, 2, ("strategic_commissioner",))


def test_a_name_is_the_same_person_however_it_is_written() -> None:
    found = held("health_commissioner", "quality_manager=A. Person", "strategic_commissioner= a.person ")
    assert (found.quorate, found.present) == (False, 2)


def test_entries_without_a_name_are_different_people() -> None:
    larger = board(quorum={"at_least": 4, "roles": list(THREE)})
    found = held(*THREE, "quality_manager", meeting=larger)
    assert (found.quorate, found.present) == (True, 4)


@pytest.mark.parametrize(
    "present",
    list(
        permutations(
            [
                "quality_manager=A. Person",
                "strategic_commissioner=A. Person",
                "quality_manager=B. Person",
                "health_commissioner=C. Person",
            ]
        )
    ),
)
def test_someone_with_two_roles_makes_room_for_someone_with_one(present: tuple[str, ...]) -> None:
    assert held(*present).quorate is True


def test_advisers_and_business_support_do_not_make_up_the_number() -> None:
    larger = board(quorum={"at_least": 4, "roles": list(THREE)})
    found = held(*THREE, "safeguarding_lead", "service_manager", "business_support", meeting=larger)
    assert (found.quorate, found.present, found.missing) == (False, 3, ("1 more member",))


def test_an_outsider_does_not_count() -> None:
    larger = board(quorum={"at_least": 4, "roles": list(THREE)})
    assert held(*THREE, "councillor", meeting=larger).present == 3


def test_an_adviser_counts_where_the_pack_says_so() -> None:
    seats = [
        {**seat, "counts": True} if seat["seat"] == "safeguarding-nurse" else seat
        for seat in board().model_dump()["members"]
    ]
    larger = board(members=seats, quorum={"at_least": 4, "roles": list(THREE)})
    assert held(*THREE, "safeguarding_lead", meeting=larger).quorate is True
    assert held(*THREE, "service_manager", meeting=larger).quorate is False


def test_a_decider_may_be_left_out_of_the_number() -> None:
    seats = [
        {**seat, "counts": False} if seat["seat"] == "procurement" else seat
        for seat in board().model_dump()["members"]
    ]
    larger = board(members=seats, quorum={"at_least": 4, "roles": list(THREE)})
    assert held(*THREE, "supplier_relationship_manager", meeting=larger).present == 3


def test_an_adviser_whom_the_quorum_names_counts_but_never_decides() -> None:
    named = board(
        quorum={"at_least": 3, "roles": ["safeguarding_lead", "quality_manager", "strategic_commissioner"]}
    )
    present = parse_present(["safeguarding_lead", "quality_manager", "strategic_commissioner"])
    assert quorum(named, present).quorate is True
    assert [person.roles for person in who_may_decide(named, present)] == [
        (Role.QUALITY_MANAGER,),
        (Role.STRATEGIC_COMMISSIONER,),
    ]


def test_a_quorum_of_advisers_alone_decides_nothing() -> None:
    advised = board(quorum={"at_least": 2, "roles": ["safeguarding_lead", "service_manager"]})
    found = held("safeguarding_lead", "service_manager", meeting=advised)
    assert (found.quorate, found.record, found.may_decide) == (True, "minutes", False)
    assert found.why.endswith("; only advisers are present, so nothing can be decided")


def test_those_who_may_decide_sit_in_deciding_seats_once_each() -> None:
    present = parse_present(
        [
            "health_commissioner=C. Person",
            "health_safeguarding_representative=C. Person",
            "quality_manager",
            "strategic_commissioner",
            "safeguarding_lead",
            "business_support",
        ]
    )
    assert who_may_decide(board(), present) == (
        Person("C. Person", (Role.HEALTH_COMMISSIONER, Role.HEALTH_SAFEGUARDING_REPRESENTATIVE)),
        Person(None, (Role.QUALITY_MANAGER,)),
        Person(None, (Role.STRATEGIC_COMMISSIONER,)),
    )


def test_a_number_without_roles() -> None:
    plain = board(quorum={"at_least": 2})
    assert held("quality_manager", meeting=plain).missing == ("1 more member",)
    found = held("quality_manager", "strategic_commissioner", meeting=plain)
    assert (found.quorate, found.why) == (True, "2 of at least 2 members present")


def test_where_the_policy_is_silent_the_authority_must_fill_it_in() -> None:
    present = parse_present([*THREE, "business_support"])
    found = quorum(silent(), present)
    assert found.present == 3
    assert (found.quorate, found.required, found.missing, found.may_decide) == (None, None, (), False)
    assert found.record == "notes"
    assert found.why == (
        "the policy does not say what makes a quorum of the Quality board (clause 10.12); "
        "the authority must fill in how many members and which roles before it can decide"
    )
    assert who_may_decide(silent(), present) == ()


def test_json() -> None:
    assert as_json(held("quality_manager", "strategic_commissioner")) == {
        "quorate": False,
        "present": 2,
        "required": 3,
        "missing": ["health_safeguarding_representative"],
        "record": "notes",
        "may_decide": False,
        "why": (
            "2 of at least 3 members present; still needed, each a different person: "
            "health safeguarding representative or health commissioner; "
            "the record is notes, not minutes, and nothing can be decided (clause ToR-5)"
        ),
    }
    assert as_json(quorum(silent(), ()))["quorate"] is None


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("quality_manger", "'quality_manger' is not a role; did you mean 'quality_manager'"),
        ("quality-manager", "'quality-manager' is not a role; did you mean 'quality_manager'"),
        ("xyzzy", "'xyzzy' is not a role; the roles are quality_officer, quality_manager, "),
        ("", "'' is not a role; the roles are quality_officer"),
        ("=A. Person", "'' is not a role; the roles are quality_officer"),
        (
            "quality_manager= ",
            "'quality_manager= ' names nobody after '='; write quality_manager=A. Person, "
            "or quality_manager alone",
        ),
    ],
)
def test_who_is_present_is_refused_with_what_could_be_meant(entry: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_present(["strategic_commissioner", entry])
    assert str(refused.value).startswith(says)


def test_who_is_present_is_read() -> None:
    assert parse_present(["quality_manager", " strategic_commissioner = A. Person "]) == (
        Attendee(Role.QUALITY_MANAGER, None),
        Attendee(Role.STRATEGIC_COMMISSIONER, "A. Person"),
    )


FEW = [Role.QUALITY_MANAGER, Role.STRATEGIC_COMMISSIONER, Role.HEALTH_COMMISSIONER, Role.LEGAL_ADVISER]
SEATS = st.lists(st.lists(st.sampled_from(FEW), min_size=1, max_size=2, unique=True).map(tuple), max_size=4)
PRESENT = st.lists(
    st.builds(Attendee, st.sampled_from(FEW), st.sampled_from([None, "A", "B", "C"])), max_size=5
)


def most_filled(seats: list[tuple[Role, ...]], people: tuple[Person, ...]) -> int:
    """How many seats can be filled at best, by trying every order of people and empty chairs."""
    chairs = [*people, *[Person(None, ())] * len(seats)]
    return max(
        sum(bool(set(seat) & set(person.roles)) for seat, person in zip(seats, order, strict=True))
        for order in permutations(chairs, len(seats))
    )


@given(SEATS, PRESENT)
def test_as_many_seats_are_filled_as_can_be(seats: list[tuple[Role, ...]], present: list[Attendee]) -> None:
    people = persons(present)
    assert len(seats) - len(unfilled(seats, people)) == most_filled(seats, people)


@given(PRESENT, PRESENT)
def test_one_more_person_never_breaks_a_quorum(present: list[Attendee], more: list[Attendee]) -> None:
    before, after = quorum(board(), present), quorum(board(), [*present, *more])
    assert after.present >= before.present
    assert after.quorate or not before.quorate
