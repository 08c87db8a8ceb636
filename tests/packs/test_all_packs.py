"""What must be true of every pack of the project: sound, proved by examples, in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight.engine.facts.catalogue import CATALOGUE, FactType
from oversight.engine.facts.deriving import completed
from oversight.engine.facts.reading import read_facts
from oversight.engine.model import BadInput
from oversight.engine.outcomes.columnar import assess
from oversight.engine.outcomes.explaining import explain, with_band
from oversight.engine.packs.pack import policy_of
from oversight.engine.packs.proving import failures
from oversight.engine.rules.columnar import marks
from oversight.engine.rules.columns import table_of
from oversight.engine.rules.normal import literals
from oversight.engine.words import BAND_ORDER, POSITION_ORDER
from tests.engine.strategies import values

PACKS = ("bromley", "common", "halton", "pan-berkshire", "somerset", "west-berkshire")
DAY = date(2026, 11, 22)


@pytest.fixture(params=PACKS)
def pack(request, library):
    return library.load(request.param)


def test_every_pack_is_here(library):
    assert {name.split("/")[0] for name in library.names()} == set(PACKS)


def test_the_folder_is_named_after_the_pack_and_its_edition(library):
    for name in library.names():
        assert library.load(name).name == name


def test_every_example_comes_out_as_it_says(pack):
    assert [str(problem) for problem in failures(pack)] == []


def test_there_are_at_least_250_examples(library):
    assert sum(len(library.load(name).examples) for name in PACKS) >= 250


def test_every_rule_has_a_miss_that_is_only_just_a_miss(pack):
    """For every rule that examples miss, changing one fact of one of them would make it fire."""
    near: dict[str, bool] = {}
    for example in pack.examples:
        policy = policy_of([pack], example.as_at or DAY)
        books = [policy.rules, *([policy.risk.floors] if policy.risk else [])]
        for name in example.expect.misses:
            book, place = next((b, i) for b in books for i, e in enumerate(b.entries) if e.rule.id == name)
            changes = nearby(example.given, book.nodes[place])
            near[name] = near.get(name, False) or any(fires(policy, book, place, facts) for facts in changes)
    assert [name for name, found in near.items() if not found] == []


def fires(policy: Any, book: Any, place: int, facts: dict[str, Any]) -> bool:
    try:
        known = read_facts(facts)
    except BadInput:
        return False
    risk = policy.risk.work_out(known) if policy.risk else None
    return any(i == place for i, _ in book.decide(with_band(known, risk))[0])


def nearby(given: dict[str, Any], node: Any) -> Iterator[dict[str, Any]]:
    """The facts with each one that the rule reads (or that it is worked out from) changed in turn."""
    names = {literal.fact for literal in literals(node)}
    names |= {base for name in names for base in CATALOGUE[name].derived_from}
    for name in sorted(names):
        for value in others(name, node):
            yield {**given, name: value}


def others(name: str, node: Any) -> list[Any]:
    fact = CATALOGUE[name]
    if fact.type is FactType.CHOICE:
        return list(fact.words)
    if fact.type is FactType.FLAG:
        return [True, False]
    limits = [each.operand for each in literals(node) if each.fact == name and each.word != "known"]
    step: Any = timedelta(days=1) if fact.type is FactType.DATE else 1
    return [value for limit in limits for value in (limit, limit + step, limit - step)]


@pytest.mark.parametrize("name", PACKS)
def test_explained_and_columnar_agree_on_every_example(library, name):
    pack = library.load(name)
    rows = [read_facts(example.given) for example in pack.examples if example.given is not None]
    compare_ways(policy_of([pack], DAY), rows)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_explained_and_columnar_agree_on_random_facts(library, data):
    pack = library.load(data.draw(st.sampled_from(PACKS)))
    policy = policy_of([pack], DAY)
    names = [name for name in policy.facts_read() if not CATALOGUE[name].derived_from]
    names = [*names, *(base for name in policy.facts_read() for base in CATALOGUE[name].derived_from)]
    one = st.fixed_dictionaries({}, optional={name: values(CATALOGUE[name]) for name in names})
    rows = [completed(row) for row in data.draw(st.lists(one, min_size=1, max_size=9))]
    compare_ways(policy, rows)


def compare_ways(policy: Any, rows: list[dict[str, Any]]) -> None:
    """Band, score, gaps, recommendation and the truth of every rule, explained against columnar."""
    verdicts = assess(policy, table_of(rows))
    bands = verdicts.bands()
    true = [marks(plane, len(rows)) for plane in verdicts.true]
    false = [marks(plane, len(rows)) for plane in verdicts.false]
    for place, row in enumerate(rows):
        found = explain(policy, row, suggest=False)
        assert POSITION_ORDER[found.recommended] == verdicts.recommended[place]
        if found.risk:
            assert BAND_ORDER[found.risk.band] == bands[place]
            assert found.risk.score == verdicts.risk.scores[place]
            assert found.risk.complete is not bool(marks(verdicts.risk.gaps, len(rows))[place])
        fired, unknown = policy.rules.decide(with_band(row, found.risk))
        assert {i for i, _ in fired} == {i for i, plane in enumerate(true) if plane[place]}
        known_false = {i for i, plane in enumerate(false) if plane[place]}
        assert set(unknown) == set(range(len(true))) - {i for i, _ in fired} - known_false


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words_of(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


SOURCES = {
    "bromley": "bromley-cqc-ratings-protocol.md",
    "halton": "halton-quality-assurance-framework.md",
    "pan-berkshire": "pan-berkshire-provider-concerns.md",
    "somerset": "somerset-contract-quality-risk-policy.md",
    "west-berkshire": "west-berkshire-care-quality-standard.md",
}
LONGEST_SHARED_RUN = 11
"""Words in a row that a paraphrase may happen to share with its source (names and terms of art)."""


@pytest.mark.real_data
@pytest.mark.parametrize("name", SOURCES)
def test_no_sentence_of_the_source_is_copied(library, shared_data, repository, name):
    source = runs(
        (shared_data.parent / "policies" / SOURCES[name]).read_text(encoding="utf-8"), LONGEST_SHARED_RUN
    )
    copied = []
    for path in (path for path in sorted(library.folder(name).rglob("*.yaml")) if path.name != "pack.yaml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            shared = runs(line, LONGEST_SHARED_RUN) & source
            if shared:
                copied.append(f"{path.name}: {' '.join(sorted(shared)[0])}")
    assert copied == []
