"""A record as the engine's facts."""

from datetime import date

import pytest

from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.facts.deriving import completed
from oversight.engine.facts.reading import check_value
from oversight.gateways.regulator import Rating, facts_of, read_file

from .makers import active, document, listed, ratings_csv, record, six, wide, write_documents
from .test_locations_file import active_csv, directory_csv, wide_csv

GOOD = Rating("good", "Good", date(2020, 5, 6))
RI = Rating("requires_improvement", "Requires improvement", date(2021, 1, 2))
INADEQUATE = Rating("inadequate", "Inadequate", date(2019, 3, 4))
NOT_RATED = Rating(None, "Not Rated")


def facts(**ratings):
    """Facts of a record with ratings given as ``group__question``."""
    keyed = {tuple(name.replace("_home", " Home").split("__")): rating for name, rating in ratings.items()}
    return facts_of(record(ratings=keyed))


def test_the_overall_groups_rating_where_it_is_one():
    found = facts(
        Overall__overall=GOOD, Overall__safe=RI, Homecare__overall=INADEQUATE, Homecare__safe=INADEQUATE
    )
    assert found["regulator.overall"] == "good"
    assert found["regulator.safe"] == "requires_improvement"
    assert found["regulator.published_on"] == date(2020, 5, 6)
    assert found["regulator.not_rated"] is False
    assert "regulator.from_groups" not in found


def test_else_the_lowest_of_the_groups_stands_in():
    found = facts(
        Overall__overall=NOT_RATED, Overall__safe=NOT_RATED,
        Care__overall=GOOD, Homecare__overall=RI, Care__safe=INADEQUATE, Homecare__safe=GOOD,
    )  # fmt: skip
    assert found["regulator.overall"] == "requires_improvement"
    assert found["regulator.published_on"] == date(2021, 1, 2)
    assert found["regulator.safe"] == "inadequate"
    assert found["regulator.from_groups"] is True
    assert found["regulator.not_rated"] is False


def test_of_two_groups_equally_low_the_newer_date_counts():
    older, newer = Rating("good", "Good", date(2019, 1, 1)), Rating("good", "Good", date(2024, 1, 1))
    assert facts(Care__overall=older, Homecare__overall=newer)["regulator.published_on"] == date(2024, 1, 1)


def test_each_question_is_looked_up_by_itself():
    found = facts(Overall__overall=GOOD, Care__safe=RI)
    assert (found["regulator.overall"], found["regulator.safe"]) == ("good", "requires_improvement")
    assert "regulator.from_groups" not in found


def test_unrated_is_said_and_leaves_the_rating_unknown():
    found = facts(Overall__overall=Rating(None, "Insufficient evidence to rate", date(2020, 1, 1)))
    assert found["regulator.not_rated"] is True
    assert not {"regulator.overall", "regulator.published_on", "regulator.safe"} & found.keys()


def test_what_no_file_tells_is_absent_never_false():
    assert facts_of(record(ratings={})) == {"service.regulated": True}
    assert facts(Overall__safe=GOOD) == {"service.regulated": True, "regulator.safe": "good"}


def test_the_first_type_decides_and_a_care_home_of_unknown_type_says_so():
    assert (
        facts_of(record(types=("nursing_home", "home_care"), care_home=True))["service.type"]
        == "nursing_home"
    )
    found = facts_of(record(care_home=True))
    assert found["service.care_home"] is True
    assert "service.type" not in found
    assert "service.care_home" not in facts_of(record(types=("home_care",), care_home=True))


@pytest.mark.parametrize("value", [True, False])
def test_flags_and_beds(value):
    found = facts_of(record(registered=value, dormant=value, registered_manager_in_post=value, beds=0))
    assert found["regulator.registered"] is found["regulator.dormant"] is value
    assert found["regulator.registered_manager_in_post"] is value
    assert found["service.beds"] == 0


def test_every_fact_of_every_kind_of_file_is_one_of_the_catalogue(tmp_path):
    files = [
        ratings_csv(tmp_path / "r.csv", *six()),
        active_csv(tmp_path / "a.csv", active()),
        wide_csv(tmp_path / "w.csv", wide()),
        directory_csv(tmp_path / "d.csv", listed()),
        write_documents(tmp_path / "l.jsonl", document()),
    ]
    seen = set()
    for file in files:
        (one,) = read_file(file).services
        found = facts_of(one)
        assert found == {name: check_value(CATALOGUE[name], value) for name, value in found.items()}
        completed(found)
        seen |= found.keys()
    assert seen >= {
        "regulator.overall",
        "regulator.well_led",
        "regulator.dormant",
        "service.type",
        "service.beds",
    }
