"""The invented register: in the measured proportions whatever the seed, and never at odds with itself."""

from collections import Counter, defaultdict

import pytest

from oversight.sample.editions import AS_AT, SEED, country, two_councils
from oversight.sample.invented import ANYSHIRE, OTHERBOROUGH, authorities
from oversight.sample.judgements import DOMAINS, NOT_RATED, WHOLE, groups_of
from oversight.sample.months import MEASURED
from oversight.sample.proportions import NEW_FRAMEWORK_BEGAN, NURSING
from oversight.sample.register import Service

SEEDS = (1, 2, SEED, 2026)


@pytest.fixture(scope="module", params=SEEDS)
def services(request: pytest.FixtureRequest) -> list[Service]:
    return list(two_councils(request.param).services())


@pytest.fixture(scope="module")
def many() -> list[Service]:
    return list(country(6000, 30, 7, MEASURED, rows_each=10).services())


def share(services: list[Service], holds) -> float:
    return sum(map(holds, services)) / len(services)


def test_two_hundred_services_in_two_councils(services):
    assert Counter(one.authority.name for one in services) == {"Anyshire": 150, "Otherborough": 50}


def test_proportions_are_near_those_measured_under_any_seed(services):
    rated = [one for one in services if one.rating not in ("", NOT_RATED)]
    assert share(services, lambda one: one.profile.care_home) == pytest.approx(0.50, abs=0.03)
    assert share(services, lambda one: one.profile.rated) == pytest.approx(0.756, abs=0.03)
    assert share(services, lambda one: one.profile.dormant) == pytest.approx(0.05, abs=0.02)
    assert share(services, lambda one: not one.profile.manager_in_post) == pytest.approx(0.13, abs=0.03)
    assert share(rated, lambda one: one.rating == "Good") == pytest.approx(0.797, abs=0.05)
    assert share(rated, lambda one: one.rating == "Requires improvement") == pytest.approx(0.144, abs=0.04)
    assert share(rated, lambda one: one.rating == "Outstanding") == pytest.approx(0.047, abs=0.025)
    assert 1 <= sum(one.rating == "Inadequate" for one in rated) <= 2
    assert share(rated, lambda one: one.inherited) == pytest.approx(0.041, abs=0.02)


