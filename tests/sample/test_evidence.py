"""The council's evidence: facts the engine knows, unremarkable for most services, blank where unknown."""

from collections import Counter

import pytest

from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.facts.reading import read_facts, read_text
from oversight.sample.editions import AS_AT, two_councils
from oversight.sample.evidence import COLUMNS, Council, as_text
from oversight.sample.invented import ANYSHIRE

from .conftest import header_of, read

SERIOUS = [name for name in COLUMNS if name.startswith("safeguarding.") and CATALOGUE[name].type == "flag"]


@pytest.fixture(scope="module")
def table(sample):
    return read(sample / "anyshire_evidence.csv")


@pytest.fixture(scope="module")
def facts(table):
    """The evidence as the engine reads it, by location id; a wrong value or a contradiction fails here."""
    return {
        row["Location ID"]: read_facts({name: read_text(CATALOGUE[name], row[name]) for name in COLUMNS})
        for row in table
    }


def test_the_columns_are_the_location_id_and_facts_the_engine_knows(sample):
    header = header_of(sample / "anyshire_evidence.csv")
    assert header == ["Location ID", *COLUMNS]
    assert set(COLUMNS) <= set(CATALOGUE)
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_nothing_is_given_that_the_regulators_files_say_or_that_is_worked_out():
    given = {name for name in COLUMNS if name.startswith("regulator.") or CATALOGUE[name].derived_from}
    assert given == {"regulator.enforcement_open"}
    assert "risk.band" not in COLUMNS


def test_every_service_of_the_council_is_there_and_elsewhere_only_where_it_buys(table, facts):
    services = {one.id: one for one in two_councils().services()}
    assert facts.keys() <= services.keys()
    assert len(table) == len(facts)
    here = {key for key, one in services.items() if one.authority == ANYSHIRE}
    assert here <= facts.keys()
    elsewhere = facts.keys() - here
    assert 8 <= len(elsewhere) <= 20
    for key, known in facts.items():
        assert known["service.in_area"] is (key in here)
        assert key in here or known["contract.commissioned"] is True


def test_a_host_elsewhere_has_restrictions_of_its_own(facts):
    hosts = {
        place: {known["host.position"] for known in facts.values() if known["service.in_area"] is place}
        for place in (True, False)
    }
    assert hosts == {True: {"none"}, False: {"none", "caution", "embargo"}}


def test_most_services_are_unremarkable_and_a_few_have_several_concerns(facts):
    def concerns(known):
        return sum(
            (
                known["intelligence.safeguarding_concerns_12m"] >= 6,
                known["intelligence.pattern_found"],
                known["safeguarding.organisational"] != "none",
                known["restriction.position"] != "none",
                known["contract.breach"],
                *(known[name] for name in SERIOUS),
            )
        )

    counts = Counter(min(concerns(known), 3) for known in facts.values())
    assert counts[0] / len(facts) > 0.8
    assert 3 <= counts[3] <= 12


def test_concerns_gather_where_the_rating_is_poor(facts):
    services = {one.id: one for one in two_councils().services()}

    def mean(rating):
        found = [
            known["intelligence.safeguarding_concerns_12m"]
            for key, known in facts.items()
            if services[key].rating == rating
        ]
        return sum(found) / len(found)

    assert mean("Inadequate") > mean("Requires improvement") > mean("Good")


def test_parts_are_never_more_than_their_whole(facts):
    for known in facts.values():
        assert (
            known["intelligence.section_42_enquiries_12m"] <= known["intelligence.safeguarding_concerns_12m"]
        )
        assert known["intelligence.complaints_upheld_12m"] <= known["intelligence.complaints_12m"]
        reviews = known["improvement.reviews_total"]
        assert known.get("improvement.reviews_majority_unmet", 0) <= reviews


def test_notices_and_breaches_need_a_contract_and_a_term_needs_a_restriction(facts):
    for known in facts.values():
        if not known["contract.commissioned"]:
            assert known["contract.type"] == "none"
            assert known["contract.people_placed"] == 0
            assert not any(
                value for name, value in known.items() if name.startswith("notices.") and value is True
            )
            assert known["contract.breach"] is False
        assert (known["restriction.months_in_force"] > 0) == (known["restriction.position"] != "none")


def test_blanks_are_unknown_and_only_where_a_council_would_not_know(table):
    blank = Counter(name for row in table for name in COLUMNS if row[name] == "")
    assert 0.1 < blank["finance.risk"] / len(table) < 0.35
    assert 0.3 < blank["contract.self_funders"] / len(table) < 0.7
    assert not any(
        blank[name] for name in ("service.in_area", "contract.commissioned", "restriction.position")
    )
    assert not any(blank[name] for name in SERIOUS)


def test_the_sample_holds_what_the_policies_speak_of(facts):
    """One each of what a first look at the program should show."""
    values = {(name, value) for known in facts.values() for name, value in known.items()}
    assert {
        ("restriction.position", "caution"),
        ("restriction.position", "embargo"),
        ("restriction.embargo_no_longer_appropriate", True),
        ("safeguarding.organisational", "suspected"),
        ("safeguarding.organisational", "investigating"),
        ("safeguarding.whole_service_concern", True),
        ("safeguarding.organisational", "substantiated"),
        ("notices.final_warning_in_force", True),
        ("notices.rectification_in_force", True),
        ("notices.default_in_force", True),
        ("notices.quality_improvement_open", True),
        ("finance.risk", "high"),
        ("service.in_house", True),
        ("service.new", True),
        ("contract.type", "block"),
    } <= values


def test_evidence_comes_from_the_seed_alone_and_leaves_the_register_alone():
    services = list(two_councils(8).services())
    assert list(Council(ANYSHIRE, 8, AS_AT).table(services)) == list(
        Council(ANYSHIRE, 8, AS_AT).table(services)
    )
    assert list(Council(ANYSHIRE, 8, AS_AT).table(services)) != list(
        Council(ANYSHIRE, 9, AS_AT).table(services)
    )


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (True, "true"), (False, "false"), (0, "0"), ("low", "low")]
)
def test_values_as_text(value, text):
    assert as_text(value) == text
