"""The generated pages say everything that the YAML does, in a diagram and in a table."""

import re
from typing import Any

import pytest

from oversight.engine.routes.diagrams import process_diagram, route_diagram
from oversight.engine.routes.models import Route
from oversight.engine.routes.processes import Process
from tests.engine.routes.cases import ROUTE, answer_of, changed, step_of, written
from tests.engine.routes.test_processes import PROCESS
from tests.engine.routes.test_processes import written as written_process

STATE = re.compile(r'    state "([^"]+)" as (s\d+)')
ARROW = re.compile(r"    (s\d+|\[\*\]) --> (s\d+|\[\*\])(?:: (.+))?")


def drawn(page: str) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """The states and arrows of a page's diagram; every line of it must be one of those."""
    lines = page.split("```mermaid\n")[1].split("\n```")[0].splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert lines[1].startswith("    accTitle: ")
    assert lines[2].startswith("    accDescr: ")
    states, arrows = {}, []
    for line in lines[3:]:
        if state := STATE.fullmatch(line):
            states[state[2]] = state[1]
        else:
            arrow = ARROW.fullmatch(line)
            assert arrow, line
            arrows.append((arrow[1], arrow[2], arrow[3] or ""))
    return states, arrows


def rows(page: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in page.splitlines()
        if line.startswith("| ")
    ]


def test_every_step_and_way_is_drawn() -> None:
    states, arrows = drawn(route_diagram(ROUTE))
    assert len(states) == len(ROUTE.steps)
    names = dict(zip(states, (step.id for step in ROUTE.steps), strict=True))
    ways = {(names.get(a, a), names.get(b, b), label.split(" ")[0]) for a, b, label in arrows}
    expected = {(step.id, each.to, each.answer) for step in ROUTE.steps for each in step.answers}
    expected |= {("[*]", "propose", ""), ("appeal", "in-force", "no")}
    expected |= {(step.id, "[*]", "") for step in ROUTE.steps if step.ends}
    assert ways == expected
    assert len(arrows) == len(expected)


def test_every_answer_has_its_row() -> None:
    head, *body = rows(route_diagram(ROUTE))
    assert head[:3] == ["step", "answer", "who"]
    assert len(body) == sum(len(step.answers) for step in ROUTE.steps) + 1
    (impose,) = [row for row in body if row[1].startswith("`impose`")]
    assert impose == [
        "Is the restriction imposed?",
        "`impose` The restriction is imposed",
        "head of commissioning; in their absence head of adult social care",
        "reasons, position, sister_services (position: caution, embargo); standing in: delegation",
        "documents, review_on",
        "Tell the provider",
        "starts restriction-notify-provider",
        "decision-confirmation, restrictions-list, other-commissioners",
        "18.5, 21.3",
    ]
    (appeal,) = [row for row in body if row[1].startswith("`appeal`")]
    assert appeal[6] == "within appeal-lodged; starts appeal-decided; ends appeal-lodged"


def test_ends_separation_and_notes_are_in_words() -> None:
    page = route_diagram(ROUTE)
    assert page.startswith("# Restriction on commissioning\n\nClause 18. From the criteria")
    assert page.endswith("\n")
    assert "- **In force** (`in-force`): The restriction stands; nobody appealed in time\n" in page
    assert "- No person answers at two of `concur`, `recommend`, `decide` (clause 18.1).\n" in page
    assert "- Nobody who took part before answers at `appeal-decision` (clause 19.2).\n" in page
    assert "*The same officer may hold two of these roles" in page
    assert "To be filled in" not in page


def test_a_gap_is_shown_with_what_must_be_filled_in() -> None:
    def unnamed(found: dict[str, Any]) -> None:
        answer = answer_of(found, "decide", "impose")
        answer.pop("roles")
        answer["role"] = {"to_be_named": "decider", "sentence": "Name who decides on a restriction"}
        answer["carries"] = ["reasons", "position", "sister_services", "record", "consultation"]
        answer["record"] = ["Report date"]
        step_of(found, "decide")["note"] = "Never in writing alone"
        found["separation"] = [{"kind": "consults_another", "steps": ["decide"], "clause": "17.2"}]

    page = route_diagram(changed(unnamed))
    assert "impose (to be named)" in page
    assert "## To be filled in by the authority\n\n- Name who decides on a restriction (`decider`)\n" in page
    assert "(record: Report date)" in page
    assert "- The consultation names somebody other than who answers at `decide` (clause 17.2)." in page
    assert "- Is the restriction imposed?: Never in writing alone" in page


def test_signs_that_mermaid_or_a_table_would_trip_over_are_taken_out() -> None:
    found = written()
    found["title"] = "Cafe: #1"
    step_of(found, "decide")["title"] = 'Impose: "yes"; or | no'
    page = route_diagram(Route.model_validate(found))
    states, arrows = drawn(page)
    assert "Impose, 'yes', or | no" in states.values()
    assert all(sign not in label for _, _, label in arrows for sign in ':;"')
    assert 'Impose: "yes"; or \\| no' in page
    assert "accTitle: Cafe, no. 1\n" in page


def test_the_same_route_gives_the_same_page_and_another_gives_another() -> None:
    again = Route.model_validate(written())
    assert route_diagram(again) == route_diagram(ROUTE)
    other = changed(lambda found: answer_of(found, "decide", "impose").update(clause="18.4"))
    assert route_diagram(other) != route_diagram(ROUTE)


def test_a_process_is_drawn_with_its_optional_steps_and_early_end() -> None:
    states, arrows = drawn(process_diagram(PROCESS))
    assert list(states.values()) == [
        "1. Decide to start",
        "2. First meeting",
        "3. Update meetings",
        "4. Close",
    ]
    assert arrows == [
        ("[*]", "s1", ""),
        ("s1", "s2", ""),
        ("s1", "[*]", "No need for the process was found"),
        ("s2", "s3", ""),
        ("s3", "s4", ""),
        ("s3", "s4", "skipped, with a reason"),
        ("s4", "[*]", ""),
    ]


@pytest.mark.parametrize(
    "says",
    [
        "# Provider concerns\n\nClause 5.8. From the decision to start",
        "*The steps are settled locally.*",
        "### 1. Decide to start\n\n- Clause: 5.8/step-1\n",
        "- Purpose: People are safe today; Everybody who must know has been told\n",
        "- Left when there are: welfare-checks; police-consulted; chair-agreed\n",
        "- May end here: No need for the process was found\n",
        "- Meeting: First meeting on the concerns\n- Agenda: The concerns; What the provider says",
        "- Clocks: findings-due\n- Letters: process-started\n",
        "### 3. Update meetings (optional)\n",
        "- Note: Held as often as the risk asks\n",
        "| Agree the chair and the lead organisation | to be named | chair-agreed | 5.8/step-1 |\n",
        "| Check on the welfare of the people using the service | care manager | welfare-checks | 5.8/step-1 |",
        "| Consider what is commissioned from the provider |  |  | 5.8/step-1 |\n",
        "| Plan the enquiries with leads and times | Co-ordinator | enquiry-plan | 5.8/step-2/plan |\n",
        "- The procedure leaves the chair to local choice; name the role (`concerns-chair`)\n",
        "- **Chair**: Leads the process; Signs what leaves the building\n",
        "- **Pharmacists**: Look at how medicines are managed\n",
    ],
)
def test_the_page_of_a_process_says_it_all(says: str) -> None:
    assert says in process_diagram(PROCESS)


def test_the_same_process_gives_the_same_page() -> None:
    assert process_diagram(Process.model_validate(written_process())) == process_diagram(PROCESS)
