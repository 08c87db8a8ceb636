"""The edition a month later differs from the first in what its changes say, and in nothing else."""

from collections import Counter

import pytest

from oversight.sample.editions import AS_AT, NEXT_AS_AT, country, two_councils
from oversight.sample.judgements import NOT_RATED, summary
from oversight.sample.months import MEASURED, Fate

from .conftest import header_of, read


@pytest.fixture(scope="module")
def changes():
    return list(two_councils().changes())


def of(changes, fate):
    return [change for change in changes if change.fate is fate]


def test_the_sample_shows_each_kind_of_change(changes):
    counts = Counter(change.fate for change in changes)
    assert set(counts) == set(Fate)
    assert counts[Fate.UNCHANGED] > 180


def test_the_first_edition_is_what_was_before(changes):
    before = [change.before for change in changes if change.before]
    assert before == list(two_councils().services())


def test_unchanged_services_are_the_same(changes):
    assert all(change.before == change.after for change in of(changes, Fate.UNCHANGED))


def test_a_service_taken_over_keeps_its_place_and_rating_under_another_id_and_provider(changes):
    for change in of(changes, Fate.TAKEN_OVER):
        old, new = change.before, change.after
        assert old.id != new.id
        assert old.provider.id != new.provider.id
        assert (old.name, old.address, old.judgements) == (new.name, new.address, new.judgements)
        assert new.inherited == bool(new.judgements)
        assert AS_AT < new.registered_on <= NEXT_AS_AT


def test_a_service_rated_anew_has_another_rating_published_in_the_month(changes):
    rerated = of(changes, Fate.RERATED)
    assert rerated
    for change in rerated:
        assert change.before.id == change.after.id
        assert change.before.rating != change.after.rating
        days = [one.published_on for one in change.after.judgements if one.published_on]
        assert AS_AT <= max(days) < NEXT_AS_AT


def test_a_first_rating_is_of_a_service_that_had_none(changes):
    for change in of(changes, Fate.FIRST_RATED):
        assert change.before.judgements == ()
        assert summary(change.after.judgements) is not None
        assert not change.after.inherited


def test_a_newly_registered_service_is_unrated_and_new(changes):
    known = {change.before.id for change in changes if change.before}
    for change in of(changes, Fate.REGISTERED):
        assert change.before is None
        assert change.after.id not in known
        assert change.after.judgements == ()
        assert AS_AT <= change.after.registered_on <= NEXT_AS_AT


def test_new_ids_and_names_are_nobody_elses(changes):
    later = [change.after for change in changes if change.after]
    assert len({one.id for one in later}) == len(later)
    pairs = sum(bool(one.primary_id) for one in later) // 2
    assert len({one.name for one in later}) == len(later) - pairs


def test_the_files_differ_as_the_readme_says(sample, changes):
    counts = Counter(change.fate for change in changes)
    told = (sample / "README.txt").read_text(encoding="utf-8")
    for fate in set(Fate) - {Fate.UNCHANGED}:
        assert f"Next month: {counts[fate]} {fate.value}" in told
    before = {row["Location ID"]: row for row in read(sample / "anyshire_active_locations.csv", header=6)}
    after = {
        row["Location ID"]: row for row in read(sample / "anyshire_active_locations_next_month.csv", header=6)
    }
    rating = "Location Latest Overall Rating"
    assert len(before.keys() - after.keys()) == counts[Fate.GONE] + counts[Fate.TAKEN_OVER]
    assert len(after.keys() - before.keys()) == counts[Fate.REGISTERED] + counts[Fate.TAKEN_OVER]
    differing = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    assert len(differing) == counts[Fate.RERATED] + counts[Fate.FIRST_RATED]
    assert all(before[key][rating] != after[key][rating] for key in differing)


def test_the_ratings_files_differ_by_the_same_changes(sample):
    def overall(name: str) -> dict[str, str]:
        rows = read(sample / name)
        wanted = [r for r in rows if r["Service / Population Group"] == r["Domain"] == "Overall"]
        return {row["Location ID"]: row["Latest Rating"] for row in wanted}

    before, after = overall("anyshire_latest_ratings.csv"), overall("anyshire_latest_ratings_next_month.csv")
    assert header_of(sample / "anyshire_latest_ratings.csv") == header_of(
        sample / "anyshire_latest_ratings_next_month.csv"
    )
    assert before.keys() - after.keys()
    assert after.keys() - before.keys()
    assert any(before[key] != after[key] for key in before.keys() & after.keys())


def test_a_country_changes_no_more_than_a_real_month():
    """Between 0.2 and 0.8 in a hundred ids lost and gained (``cqc-data.md`` 0.9)."""
    plan = country(20_000, 100, 3, MEASURED, rows_each=6)
    counts = Counter(change.fate for change in plan.changes())
    lost, gained = (
        counts[Fate.GONE] + counts[Fate.TAKEN_OVER],
        counts[Fate.REGISTERED] + counts[Fate.TAKEN_OVER],
    )
    assert 0.002 < lost / plan.count < 0.008
    assert 0.002 < gained / plan.count < 0.008
    assert 0.001 < counts[Fate.RERATED] / plan.count < 0.005


def test_not_rated_can_be_left_and_reached():
    """A service of two groups may be rated by group; what it had is not carried on."""
    plan = country(20_000, 100, 3, MEASURED, rows_each=6)
    rerated = [change for change in plan.changes() if change.fate is Fate.RERATED]
    assert any(NOT_RATED in (change.before.rating, change.after.rating) for change in rerated)
