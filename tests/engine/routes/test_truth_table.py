"""Every step x answer x role of the restriction route: legal, or refused with a reason and nothing changed."""

import pytest

from oversight.engine.words import Role
from tests.engine.routes.cases import CHAIN, FULL, ROUTE, START, WAYS_TO, event, events, refused, stand

DELEGATION = {"from": "2026-11-01", "to": "2026-11-30"}
LEGAL = {
    ("propose", "criteria_met"): {"quality_officer"},
    ("concur", "agree"): {"supplier_relationship_manager"},
    ("concur", "disagree"): {"supplier_relationship_manager"},
    ("recommend", "recommend"): {"service_manager"},
    ("recommend", "decline"): {"service_manager"},
    ("decide", "impose"): {"head_of_commissioning", "head_of_adult_social_care"},
    ("decide", "refuse"): {"head_of_commissioning", "head_of_adult_social_care"},
    ("notify", "notified"): {"quality_officer", "supplier_relationship_manager"},
    ("appeal", "appeal"): {"provider_manager"},
    ("appeal-decision", "uphold"): {"service_director"},
    ("appeal-decision", "overturn"): {"service_director"},
}
"""Which roles may give which answer at which step, written out by hand."""

LEADS_TO = {
    "criteria_met": "concur",
    "agree": "recommend",
    "disagree": "not-put-forward",
    "recommend": "decide",
    "decline": "not-recommended",
    "impose": "notify",
    "refuse": "not-imposed",
    "notified": "appeal",
    "appeal": "appeal-decision",
    "uphold": "upheld",
    "overturn": "overturned",
}
CLOSED = {"not-put-forward", "not-recommended", "not-imposed", "upheld", "overturned"}


def test_the_table_covers_the_whole_route() -> None:
    written = {(step.id, answer.answer) for step in ROUTE.steps for answer in step.answers}
    assert written == set(LEGAL)
    assert {step.id for step in ROUTE.steps} == {*WAYS_TO, "in-force"}


@pytest.mark.parametrize("answer", [*FULL, "postpone"])
@pytest.mark.parametrize("step", WAYS_TO)
def test_every_role_at_every_step_is_accepted_or_refused(step: str, answer: str) -> None:
    way = events(*WAYS_TO[step])
    assert stand(way).step == step
    for role in Role:
        carries = {**FULL.get(answer, {}), "delegation": DELEGATION}
        given = [*way, event(answer, 1, by="Z. Other", role=role, carries=carries)]
        if role.value in LEGAL.get((step, answer), ()):
            found = stand(given)
            assert not found.refused, (step, answer, role)
            assert found.step == LEADS_TO[answer]
        else:
            assert refused(given), (step, answer, role)


@pytest.mark.parametrize("step", WAYS_TO)
def test_the_moves_offered_are_the_legal_ones(step: str) -> None:
    found = stand(events(*WAYS_TO[step]))
    legal = {(answer, role) for (at, answer), roles in LEGAL.items() if at == step for role in roles}
    assert {(move.answer, move.role.value) for move in found.moves} == legal
    assert len(found.moves) == len(legal)
    assert found.closed is (step in CLOSED)
    assert bool(found.outcome) is found.closed


@pytest.mark.parametrize("answer", FULL)
def test_each_carry_that_must_come_is_asked_for(answer: str) -> None:
    step = next(step for step, word in LEGAL if word == answer)
    way = events(*WAYS_TO[step])
    requires = {move.requires for move in stand(way).moves if move.answer == answer and not move.stand_in}
    assert requires == {tuple(FULL[answer])}
    for left_out in FULL[answer]:
        short = {word: value for word, value in FULL[answer].items() if word != left_out}
        assert left_out in refused([*way, event(answer, 1, carries=short)])
    if FULL[answer]:
        why = refused([*way, event(answer, 1, carries={})])
        assert all(word in why for word in FULL[answer])


def test_the_whole_chain_runs_with_its_clocks_letters_and_history() -> None:
    found = stand(events(*CHAIN))
    assert (found.step, found.closed, found.refused) == ("overturned", True, ())
    assert found.outcome == "The restriction is taken off after an appeal"
    assert [(clock.clock, clock.state) for clock in found.clocks] == [
        ("restriction-notify-provider", "met"),
        ("appeal-lodged", "met"),
        ("appeal-decided", "met"),
    ]
    assert [(each.letter, each.because_of) for each in found.letters] == [
        ("criteria-met-advice", 0),
        ("submission-to-service-manager", 1),
        ("recommendation", 2),
        ("decision-confirmation", 3),
        ("restrictions-list", 3),
        ("other-commissioners", 3),
        ("restriction-notice", 4),
        ("appeal-outcome", 6),
        ("restrictions-list", 6),
        ("other-commissioners", 6),
    ]
    assert [(entry.index, entry.step, entry.to) for entry in found.history] == [
        (n, next(step for step, word in LEGAL if word == answer), LEADS_TO[answer])
        for n, answer in enumerate(CHAIN)
    ]


def test_nothing_has_happened_yet() -> None:
    found = stand([])
    assert (found.step, found.title, found.closed) == ("propose", "Are the criteria met?", False)
    assert (found.clocks, found.letters, found.history, found.barred, found.blocked) == ((), (), (), (), ())
    assert stand([], as_at=START).step == "propose"
