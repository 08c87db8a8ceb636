"""`deadline`, `quorum`, `score`, `route` and `check` on the project's own packs."""

import json

import pytest


def test_deadline_json_is_the_contract(oversight):
    found = oversight("policy", "deadline", "--pack", "west-berkshire", "--clock", "restriction-notify-provider",
                      "--from", "2026-12-22", "--json")  # fmt: skip
    told = found.json
    wanted = {"clock": "restriction-notify-provider", "clause": "19.1", "from": "2026-12-22", "due_on": "2026-12-31",
              "unit": "working_days", "count": 5, "calendar": "england-and-wales"}  # fmt: skip
    assert {name: told[name] for name in wanted} == wanted
    days = {each["date"]: each["why"] for each in told["skipped"]}
    assert set(days) == {"2026-12-25", "2026-12-26", "2026-12-27", "2026-12-28"}
    assert "Christmas" in days["2026-12-25"]
    assert "Boxing Day" in days["2026-12-28"]


def test_deadline_for_a_person_with_closure_days(oversight, write):
    settings = write("settings.yaml", "closures:\n  - {date: 2026-12-29, why: Offices are closed}\n")
    found = oversight("policy", "deadline", "--pack", "west-berkshire", "--clock", "restriction-notify-provider",
                      "--from", "2026-12-22", "--settings", settings)  # fmt: skip
    assert "Monday 4 January 2027" in found.out
    assert "Offices are closed" in found.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--clock", "appeal-loged", "--from", "2026-12-22"], "did you mean 'appeal-lodged'"),
        (["--clock", "appeal-lodged", "--from", "22.12.2026"], "22.12.2026"),
    ],
)
def test_deadline_refuses_with_a_sentence(oversight, words, said):
    found = oversight("policy", "deadline", "--pack", "west-berkshire", *words)
    assert found.status == 2
    assert said in found.err


BOARD = (
    "policy",
    "quorum",
    "--pack",
    "somerset",
    "--meeting",
    "commissioning-and-quality-board",
    "--present",
)
THREE = ("health_safeguarding_representative", "quality_manager", "strategic_commissioner")


@pytest.mark.requirement("SOM-B-quorum")
def test_quorum(oversight):
    assert oversight(*BOARD, *THREE, "--json").json["quorate"] is True
    short = oversight(*BOARD, *THREE[:2], "--json")
    assert short.status == 0
    told = short.json
    assert (told["quorate"], told["missing"], told["record"]) == (False, ["strategic_commissioner"], "notes")
    one_person = [f"{role}=Officer One" for role in THREE]
    assert oversight(*BOARD, *one_person, "--json").json["quorate"] is False
    assert "Not quorate" in oversight(*BOARD, *THREE[:2]).out


def test_quorum_refuses_an_unknown_role(oversight):
    found = oversight(*BOARD, "quality_manger")
    assert found.status == 2
    assert "did you mean 'quality_manager'" in found.err


def answers_of(oversight, word):
    found = oversight("policy", "score", "--pack", "halton", "--questions", "care-home-assessment",
                      "--answers", "-", "--json")  # fmt: skip
    return {each["id"]: word for each in found.json["questions"]}


def test_score_and_follow_up(oversight, write, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("{}"))
    good = answers_of(oversight, "good")
    first = next(iter(good))
    before = write("before.json", {**good, first: {"answer": "poor", "comment": "No plan was seen"}})
    score = ("policy", "score", "--pack", "halton", "--questions", "care-home-assessment")
    told = oversight(*score, "--answers", before, "--json").json
    assert told["overall"] in ("good", "requires_improvement", "poor")
    assert {"overall", "percent", "standards", "questions", "reopened"} <= set(told)
    after = write("after.json", {first: "good"})
    follow_up = oversight(*score, "--answers", after, "--previous", before, "--json").json
    assert follow_up["reopened"] == [first]
    assert follow_up["overall"] == "good"
    assert "Overall: Good" in oversight(*score, "--answers", after, "--previous", before).out


