"""Routes that cannot work are refused when they are read, with what is wrong and how to mend it."""

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from oversight.engine.packs.parts import validated
from oversight.engine.packs.source import read_source
from oversight.engine.routes.graph import endless, unreachable
from oversight.engine.routes.models import Answer, Route, repeated
from tests.engine.routes.cases import FILE, ROUTE, answer_of, changed, step_of, written

GAP = {"to_be_named": "decider", "sentence": "Name who decides"}


def answer(found: dict[str, Any], **changes: Any) -> None:
    """Change the answer impose; a value of None takes the key out."""
    impose = answer_of(found, "decide", "impose")
    impose.update(changes)
    for name in [name for name, value in changes.items() if value is None]:
        del impose[name]


def separation(kind: str, *steps: str) -> list[dict[str, Any]]:
    return [{"kind": kind, "steps": list(steps), "clause": "18.1"}]


def add_step(found: dict[str, Any], **step: Any) -> None:
    found["steps"].append(step)


BROKEN: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda found: found.update(starts_at="propos"), "starts_at names 'propos', which is not a step of "),
    (lambda found: found.update(starts_at="propos"), "did you mean 'propose'?"),
    (lambda found: answer(found, to="notfy"), "'impose' at 'decide' names 'notfy'"),
    (lambda found: answer(found, to="xyzzy"), "its steps are propose, concur"),
    (
        lambda found: step_of(found, "appeal").update(after_window="in-forse"),
        "after_window of 'appeal' names 'in-forse'",
    ),
    (
        lambda found: found.update(separation=separation("no_person_twice", "concur", "recomend")),
        "the separation no_person_twice names 'recomend', which is not a step of 'restriction'; "
        "did you mean 'recommend'",
    ),
    (
        lambda found: found.update(separation=separation("no_person_twice", "concur")),
        "two steps or more; name another",
    ),
    (
        lambda found: found.update(separation=separation("no_person_twice", "concur", "concur")),
        "'concur' is there twice; take one out",
    ),
    (
        lambda found: found.update(separation=separation("no_participant_at", "upheld")),
        "nobody answers at 'upheld', so no_participant_at means nothing there",
    ),
    (
        lambda found: found.update(separation=separation("consults_another", "decide")),
        "no answer at 'decide' carries a consultation; add it to its carries",
    ),
    (
        lambda found: add_step(found, id="lost", title="Lost", ends=True, outcome="Nobody gets here"),
        "no way leads to the step 'lost'; let an answer lead to it, or take it out",
    ),
    (
        lambda found: add_step(found, id="upheld", title="Upheld", ends=True, outcome="Again"),
        "the step 'upheld' is there twice; give each its own id",
    ),
    (
        lambda found: answer_of(found, "recommend", "decline").update(answer="recommend"),
        "'recommend' has the answer 'recommend' twice; give each its own word",
    ),
    (lambda found: answer(found, roles=None), "'impose' says who gives it by 'roles: [...]', or"),
    (lambda found: answer(found, role=GAP), "give exactly one of the two"),
    (
        lambda found: answer(found, roles=["head_of_adult_social_care"]),
        "'head_of_adult_social_care' may give 'impose' anyway; take it out of one",
    ),
    (
        lambda found: answer_of(found, "decide", "impose")["stand_in"].update(carries=["reasons"]),
        "who stands in carries a recorded delegation; add delegation to its carries",
    ),
    (lambda found: answer(found, may_carry=["reasons"]), "'impose' carries 'reasons' twice; take one out"),
    (
        lambda found: answer(found, carries=["reasons", "sister_services"]),
        "'impose' gives 'positions', so it carries 'position'; add it to carries",
    ),
    (lambda found: answer(found, record=["Date"]), "'impose' gives 'record', so it carries 'record'"),
    (
        lambda found: answer_of(found, "notify", "notified").update(starts=[]),
        "'appeal' must come within 'appeal-lodged', which no answer starts; name it under "
        "'starts' of an earlier answer",
    ),
    (
        lambda found: answer_of(found, "appeal", "appeal").update(within="appeal-loged"),
        "'appeal' must come within 'appeal-loged', which no answer starts; name it under "
        "'starts' of an earlier answer; did you mean 'appeal-lodged'",
    ),
    (
        lambda found: answer_of(found, "appeal", "appeal").pop("within"),
        "'appeal' has after_window, but no answer of it has a window ('within')",
    ),
    (lambda found: step_of(found, "upheld").pop("outcome"), "'upheld': a step that ends the case says its"),
    (
        lambda found: step_of(found, "decide").update(outcome="Done"),
        "'decide': a step that ends the case says",
    ),
    (lambda found: step_of(found, "upheld").pop("ends"), "'upheld' either has answers or 'ends: true'"),
    (lambda found: step_of(found, "decide").update(ends=True), "'decide' either has answers or 'ends: true'"),
    (lambda found: step_of(found, "decide").pop("clause"), "'decide' has answers, so it needs the clause"),
]


