"""Hypothesis strategies for the engine: random facts (unknowns and boundaries included) and conditions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from oversight.engine.facts.catalogue import CATALOGUE, Fact, FactType
from oversight.engine.facts.deriving import completed
from oversight.engine.rules.conditions import MEASURED, Condition

SAMPLE = (
    "regulator.overall", "regulator.safe", "regulator.effective", "regulator.caring", "regulator.responsive",
    "regulator.well_led", "regulator.published_on", "regulator.registered_manager_in_post", "finance.risk",
    "intelligence.section_42_enquiries_12m", "intelligence.adverse_90d", "contract.annual_spend",
    "improvement.reviews_majority_unmet", "host.position", "host.reasons_accepted", "service.regulated",
    "safeguarding.organisational", "notices.default_in_force", "restriction.months_in_force",
)  # fmt: skip
FIRST_DAY = date(2020, 1, 1)


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Values of a fact, small ones so that limits are met exactly."""
    if fact.type is FactType.CHOICE:
        return st.sampled_from(fact.words)
    if fact.type is FactType.FLAG:
        return st.booleans()
    if fact.type is FactType.COUNT:
        return st.integers(0, 6)
    if fact.type is FactType.NUMBER:
        return st.sampled_from([0, 0.1, 0.5, 1, 2, 3.5, 6, 10_000.25])
    return st.integers(0, 5).map(lambda days: FIRST_DAY + timedelta(days=days))


def facts(names: tuple[str, ...] = SAMPLE) -> st.SearchStrategy[dict[str, Any]]:
    """The known facts of a service; any of them may be absent."""
    optional = {name: values(CATALOGUE[name]) for name in names}
    return st.fixed_dictionaries({}, optional=optional).map(completed)


@st.composite
def leaves(draw: st.DrawFn, names: tuple[str, ...] = SAMPLE) -> dict[str, Any]:
    fact = CATALOGUE[draw(st.sampled_from((*names, "risk.band", "regulator.inadequate_count")))]
    words = ["is", "is_not", "in", "known"]
    if fact.type in MEASURED:
        words += ["at_least", "at_most", "more_than", "less_than"]
    word = draw(st.sampled_from(words))
    if word == "known":
        return {"fact": fact.name, "known": draw(st.booleans())}
    if word == "in":
        return {"fact": fact.name, "in": draw(st.lists(values(fact), min_size=1, max_size=3))}
    return {"fact": fact.name, word: draw(values(fact))}


def conditions() -> st.SearchStrategy[Condition]:
    """Conditions of any shape, three or four deep."""
    written = st.recursive(
        leaves(),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=6,
    )
    return written.map(Condition.model_validate)