def test_score_refuses_an_unknown_question(oversight, write):
    found = oversight("policy", "score", "--pack", "halton", "--questions", "care-home-assessment",
                      "--answers", write("a.json", {"no-such-question": "good"}))  # fmt: skip
    assert found.status == 2
    assert "no-such-question" in found.err


def events(*listed):
    names = ("at", "by", "role", "answer", "carries")
    return [dict(zip(names, each, strict=True)) for each in listed]


START = (
    "2026-11-02T10:00:00+00:00",
    "Officer One",
    "quality_officer",
    "criteria_met",
    {"reasons": "Safe is inadequate"},
)
AGREE = (
    "2026-11-03T10:00:00+00:00",
    "Officer Two",
    "supplier_relationship_manager",
    "agree",
    {"reasons": "Criteria met"},
)


def test_route_says_who_may_act_next_and_who_may_not(oversight, write):
    path = write("events.json", events(START, AGREE))
    told = oversight(
        "policy", "route", "--pack", "west-berkshire", "--route", "restriction", "--events", path, "--json"
    ).json
    assert (told["step"], told["closed"]) == ("recommend", False)
    assert {(move["answer"], move["role"]) for move in told["moves"]} == {
        ("recommend", "service_manager"), ("decline", "service_manager")
    }  # fmt: skip
    assert {move["answer"]: set(move["requires"]) for move in told["moves"]}["decline"] == {
        "reasons",
        "stipulations",
    }
    assert any(each["by"] == "Officer Two" for each in told["barred"])


def test_route_refuses_the_same_person_twice_and_keeps_the_case_where_it_was(oversight, write):
    again = (
        "2026-11-04T10:00:00+00:00",
        "officer two",
        "service_manager",
        "recommend",
        {"reasons": "Agreed"},
    )
    path = write("events.json", events(START, AGREE, again))
    told = oversight(
        "policy", "route", "--pack", "west-berkshire", "--route", "restriction", "--events", path, "--json"
    ).json
    assert told["step"] == "recommend"
    assert len(told["refused"]) == 1


def test_route_refuses_events_that_are_no_events(oversight, write):
    path = write("events.json", [{"at": "yesterday"}])
    found = oversight(
        "policy", "route", "--pack", "west-berkshire", "--route", "restriction", "--events", path
    )
    assert found.status == 2
    assert found.err.count("\n") == 1


def test_check_finds_every_pack_sound_and_tells_what_to_fill_in(oversight):
    found = oversight("policy", "check")
    assert (found.status, found.err) == (0, "")
    for name in (
        "bromley/1",
        "common/1",
        "halton/2024-10",
        "pan-berkshire/1",
        "somerset/1",
        "west-berkshire/1",
    ):
        assert f"{name}: sound" in found.out
    assert found.out.count("to fill in before adoption") >= 2


def test_check_tells_mistakes_by_file_and_line_with_status_1(oversight, repository, tmp_path, monkeypatch):
    folder = repository / "tests/packs/broken/unknown-fact"
    found = oversight("policy", "check", folder)
    assert found.status == 1
    assert "restrictions.yaml:3: 'regulator.saef' is not a fact" in found.err
    told = json.loads(oversight("policy", "check", folder, "--json").out)
    assert told["problems"][0]["line"] == 3


def test_check_runs_the_examples(oversight, tmp_path, repository):
    import shutil

    copy = tmp_path / "wrong-example"
    shutil.copytree(repository / "tests/packs/broken/sound", copy)
    path = copy / "examples/restrictions.yaml"
    path.write_text(
        path.read_text().replace(
            "fires: [restrictions/safe]}", "fires: [restrictions/safe], recommended: none}"
        )
    )
    found = oversight("policy", "check", copy)
    assert found.status == 1
    assert "example 'Safe inadequate': expected recommended none, found embargo" in found.err