@pytest.mark.parametrize(("change", "says"), BROKEN)
def test_a_broken_route_is_refused_in_words(change: Callable[[dict[str, Any]], Any], says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        changed(change)
    (error,) = refused.value.errors()
    assert says in error["msg"]


def test_a_route_without_an_end_is_refused() -> None:
    loop = [{"answer": "again", "roles": ["quality_officer"], "to": "b", "carries": []}]
    back = [{"answer": "back", "roles": ["quality_officer"], "to": "a", "carries": []}]
    steps = [
        {"id": "a", "title": "First", "clause": "1", "answers": loop},
        {"id": "b", "title": "Second", "clause": "1", "answers": back},
    ]
    with pytest.raises(ValidationError, match="a case at 'a' could never end; let a way lead from it"):
        Route.model_validate({"id": "x", "clause": "1", "title": "Loop", "starts_at": "a", "steps": steps})


def test_a_step_from_which_no_end_is_reached_is_named() -> None:
    def trapped(found: dict[str, Any]) -> None:
        for word in ("uphold", "overturn"):
            answer_of(found, "appeal-decision", word)["to"] = "appeal-decision"
        found["steps"] = [step for step in found["steps"] if step["id"] not in ("upheld", "overturned")]

    with pytest.raises(ValidationError, match="a case at 'appeal-decision' could never end"):
        changed(trapped)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda found: answer(found, carries=["reason"]), "did you mean 'reasons'?"),
        (lambda found: answer(found, roles=["head_of_comissioning"]), "did you mean 'head_of_commissioning'"),
        (lambda found: answer(found, starts_clocks=["x"]), "'starts_clocks' is not a key here; did you mean"),
        (lambda found: answer(found, carries=None), "'carries' is missing; add it"),
        (lambda found: answer(found, answer="Impose it"), "'Impose it' cannot be an id"),
        (lambda found: answer(found, positions=["embargoed"]), "did you mean 'embargo'?"),
        (
            lambda found: found["separation"][0].update(kind="no_person_twise"),
            "did you mean 'no_person_twice'?",
        ),
        (lambda found: found.update(clause=18), 'put it in quotes: "18"'),
    ],
)
def test_words_that_code_does_not_know_are_refused_by_the_loader(
    change: Callable[[dict[str, Any]], Any], says: str
) -> None:
    source = read_source(FILE, "routes.yaml")
    change(source.value)
    _, problems = validated(source, Route)
    assert [problem.message for problem in problems if says in problem.message], problems


def test_the_file_loads_as_a_pack_file_does_and_fits_the_generated_schema() -> None:
    source = read_source(FILE, "routes.yaml")
    assert source.problems == []
    assert validated(source, Route) == (ROUTE, [])
    Draft202012Validator(TypeAdapter(Route).json_schema()).validate(written())


def test_a_gap_fits_the_schema_and_needs_its_sentence() -> None:
    schema = Draft202012Validator(TypeAdapter(Answer).json_schema())
    given = {"answer": "suspend", "role": GAP, "to": "end", "carries": ["report"]}
    schema.validate(given)
    assert Answer.model_validate(given).roles == ()
    with pytest.raises(ValidationError, match="sentence"):
        Answer.model_validate({**given, "role": {"to_be_named": "decider"}})


def test_a_loaded_route_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        ROUTE.starts_at = "decide"  # type: ignore[misc]


def test_graphs() -> None:
    ways = {"a": {"b"}, "b": {"a", "c"}, "c": set(), "d": {"c"}, "e": {"e"}}
    assert unreachable(ways, "a") == ["d", "e"]
    assert endless(ways, ["c"]) == ["e"]
    assert endless(ways, []) == ["a", "b", "c", "d", "e"]
    assert repeated(["b", "a", "b", "a", "c"]) == ["b", "a"]
