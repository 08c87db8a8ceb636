"""Two snapshots compared."""

from datetime import date

from oversight.gateways.regulator import Rating, compare
from oversight.gateways.regulator.records import Relation

from .makers import ALDER, LARCH, ROWAN, record

GOOD, INADEQUATE = (
    Rating("good", "Good", date(2020, 5, 6)),
    Rating("inadequate", "Inadequate", date(2021, 5, 6)),
)


def successor(name):
    return (Relation(name, "HSCA Successor", "New Provider"),)


def predecessor(name):
    return (Relation(name, "HSCA Predecessor", "New Provider"),)


def test_both_gone_and_new():
    changes = compare([record(LARCH), record(ROWAN)], [record(ROWAN), record(ALDER)])
    assert (changes.both, changes.new) == ((ROWAN,), (ALDER,))
    assert [(each.id, each.name, each.successors) for each in changes.gone] == [(LARCH, "Larch House", ())]
    assert changes.ratings == ()


def test_a_changed_rating_names_its_group_and_question():
    before = record(
        ratings={("Overall", "overall"): GOOD, ("Overall", "safe"): GOOD, ("Homecare", "safe"): GOOD}
    )
    after = record(
        ratings={
            ("Overall", "overall"): GOOD,
            ("Overall", "safe"): INADEQUATE,
            ("Homecare", "safe"): INADEQUATE,
        }
    )
    changes = compare([before], [after])
    assert [(each.group, each.question) for each in changes.ratings] == [
        ("Overall", "safe"),
        ("Homecare", "safe"),
    ]
    assert (changes.ratings[0].before, changes.ratings[0].after) == (GOOD, INADEQUATE)
    assert changes.overall == ()


def test_a_new_date_spelling_or_unrated_word_is_no_change():
    for one, other in (
        (GOOD, Rating("good", "Good", date(2024, 1, 1))),
        (
            Rating("requires_improvement", "Requires improvement"),
            Rating("requires_improvement", "Requires Improvement"),
        ),
        (Rating(None, "Not Rated"), Rating(None, "Inspected but not rated")),
    ):
        assert (
            compare(
                [record(ratings={("Overall", "overall"): one})],
                [record(ratings={("Overall", "overall"): other})],
            ).ratings
            == ()
        )


def test_losing_and_gaining_an_overall_rating_are_changes():
    unrated, rated = record(ratings={}), record(overall="good")
    (first,) = compare([unrated], [rated]).overall
    assert (first.before.rating, first.after.rating) == (None, "good")
    (last,) = compare([rated], [record(overall=None)]).overall
    assert (last.before.rating, last.after.rating) == ("good", None)


def test_what_only_one_file_tells_of_is_no_change():
    full = record(ratings={("Overall", "overall"): GOOD, ("Overall", "safe"): INADEQUATE})
    assert compare([record(ratings={("Overall", "overall"): GOOD})], [full]).ratings == ()


def test_successors_are_followed_from_either_end_over_several_steps():
    gone = record(LARCH, successors=successor(ROWAN))
    middle = record(ROWAN, successors=successor(ALDER))
    assert compare([gone, middle], [record(ALDER)]).gone[0].successors == (ALDER,)
    assert compare([record(LARCH)], [record(ALDER, predecessors=predecessor(LARCH))]).gone[0].successors == (
        ALDER,
    )


def test_a_successor_that_is_not_there_is_none_and_a_circle_ends():
    circle = [record(LARCH, successors=successor(ROWAN)), record(ROWAN, successors=successor(LARCH))]
    assert [each.successors for each in compare(circle, [record(ALDER)]).gone] == [(), ()]


def test_a_service_that_left_the_register_but_is_in_both_files():
    changes = compare([record(registered=True)], [record(registered=False)])
    assert (changes.both, changes.gone, changes.deregistered) == ((LARCH,), (), (LARCH,))
    assert compare([record(registered=False)], [record(registered=False)]).deregistered == ()
