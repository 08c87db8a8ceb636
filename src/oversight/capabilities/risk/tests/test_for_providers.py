"""What of a result may be told to a provider: truth tables over the whole catalogue of facts."""

from __future__ import annotations

import pytest

from oversight.capabilities.risk.rules import told_to_provider
from oversight.capabilities.risk.rules.for_providers import SOURCES, TOLD, may_be_told
from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.words import OutcomeKind

SAFE = {"fact": "regulator.safe", "value": "inadequate"}
WHISTLE = {"fact": "intelligence.whistleblowing_12m", "value": 3}
BAND = {"fact": "risk.band", "value": "red"}
NOT_TOLD = sorted(set(CATALOGUE) - TOLD)


def risk(**parts):
    return {"risk": {"contributions": [], "floors": [], **parts}, "outcomes": []}


def point(fact, title="A title"):
    return {"fact": fact, "value": "zzvalue", "title": title, "points": 9}


def floor(*because):
    return {"band": "red", "because": list(because)}


def outcome(*because, kind="activity", label="A visit"):
    return {"kind": kind, "label": label, "because": list(because)}


def follows(*outcomes):
    return told_to_provider({"risk": None, "outcomes": list(outcomes)}, None).follows


def test_what_is_told_is_in_the_catalogue_and_from_the_regulator_or_the_register():
    assert set(CATALOGUE) >= TOLD
    assert {CATALOGUE[name].source for name in TOLD} <= SOURCES
    assert {"the regulator's files", "the register"} == SOURCES


def test_nothing_people_said_or_others_recorded_or_officers_think_is_on_the_list():
    words = ("intelligence", "safeguarding", "improvement", "notices", "restriction", "host", "assessment", "review",
             "self_assessment", "placement", "situation", "risk", "finance", "contract", "market", "workforce")  # fmt: skip
    assert [name for name in TOLD if name.startswith(words)] == []
    assert (
        not {"regulator.enforcement_open", "regulator.proposal_to_cancel", "regulator.proposal_withdrawn"}
        & TOLD
    )


@pytest.mark.parametrize("name", [*NOT_TOLD, "intelligence.of_a_later_day"])
def test_a_fact_that_is_not_on_the_list_is_told_nowhere(name):
    assert not may_be_told(name)
    told = told_to_provider(
        {
            "risk": {"contributions": [point(name)], "floors": [floor(SAFE, {"fact": name, "value": "zzvalue"})]},
            "outcomes": [outcome(BAND, {"fact": name, "value": 1})] if name != "risk.band" else [],
        },
        {"band": "amber", "suggestions": [[{"fact": "regulator.safe", "from": "x", "to": "good"},
                                           {"fact": name, "from": 1, "to": 0}]]},
    )  # fmt: skip
    assert (told.counted, told.follows, told.changing) == ((), (), ())


@pytest.mark.parametrize("name", sorted(TOLD))
def test_a_fact_on_the_list_is_told_without_its_points(name):
    (line,) = told_to_provider(risk(contributions=[point(name)]), None).counted
    assert line.endswith("zzvalue.")
    assert "9" not in line


def test_a_reason_of_several_facts_is_told_only_where_each_may_be():
    told = told_to_provider(risk(floors=[floor(SAFE, WHISTLE), floor(SAFE), floor()]), None)
    assert told.counted == ("The regulator's rating for safe: inadequate. This by itself is enough for red.",)


@pytest.mark.parametrize("kind", list(OutcomeKind))
def test_of_what_the_policy_asks_for_only_activities_that_follow_from_the_band_are_told(kind):
    assert follows(outcome(BAND, kind=kind.value)) == (
        ("A visit",) if kind is OutcomeKind.ACTIVITY else ()
    )  # fmt: skip
    assert follows(outcome(SAFE, kind=kind.value), outcome(kind=kind.value)) == ()


def test_what_follows_is_told_once_and_with_facts_that_are_told():
    assert follows(outcome(BAND), outcome(BAND, SAFE), outcome(BAND, WHISTLE, label="Another")) == (
        "A visit",
    )


def test_what_would_change_it_is_told_where_every_fact_of_it_may_be():
    to_good = {"fact": "regulator.safe", "from": "inadequate", "to": "good"}
    quiet = {"fact": "intelligence.whistleblowing_12m", "from": 3, "to": 0}
    told = told_to_provider(risk(), {"band": "amber", "suggestions": [[to_good], [to_good, quiet], [quiet]]})
    assert told.changing == ("If ‘The regulator's rating for safe’ became good, the rating would be amber.",)


def test_a_result_without_a_rating_tells_nothing():
    told = told_to_provider({"risk": None, "outcomes": [], "problem": "secret"}, None)
    assert (told.counted, told.follows, told.changing) == ((), (), ())
