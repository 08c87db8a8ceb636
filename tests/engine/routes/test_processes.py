"""Processes: gates that hold, steps that may be skipped, what is missing and from whom."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from oversight.engine.model import BadInput
from oversight.engine.packs.parts import validated
from oversight.engine.packs.source import read_source
from oversight.engine.routes.processes import Process
from oversight.engine.routes.progress import Lacking, ProcessStanding, StepState, as_json, standing
from oversight.engine.words import Role

FILE = Path(__file__).with_name("example_process.yaml")
FIRST = {"welfare-checks", "police-consulted", "chair-agreed"}
SKIPPED = {"update": "Nothing to add"}
ALL = FIRST | {"enquiry-plan", "update-notes", "closing-letters"}
GAP = "The procedure leaves the chair to local choice; name the role"


def written() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


PROCESS = Process.model_validate(written())


def states(found: ProcessStanding) -> list[str]:
    return [each.state.value for each in found.steps]


def test_a_process_that_has_just_started() -> None:
    found = standing(PROCESS, set())
    assert (found.open_step, found.done, found.may_close) == ("start", (), False)
    assert states(found) == ["open", "to_come", "to_come", "to_come"]
    assert found.missing["start"] == (
        Lacking("welfare-checks", "Check on the welfare of the people using the service", "care manager"),
        Lacking("police-consulted", "Ask the police whether a crime may have been committed", "Chair"),
        Lacking("chair-agreed", "Agree the chair and the lead organisation", None),
    )
    assert [each.product for each in found.missing["first-meeting"]] == ["enquiry-plan", "police-consulted"]
    assert found.blocked == (GAP,)


def test_a_role_that_the_authority_names_no_longer_blocks() -> None:
    found = standing(PROCESS, set(), named={"concerns-chair": Role.SAFEGUARDING_LEAD})
    assert found.blocked == ()
    assert found.missing["start"][2].who == "safeguarding lead"


@pytest.mark.parametrize("missing", sorted(FIRST))
def test_a_step_is_left_only_when_all_its_gate_asks_for_is_there(missing: str) -> None:
    found = standing(PROCESS, ALL - {missing})
    assert (found.open_step, found.may_close) == ("start", False)
    assert [each.product for each in found.missing["start"]] == [missing]


def test_products_made_early_count_once_the_step_is_reached() -> None:
    found = standing(PROCESS, FIRST | {"closing-letters"}, SKIPPED)
    assert states(found) == ["done", "open", "skipped", "to_come"]
    assert states(standing(PROCESS, FIRST | {"closing-letters", "enquiry-plan"}, SKIPPED)) == [
        "done",
        "done",
        "skipped",
        "done",
    ]


def test_an_optional_step_holds_the_process_until_it_is_done_or_skipped() -> None:
    made = FIRST | {"enquiry-plan"}
    assert standing(PROCESS, made).open_step == "update"
    found = standing(PROCESS, made, {"update": " Nothing to add "})
    assert (found.open_step, found.done) == ("close", ("start", "first-meeting"))
    assert (found.steps[2].state, found.steps[2].reason) == (StepState.SKIPPED, "Nothing to add")
    assert standing(PROCESS, made | {"update-notes"}, SKIPPED).steps[2].state is StepState.DONE


def test_every_set_of_products_and_skips_leaves_required_steps_unskipped() -> None:
    """May close only when each gate of a required step is met, whatever the order of things."""
    for size in range(len(ALL) + 1):
        for made in combinations(sorted(ALL), size):
            for skips in ({}, SKIPPED):
                found = standing(PROCESS, made, skips)
                needed = ALL - ({"update-notes"} if skips else set())
                complete = needed <= set(made)
                assert (found.open_step is None) is complete
                assert found.may_close is (complete or found.outcome is not None)
                assert states(found).count("open") == (not complete)
                assert found.steps[0].state in (StepState.DONE, StepState.OPEN)


def test_a_step_may_say_that_the_process_can_end_there() -> None:
    ended = standing(PROCESS, FIRST)
    assert (ended.may_close, ended.outcome) == (True, "No need for the process was found")
    begun = standing(PROCESS, FIRST | {"enquiry-plan"})
    assert (begun.may_close, begun.outcome) == (False, None)


def test_a_next_step_that_has_begun_can_no_longer_be_left_out() -> None:
    def two_products(found: dict[str, Any]) -> None:
        found["steps"][1]["actions"].append({"id": "minutes", "do": "Write minutes", "produces": "minutes"})
        found["steps"][1]["gate"].append("minutes")

    process = changed(two_products)
    assert standing(process, FIRST).may_close
    assert not standing(process, FIRST | {"minutes"}).may_close


def test_all_done() -> None:
    found = standing(PROCESS, ALL)
    assert (found.open_step, found.may_close, found.missing, found.blocked) == (None, True, {}, ())
    assert found.done == ("start", "first-meeting", "update", "close")


@pytest.mark.parametrize(
    ("produced", "skipped", "says"),
    [
        (
            {"welfare-check"},
            {},
            "'welfare-check' is nothing that 'provider-concerns' produces; did you mean ",
        ),
        ({"xyzzy"}, {}, "its steps produce chair-agreed, closing-letters"),
        (set(), {"updat": "No"}, "'updat' is not a step of 'provider-concerns'; did you mean 'update'?"),
        (set(), {"xyzzy": "No"}, "its steps are start, first-meeting, update, close"),
        (set(), {"close": "No"}, "'close' (clause 5.8/step-6) is not optional and cannot be skipped"),
        (set(), {"update": " "}, "'update' may be skipped only with a reason; say why"),
    ],
)
def test_what_cannot_be_is_refused(produced: set[str], skipped: dict[str, str], says: str) -> None:
    with pytest.raises(BadInput) as refused:
        standing(PROCESS, produced, skipped)
    assert says in str(refused.value)


def test_as_json() -> None:
    found = as_json(standing(PROCESS, FIRST - {"chair-agreed"}, SKIPPED))
    assert (found["open_step"], found["may_close"], found["outcome"]) == ("start", False, None)
    assert found["steps"][0] == {
        "step": "start",
        "title": "Decide to start",
        "state": "open",
        "missing": [
            {"product": "chair-agreed", "do": "Agree the chair and the lead organisation", "who": None}
        ],
    }
    assert found["steps"][2] == {
        "step": "update",
        "title": "Update meetings",
        "state": "skipped",
        "missing": [],
        "reason": "Nothing to add",
    }
    assert found["blocked"] == [GAP]


def changed(change: Callable[[dict[str, Any]], Any]) -> Process:
    found = written()
    change(found)
    return Process.model_validate(found)


BROKEN: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda found: found["steps"][1].update(id="start"), "the step 'start' is there twice"),
    (lambda found: found["steps"][1]["actions"][0].update(id="police"), "the action 'police' is there twice"),
    (lambda found: found["roles"][1].update(role_title="Chair"), "the role_title 'Chair' is there twice"),
    (
        lambda found: found["steps"][1]["actions"][0].update(who="Coordinator"),
        "'Coordinator' is not a role_title under roles; did you mean 'Co-ordinator'?",
    ),
    (
        lambda found: found["steps"][0]["actions"][0].update(who="Chair"),
        "'welfare' names a role and 'who'; keep one",
    ),
    (
        lambda found: found["steps"][0].update(gate=["welfare-check"]),
        "the gate of 'start' asks for 'welfare-check', which no action of it, or of a step before it that is "
        "never skipped, produces; did you mean 'welfare-checks'?",
    ),
    (lambda found: found["steps"][0]["gate"].append("closing-letters"), "asks for 'closing-letters'"),
    (lambda found: found["steps"][3]["gate"].append("update-notes"), "the gate of 'close' asks for 'update-"),
    (
        lambda found: found["steps"][3]["gate"].append("closing-letters"),
        "the gate of 'close' asks for 'closing-letters' twice; take one out",
    ),
    (lambda found: found["steps"][1].pop("meets"), "'first-meeting' has an agenda but no meeting"),
    (lambda found: found["steps"][0].update(gate=[]), "at least 1 item"),
]


@pytest.mark.parametrize(("change", "says"), BROKEN)
def test_a_broken_process_is_refused_in_words(change: Callable[[dict[str, Any]], Any], says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        changed(change)
    (error,) = refused.value.errors()
    assert says in error["msg"]


def test_the_file_loads_as_a_pack_file_does_and_fits_the_generated_schema() -> None:
    source = read_source(FILE, "processes/provider-concerns.yaml")
    assert source.problems == []
    assert validated(source, Process) == (PROCESS, [])
    Draft202012Validator(TypeAdapter(Process).json_schema()).validate(written())


def test_a_role_misspelt_is_refused_with_what_it_could_have_meant() -> None:
    source = read_source(FILE, "processes/provider-concerns.yaml")
    source.value["steps"][0]["actions"][0]["role"] = "care_manger"
    _, problems = validated(source, Process)
    assert len(problems) == 1
    assert "did you mean 'care_manager'" in problems[0].message
