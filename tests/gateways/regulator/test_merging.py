"""Several files joined."""

from datetime import date

import pytest

from oversight.gateways.regulator import Kind, Rating, ReadResult, merge, read_file
from oversight.gateways.regulator.records import Source

from .makers import ALDER, LARCH, ROWAN, active, ratings_csv, record, six
from .test_locations_file import BANNER, active_csv

OVERALL, SAFE = ("Overall", "overall"), ("Overall", "safe")


def result(as_at, *services, kind=Kind.RATINGS, file="f.csv"):
    return ReadResult(kind, list(services), [], as_at, len(services), file=file)


def joined(*results):
    merged = merge(results)
    assert merged.kind is Kind.MERGED
    return merged.services[0], merged.problems


OLD, NEW = date(2025, 1, 1), date(2026, 1, 1)


def test_a_ratings_file_and_the_active_locations_make_one_record(tmp_path):
    ratings = read_file(ratings_csv(tmp_path / "r.csv", *six()))
    locations = read_file(active_csv(tmp_path / "a.csv", active(), active(id=ROWAN), banner=BANNER))
    merged = merge([ratings, locations])
    assert [each.id for each in merged.services] == [LARCH, ROWAN]
    assert (merged.problems, merged.rows, merged.as_at) == ([], 8, date(2026, 9, 1))
    larch = merged.services[0]
    assert (larch.beds, larch.types, larch.registered_manager_in_post) == (28, ("nursing_home",), True)
    assert larch.ratings["Overall", "safe"].rating == "good"
    assert larch.ratings["Overall", "overall"].report_type == "Location"
    assert merge([locations, ratings]).services[0].ratings == larch.ratings


def test_the_newest_wins_and_what_it_does_not_know_is_kept():
    older = record(name=LARCH, beds=20, dormant=False, provider_name="Older", region="South West")
    newer = record(name=LARCH, beds=30, dormant=None, provider_name="")
    for order in ((result(OLD, older), result(NEW, newer)), (result(NEW, newer), result(OLD, older))):
        one, problems = joined(*order)
        assert (one.beds, one.dormant, one.provider_name, one.region) == (30, False, "Older", "South West")
        assert problems == []


def test_a_known_no_and_zero_are_not_nothing():
    older = record(beds=20, dormant=True)
    one, _ = joined(result(OLD, older), result(NEW, record(beds=0, dormant=False)))
    assert (one.beds, one.dormant) == (0, False)


def test_a_file_without_a_day_comes_before_all_others():
    one, _ = joined(result(NEW, record(beds=1)), result(None, record(beds=2)))
    assert one.beds == 1


@pytest.mark.parametrize("name", ["provider_id", "authority"])
def test_what_never_changes_and_differs_is_a_problem(name):
    older = record(**{name: "1-98"}, source=Source("old.csv", 7))
    newer = record(**{name: "1-97"}, source=Source("new.csv", 9))
    one, (problem,) = joined(result(OLD, older), result(NEW, newer))
    assert getattr(one, name) == "1-97"
    assert (problem.file, problem.row, problem.column, problem.value) == ("new.csv", 9, name, "1-97")
    assert problem.message == f"{LARCH}: old.csv says '1-98'; the newer file is used"


def test_two_names_of_one_authority_do_not_differ():
    _, problems = joined(
        result(OLD, record(authority="Anyshire, County of")), result(NEW, record(authority="Anyshire"))
    )
    assert problems == []


def test_two_ratings_of_one_day_that_differ_are_a_problem():
    day = date(2020, 5, 6)
    older = record(ratings={OVERALL: Rating("good", "Good", day)})
    newer = record(ratings={OVERALL: Rating("inadequate", "Inadequate", day)})
    one, (problem,) = joined(result(OLD, older), result(NEW, newer))
    assert one.ratings[OVERALL].rating == "inadequate"
    assert problem.value == "Inadequate"
    assert (
        problem.message
        == f"{LARCH}: another file says 'Good' for Overall / overall on the same day; not used"
    )


def test_a_later_publication_in_the_older_file_stands():
    older = record(ratings={OVERALL: Rating("good", "Good", date(2025, 5, 6))})
    newer = record(ratings={OVERALL: Rating("inadequate", "Inadequate", date(2020, 5, 6))})
    one, problems = joined(result(OLD, older), result(NEW, newer))
    assert (one.ratings[OVERALL].rating, problems) == ("good", [])


def test_a_rating_is_never_carried_over_into_a_newer_unrated():
    newer = record(ratings={OVERALL: Rating(None, "Not Rated")})
    one, _ = joined(result(OLD, record(overall="good")), result(NEW, newer))
    assert one.ratings[OVERALL].rating is None


def test_newer_groups_replace_the_older_ones():
    older = record(
        ratings={OVERALL: Rating("good", "Good"), ("Care Homes", "overall"): Rating("good", "Good")}
    )
    newer = record(ratings={OVERALL: Rating("good", "Good"), SAFE: Rating("good", "Good")})
    one, _ = joined(result(OLD, older), result(NEW, newer))
    assert one.ratings.keys() == {OVERALL, SAFE}


def test_a_newer_overall_rating_alone_leaves_older_questions_with_a_warning():
    older = record(ratings={OVERALL: Rating("good", "Good", OLD), SAFE: Rating("good", "Good", OLD)})
    newer = record(ratings={OVERALL: Rating("inadequate", "Inadequate", NEW)})
    one, (problem,) = joined(result(OLD, older), result(NEW, newer))
    assert (one.ratings[OVERALL].rating, one.ratings[SAFE].rating) == ("inadequate", "good")
    assert (
        "the newer file has this overall rating only; the key questions are an older file's"
        in problem.message
    )


def test_services_stand_in_the_order_in_which_they_were_first_met():
    merged = merge([result(NEW, record(ROWAN)), result(OLD, record(ALDER), record(ROWAN), record(LARCH))])
    assert [each.id for each in merged.services] == [ROWAN, ALDER, LARCH]
    assert merge([]).services == []
