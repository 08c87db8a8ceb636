"""What would have to change to reach the next better band."""

from hypothesis import given, settings

from oversight.engine.facts.reading import read_facts
from oversight.engine.risk.improving import next_better, with_changes
from oversight.engine.words import BAND_ORDER, Band
from tests.engine.risk.shared_matrix import book
from tests.engine.strategies import facts

BOOK = book()


def suggested(**given):
    row = read_facts({name.replace("__", "."): value for name, value in given.items()})
    found = next_better(BOOK, row, BOOK.work_out(row))
    return (
        None
        if found is None
        else (found.band, [[(c.fact, c.before, c.after) for c in s] for s in found.suggestions])
    )


def test_green_has_nothing_better():
    assert suggested(regulator__overall="good") is None


def test_one_fact_behind_one_floor():
    assert suggested(notices__default_in_force=True) == (
        Band.AMBER,
        [[("notices.default_in_force", True, False)]],
    )


def test_the_nearest_value_is_enough():
    band, changes = suggested(
        regulator__overall="requires_improvement", intelligence__section_42_enquiries_12m=5
    )
    assert band is Band.GREEN
    assert [("intelligence.section_42_enquiries_12m", 5, 2)] in changes
    assert all(len(each) == 1 for each in changes)


def test_two_floors_need_two_changes():
    band, changes = suggested(notices__default_in_force=True, safeguarding__organisational="suspected")
    assert band is Band.AMBER
    assert {fact for fact, _, _ in changes[0]} == {"notices.default_in_force", "safeguarding.organisational"}


def test_derived_counts_are_changed_by_their_ratings():
    ratings = {f"regulator__{q}": "inadequate" for q in ("effective", "caring", "well_led")}
    band, changes = suggested(**ratings, regulator__safe="good", regulator__responsive="good")
    assert band is Band.AMBER
    assert all(not fact.endswith("_count") for each in changes for fact, _, _ in each)


@settings(max_examples=60, deadline=None)
@given(facts())
def test_every_suggestion_reaches_the_band_and_no_part_of_it_would(row):
    risk = BOOK.work_out(row)
    found = next_better(BOOK, row, risk)
    if found is None:
        assert risk.worked_out is Band.GREEN
        return
    assert len(found.suggestions) <= 3
    sizes = {len(changes) for changes in found.suggestions}
    assert len(sizes) <= 1, "only smallest sets are shown"
    for changes in found.suggestions:
        moved = {change.fact: change.after for change in changes}
        assert BAND_ORDER[BOOK.work_out(with_changes(row, moved)).worked_out] <= BAND_ORDER[found.band]
        for change in changes:
            rest = {fact: value for fact, value in moved.items() if fact != change.fact}
            assert BAND_ORDER[BOOK.work_out(with_changes(row, rest)).worked_out] > BAND_ORDER[found.band]
