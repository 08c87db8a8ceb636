"""What rules lead to for one service: outcomes, the recommendation, what is undecided or set aside."""

from datetime import date

import pytest

from oversight.engine.facts.reading import read_facts
from oversight.engine.outcomes.explaining import explain
from oversight.engine.outcomes.explanation import band_words
from oversight.engine.outcomes.policy import PackRules, Policy
from oversight.engine.rules.models import Rule
from tests.engine.risk.shared_matrix import matrix

DAY = date(2026, 11, 22)


def rule(name, when, then, **more):
    return Rule.model_validate({"id": name, "clause": "1", "when": when, "then": then, **more})


SAFE = {"fact": "regulator.safe", "is": "inadequate"}
DEFAULT = {"fact": "notices.default_in_force", "is": True}


def policy(*rules, words=None, with_matrix=False, day=DAY):
    pack = PackRules("anyshire", "1", rules, words or {})
    return Policy([pack], matrix() if with_matrix else None, day)


def explained(*rules, given=None, **more):
    return explain(policy(*rules, **more), read_facts(given or {}))


def test_an_outcome_carries_rule_clause_label_and_reasons():
    found = explained(
        rule("a/safe", SAFE, {"position": "embargo"}),
        given={"regulator.safe": "inadequate"},
        words={"position.embargo": "Stop placing"},
    )
    (outcome,) = found.as_json()["outcomes"]
    assert outcome == {
        "kind": "position", "value": "embargo", "label": "Stop placing", "strength": "usually", "rule": "a/safe",
        "clause": "1", "pack": "anyshire",
        "because": [{"fact": "regulator.safe", "is": "inadequate", "value": "inadequate"}],
    }  # fmt: skip


def test_the_most_restrictive_firm_position_is_recommended_and_may_never_is():
    rules = [
        rule("a/caution", SAFE, {"position": "caution"}),
        rule("a/embargo", DEFAULT, {"position": "embargo", "strength": "automatic"}),
        rule("a/end", SAFE, {"position": "terminate", "strength": "may"}),
    ]
    both = {"regulator.safe": "inadequate", "notices.default_in_force": True}
    assert explained(*rules, given=both).recommended == "embargo"
    assert explained(*rules, given={"regulator.safe": "inadequate"}).recommended == "caution"
    assert explained(rules[2], given=both).recommended == "none"
    assert [outcome.value for outcome in explained(rules[2], given=both).outcomes] == ["terminate"]


def test_an_unknown_rule_is_undecided_and_names_what_would_settle_it():
    both = {"all": [SAFE, DEFAULT, {"fact": "service.new", "is": False}]}
    found = explained(rule("a/both", both, {"position": "embargo"}), given={"regulator.safe": "inadequate"})
    assert found.outcomes == ()
    (undecided,) = found.undecided
    assert (undecided.rule, undecided.needs) == ("a/both", ("service.new", "notices.default_in_force"))
    settled = explained(rule("a/both", both, {"position": "embargo"}), given={"regulator.safe": "good"})
    assert settled.undecided == (), "one false part settles it"


def test_a_rule_that_leans_on_a_group_counts_only_with_another_ground():
    grounds = [
        rule("a/safe", SAFE, {"position": "embargo"}, in_group="a/grounds"),
        rule("a/band", {"fact": "finance.risk", "is": "high"}, {"position": "embargo", "strength": "may"},
             needs_another="a/grounds"),
    ]  # fmt: skip
    alone = explained(*grounds, given={"finance.risk": "high", "regulator.safe": "good"})
    assert [each.rule for each in alone.outcomes] == []
    both = explained(*grounds, given={"finance.risk": "high", "regulator.safe": "inadequate"})
    assert [each.rule for each in both.outcomes] == ["a/safe", "a/band"]
    assert [reason.literal.fact for reason in both.outcomes[1].because] == ["finance.risk", "regulator.safe"]