def test_proportions_of_a_country(many):
    rated = [one for one in many if one.rating not in ("", NOT_RATED)]
    assert share(rated, lambda one: one.rating == "Inadequate") == pytest.approx(0.0107, abs=0.003)
    assert share(rated, lambda one: one.inherited) == pytest.approx(0.041, abs=0.005)
    assert sum(len(one.judgements) for one in many) / len(many) == pytest.approx(10, rel=0.02)
    nursing = sorted(one.beds for one in many if NURSING in one.types)
    assert 42 <= nursing[len(nursing) // 2] <= 48
    assert share(many, lambda one: one.provider.brand is not None) == pytest.approx(0.35, abs=0.1)


def test_ids_are_unique_and_names_are_but_for_places_registered_twice(services):
    assert len({one.id for one in services}) == len(services)
    pairs = sum(bool(one.primary_id) for one in services) // 2
    assert len({one.name for one in services}) == len(services) - pairs
    assert pairs >= 1


def test_a_place_registered_twice_has_two_ids_two_providers_and_one_address(many):
    pairs = defaultdict(list)
    for one in many:
        if one.primary_id:
            pairs[one.primary_id].append(one)
    assert len(pairs) > 10
    for primary, (first, second) in pairs.items():
        assert first.id == primary != second.id
        assert first.provider.id != second.provider.id
        assert (first.name, first.address, first.beds) == (second.name, second.address, second.beds)


def test_some_providers_run_several_services_and_some_work_in_both_councils(services):
    councils = defaultdict(set)
    for one in services:
        councils[one.provider.id].add(one.authority.name)
    sizes = Counter(one.provider.id for one in services)
    assert sum(size > 1 for size in sizes.values()) >= 15
    assert any(len(names) == 2 for names in councils.values())


def test_each_council_runs_services_itself(services):
    own = {one.provider.name for one in services if one.provider.in_house}
    assert own == {"Anyshire Council", "Otherborough Council"}


def test_every_service_has_ratings_exactly_if_its_profile_says_so(many):
    assert all(bool(one.judgements) == one.profile.rated for one in many)
    assert all((one.beds > 0) == one.profile.care_home for one in many)


def test_every_rated_service_has_six_domains_overall_and_keys_are_unique(services):
    for one in services:
        keys = [(judged.group, judged.domain) for judged in one.judgements]
        assert len(keys) == len(set(keys))
        if keys:
            assert {domain for group, domain in keys if group == WHOLE} == set(DOMAINS)


def test_group_rows_repeat_the_overall_ones_of_the_same_day_unless_not_rated(services):
    grouped = 0
    for one in services:
        whole = {judged.domain: judged for judged in one.judgements if judged.group == WHOLE}
        for judged in one.judgements:
            if judged.group == WHOLE:
                continue
            grouped += 1
            assert judged.group in groups_of(one.types)
            assert judged.published_on >= NEW_FRAMEWORK_BEGAN
            twin = whole[judged.domain]
            assert twin.rating == NOT_RATED or (twin.rating, twin.published_on) == (
                judged.rating,
                judged.published_on,
            )
    assert grouped > 60


def test_not_rated_overall_means_two_rated_groups_and_no_dates(many):
    unrated = [one for one in many if one.rating == NOT_RATED]
    assert unrated
    for one in unrated:
        whole = [judged for judged in one.judgements if judged.group == WHOLE]
        assert {(judged.rating, judged.published_on) for judged in whole} == {(NOT_RATED, None)}
        rated = [judged for judged in one.judgements if judged.group != WHOLE]
        assert len({judged.group for judged in rated}) >= 2
        assert NOT_RATED not in {judged.rating for judged in rated}


def test_the_regulators_rule_of_aggregation_holds(many):
    """Two Inadequate make the whole Inadequate; Requires improvement never leaves it Outstanding."""
    for one in many:
        if one.rating in ("", NOT_RATED):
            continue
        questions = Counter(
            judged.rating.lower()
            for judged in one.judgements
            if judged.group == WHOLE and judged.domain != WHOLE
        )
        assert (questions["inadequate"] >= 2) == (one.rating == "Inadequate")
        assert questions["requires improvement"] == 0 or one.rating != "Outstanding"


def test_dates_are_in_order(many):
    for one in many:
        published = [judged.published_on for judged in one.judgements if judged.published_on]
        assert one.registered_on < AS_AT
        assert all(day < AS_AT for day in published)
        if published and one.inherited:
            assert one.registered_on >= max(published)
        elif published and not one.primary_id:
            assert one.registered_on < min(published)


def test_both_spellings_of_requires_improvement_occur_but_not_within_one_service(services):
    spellings = [
        {judged.rating for judged in one.judgements if judged.rating.lower() == "requires improvement"}
        for one in services
    ]
    assert set().union(*spellings) == {"Requires improvement", "Requires Improvement"}
    assert all(len(found) <= 1 for found in spellings)


def test_services_come_from_the_seed_alone():
    assert list(two_councils(5).services()) == list(two_councils(5).services())
    assert list(two_councils(5).services()) != list(two_councils(6).services())


def test_a_country_spreads_services_evenly_and_has_no_two_councils_alike():
    plan = country(1001, 150, 1, MEASURED, rows_each=6)
    assert plan.count == 1001
    assert {number for _, number in plan.shares} == {6, 7}
    found = authorities(500)
    assert found[:2] == (ANYSHIRE, OTHERBOROUGH)
    assert len({one.name for one in found}) == len({one.area for one in found}) == 500
