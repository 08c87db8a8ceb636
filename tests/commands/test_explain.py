"""`oversight policy explain`: the contract's JSON, the words for a person, the errors."""

import pytest


def explain(oversight, write, facts, *more, pack="west-berkshire"):
    path = write("facts.json", facts)
    return oversight("policy", "explain", "--pack", pack, "--facts", path, "--as-at", "2026-11-22", *more)


def test_the_contract_of_the_json(oversight, write):
    facts = {"regulator.overall": "inadequate", "regulator.safe": "inadequate"}
    found = explain(oversight, write, facts, "--json")
    assert (found.status, found.err) == (0, "")
    told = found.json
    assert (told["pack"], told["edition"], told["as_at"]) == ("west-berkshire", "1", "2026-11-22")
    assert told["recommended"] == "embargo"
    risk = told["risk"]
    assert (risk["band"], risk["score"], risk["complete"]) == ("red", 50, False)
    assert {
        (each["rule"], each["fact"], each["value"], each["points"]) for each in risk["contributions"]
    } == {
        ("risk/regulator-overall", "regulator.overall", "inadequate", 35),
        ("risk/safe", "regulator.safe", "inadequate", 15),
    }
    floors = {each["rule"]: each for each in risk["floors"]}
    assert floors["risk/floor-safe"]["clause"] == "16.2"
    assert floors["risk/floor-safe"]["because"] == [
        {"fact": "regulator.safe", "is": "inadequate", "value": "inadequate"}
    ]
    assert "finance.risk" in risk["missing"]
    outcomes = {each["rule"]: each for each in told["outcomes"]}
    embargo = outcomes["restrictions/safe-inadequate"]
    wanted = {"kind": "position", "value": "embargo", "label": "Embargo", "strength": "usually", "clause": "16.2",
              "because": [{"fact": "regulator.safe", "is": "inadequate", "value": "inadequate"}]}  # fmt: skip
    assert {name: embargo[name] for name in wanted} == wanted
    assert all({"rule", "clause", "needs"} <= set(each) and each["needs"] for each in told["undecided"])


def test_for_a_person(oversight, write):
    found = explain(oversight, write, {"regulator.safe": "inadequate"})
    assert found.status == 0
    assert "Recommended: Embargo" in found.out
    assert "clause 16.2: regulator.safe is inadequate" in found.out
    assert "local setting, not a published standard" in found.out
    assert "to reach amber, the smallest changes:" in found.out
    assert "Cannot be decided until more is known:" in found.out
    assert "\033[" not in found.out, "colour belongs on a terminal"


def test_packs_adopted_together(oversight, write):
    facts = {"safeguarding.death_related": True, "regulator.safe": "inadequate"}
    told = explain(oversight, write, facts, "--json", pack="west-berkshire+pan-berkshire").json
    assert told["pack"] == "west-berkshire+pan-berkshire"
    assert told["level"] == "major"
    assert {each["pack"] for each in told["outcomes"]} == {"west-berkshire", "pan-berkshire"}


REFUSED = {
    "unknown fact": (
        {"regulator.saef": "good"},
        "'regulator.saef' is not a fact; did you mean 'regulator.safe'",
    ),
    "unknown value": ({"regulator.safe": "bad"}, "'regulator.safe' is one of outstanding, good"),
    "not an object": ([1], "facts are given as an object in braces { }"),
    "not JSON": ("{regulator", "line 1: this is not JSON"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_facts_are_one_sentence_and_status_2(oversight, write, name):
    facts, words = REFUSED[name]
    found = explain(oversight, write, facts, "--json")
    assert (found.status, found.out) == (2, "")
    assert words in found.err
    assert found.err.count("\n") == 1


def test_an_unknown_pack_is_told_with_those_there_are(oversight, write):
    found = explain(oversight, write, {}, pack="west-berksire")
    assert found.status == 2
    assert "there is no pack 'west-berksire'" in found.err
    assert "did you mean 'west-berkshire'" in found.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-at", "22/11/2026"], "--as-at is a day such as 2026-11-22, not '22/11/2026'"),
        (["--facts", "nowhere.json"], "nowhere.json cannot be read"),
        (["--colour", "red"], "unrecognized arguments"),
    ],
)
def test_bad_use_is_told(oversight, write, words, said):
    path = write("facts.json", {})
    found = oversight("policy", "explain", "--pack", "bromley", "--facts", path, *words)
    assert found.status == 2
    assert said in found.err
