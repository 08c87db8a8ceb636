"""The definition of a rule and its two fast ways to run give the same answers, unknowns included."""

from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.engine.facts.catalogue import KEY_QUESTIONS
from oversight.engine.rules.columnar import Planes, marks
from oversight.engine.rules.columns import table_of
from oversight.engine.rules.conditions import Condition
from oversight.engine.rules.explained import compile_rules
from oversight.engine.rules.normal import normal
from oversight.engine.rules.trace import GAPS, because, holds
from tests.engine.strategies import conditions, facts

BANDED = st.tuples(facts(), st.sampled_from([None, "green", "amber", "red"]), st.booleans()).map(
    lambda drawn: drawn[0] if drawn[1] is None else {**drawn[0], "risk.band": drawn[1], GAPS: drawn[2]}
)


def written_out(condition: Condition, row: dict) -> bool | None:
    """Kleene's logic straight from the condition as written, sharing no code with the engine's plain form."""
    if condition.not_ is not None:
        inner = written_out(condition.not_, row)
        return None if inner is None else not inner
    if condition.all_ is not None:
        parts = [written_out(part, row) for part in condition.all_]
        return False if False in parts else None if None in parts else True
    if condition.any_ is not None:
        parts = [written_out(part, row) for part in condition.any_]
        return True if True in parts else None if None in parts else False
    value = row.get(condition.fact)
    if condition.fact == "regulator.inadequate_count" and value is None and condition.known is None:
        return counted(condition, row)
    if condition.known is not None:
        return (value is not None) == condition.known
    if value is None:
        return None
    test = {
        "is": lambda v, o: v == o,
        "is_not": lambda v, o: v != o,
        "in": lambda v, o: v in o,
        "at_least": lambda v, o: v >= o,
        "at_most": lambda v, o: v <= o,
        "more_than": lambda v, o: v > o,
        "less_than": lambda v, o: v < o,
    }[condition.word]
    return test(value, condition.operand(condition.word))


def counted(condition: Condition, row: dict) -> bool | None:
    """A count that is not known: enough ratings known to be Inadequate settle it, nothing else does."""
    least = sum(row.get(f"regulator.{name}") == "inadequate" for name in KEY_QUESTIONS)
    limit = condition.operand(condition.word)
    if condition.word in ("at_least", "less_than") and 1 <= limit <= least:
        return condition.word == "at_least"
    if condition.word in ("more_than", "at_most") and limit < least:
        return condition.word == "more_than"
    return None


def test_three_known_to_be_inadequate_are_enough_and_two_are_not():
    node = normal(Condition.model_validate({"fact": "regulator.inadequate_count", "at_least": 3}))
    bad = {f"regulator.{name}": "inadequate" for name in ("caring", "effective", "well_led")}
    assert holds(node, bad) is True
    assert holds(node, {**bad, "regulator.caring": "good"}) is None
    assert holds(node, {"regulator.inadequate_count": 3}) is True
    assert holds(node, {"regulator.inadequate_count": 2, **bad}) is False


@settings(max_examples=300, deadline=None)
@given(conditions(), facts())
def test_the_plain_form_means_what_is_written(condition, row):
    if any(leaf.fact == "risk.band" for leaf in condition.leaves()):
        row = {**row, "risk.band": "amber"}
    assert holds(normal(condition), row) == written_out(condition, row)


@settings(max_examples=300, deadline=None)
@given(st.lists(conditions(), min_size=1, max_size=5), st.lists(BANDED, min_size=1, max_size=12))
def test_explained_equals_the_definition(written, rows):
    nodes = [normal(condition) for condition in written]
    decide = compile_rules(nodes)
    for row in rows:
        fired, unknown = decide(row)
        expected = [holds(node, row) for node in nodes]
        assert [place for place, _ in fired] == [i for i, found in enumerate(expected) if found is True]
        assert unknown == [i for i, found in enumerate(expected) if found is None]
        for place, reasons in fired:
            assert reasons == because(nodes[place], row)


@settings(max_examples=300, deadline=None)
@given(st.lists(conditions(), min_size=1, max_size=5), st.lists(facts(), min_size=1, max_size=20))
def test_columnar_equals_the_definition(written, rows):
    nodes = [normal(c) for c in written if not any(leaf.fact == "risk.band" for leaf in c.leaves())]
    planes = Planes(table_of(rows))
    for node in nodes:
        true, false = marks(planes.truth(node), len(rows)), marks(planes.falsity(node), len(rows))
        unknown = marks(planes.unknown(node), len(rows))
        for place, row in enumerate(rows):
            found = holds(node, row)
            assert (bool(true[place]), bool(false[place])) == (found is True, found is False)
            assert bool(unknown[place]) == (found is None)