@pytest.mark.parametrize(
    ("day", "fires"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_a_dated_rule_is_in_force_on_its_days_only(day, fires):
    dated = rule("a/safe", SAFE, {"position": "embargo"}, **{"from": "2026-04-01", "until": "2026-09-30"})
    found = explain(policy(dated, day=day), read_facts({"regulator.safe": "inadequate"}))
    assert bool(found.outcomes) is fires


VISITS = [
    rule(
        "v/two-years", {"fact": "regulator.overall", "is": "good"}, {"activity": "visit", "every_months": 24}
    ),
    rule("v/yearly", {"fact": "market.critical", "is": True}, {"activity": "visit", "every_months": 12}),
    rule(
        "v/held",
        {"fact": "notices.quality_improvement_open", "is": True},
        {"activity": "visit", "suspended": True},
    ),
]


def test_of_two_frequencies_the_more_frequent_stands_and_the_other_is_set_aside():
    found = explained(*VISITS, given={"regulator.overall": "good", "market.critical": True})
    assert [(each.rule, each.carries) for each in found.outcomes] == [("v/yearly", {"every_months": 12})]
    assert [(each.outcome.rule, each.by) for each in found.set_aside] == [("v/two-years", "v/yearly")]


def test_what_may_be_chosen_never_pushes_aside_what_usually_follows():
    choice = rule("v/choice", {"fact": "finance.risk", "is": "high"},
                  {"activity": "visit", "every_months": 6, "strength": "may"})  # fmt: skip
    found = explained(*VISITS, choice, given={"regulator.overall": "good", "finance.risk": "high"})
    assert [each.rule for each in found.outcomes] == ["v/two-years", "v/choice"]
    assert found.set_aside == ()


def test_a_held_off_activity_is_set_aside_and_the_rule_that_holds_it_is_no_outcome():
    given = {"regulator.overall": "good", "market.critical": True, "notices.quality_improvement_open": True}
    found = explained(*VISITS, given=given)
    assert found.outcomes == ()
    assert {each.by for each in found.set_aside} == {"v/held"}


BANDED = [
    rule("b/red", {"fact": "risk.band", "is": "red"}, {"position": "embargo"}),
    rule("b/worse", {"fact": "risk.band", "in": ["red", "amber"]}, {"position": "caution"}),
    rule(
        "b/green",
        {"fact": "risk.band", "is": "green"},
        {"prompt": "rest", "role": "auditor", "says": "Rest easy"},
    ),
]


def test_a_band_with_gaps_fires_only_what_every_possible_band_would():
    green = explained(*BANDED, given={"regulator.overall": "good"}, with_matrix=True)
    assert green.outcomes == ()
    assert {each.rule for each in green.undecided} == {"b/red", "b/worse", "b/green"}
    assert green.undecided[0].needs == ("risk.band",)
    assert "finance.risk" in green.risk.missing, "what leaves the band open is told once, with the risk"
    assert band_words(green.risk) == "Green, with gaps"
    amber = explained(*BANDED, given={"safeguarding.organisational": "investigating"}, with_matrix=True)
    assert [each.rule for each in amber.outcomes] == ["b/worse"]
    red = explained(*BANDED, given={"notices.default_in_force": True}, with_matrix=True)
    assert [each.rule for each in red.outcomes] == ["b/red", "b/worse"]
    assert [each.rule for each in red.undecided] == [], "nothing is worse than red"


def test_an_officers_band_is_used_and_the_worked_out_one_reported_beside_it():
    found = explained(
        *BANDED, given={"notices.default_in_force": True, "risk.band": "green"}, with_matrix=True
    )
    assert [each.rule for each in found.outcomes] == ["b/green"]
    told = found.as_json()["risk"]
    assert (told["band"], told["worked_out"], told["overridden"]) == ("green", "red", True)
    assert band_words(found.risk) == "Green (officer's; worked out: Red)"


def test_packs_adopted_together_bring_all_their_rules_and_the_first_ones_words():
    first = PackRules(
        "anyshire", "1", (rule("a/safe", SAFE, {"position": "embargo"}),), {"position.embargo": "Stop"}
    )
    other = PackRules(
        "region", "2", (rule("r/safe", SAFE, {"level": "major"}),), {"position.embargo": "Halt"}
    )
    found = explain(Policy([first, other], None, DAY), read_facts({"regulator.safe": "inadequate"}))
    assert (found.pack, found.edition) == ("anyshire+region", "1+2")
    assert [(each.pack, each.label) for each in found.outcomes] == [("anyshire", "Stop"), ("region", "Major")]
    assert found.level == "major"


class TestMark:
    def test_it_is_the_same_on_days_on_which_the_policy_says_the_same(self):
        one = rule("a/safe", SAFE, {"position": "embargo"})
        marks = {policy(one, with_matrix=True, day=day).mark for day in (DAY, date(2027, 1, 1))}
        assert len(marks) == 1
        assert len(marks.pop()) == 64

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (date(2026, 3, 31), date(2026, 4, 1)),
            (date(2026, 9, 30), date(2026, 10, 1)),
        ],
    )
    def test_a_rule_that_begins_or_ends_changes_it_on_that_day(self, before, after):
        dated = rule("a/safe", SAFE, {"position": "embargo"}, **{"from": "2026-04-01", "until": "2026-09-30"})
        assert policy(dated, day=before).mark != policy(dated, day=after).mark

    @pytest.mark.parametrize(
        "other",
        [
            policy(rule("a/safe", SAFE, {"position": "caution"})),
            policy(rule("a/safe", DEFAULT, {"position": "embargo"})),
            policy(rule("a/safe", SAFE, {"position": "embargo"}), with_matrix=True),
            policy(rule("a/safe", SAFE, {"position": "embargo"}), words={"position.embargo": "Stop placing"}),
            policy(
                rule("a/safe", SAFE, {"position": "embargo"}),
                rule("a/more", DEFAULT, {"position": "caution"}),
            ),
        ],
    )
    def test_whatever_it_says_otherwise_changes_it(self, other):
        assert other.mark != policy(rule("a/safe", SAFE, {"position": "embargo"})).mark


def test_other_points_in_the_matrix_change_the_mark():
    changed = matrix()
    first = changed.indicators[0]
    lower = first.model_copy(update={"title": "Another title"})
    changed = changed.model_copy(update={"indicators": (lower, *changed.indicators[1:])})
    assert Policy([], changed, DAY).mark != Policy([], matrix(), DAY).mark
