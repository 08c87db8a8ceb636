"""The standing as JSON: the command line's contract."""

import json
from datetime import date

from oversight.engine.routes.machine import as_json, parse_events, run
from tests.engine.routes.cases import CHAIN, FULL, ROUTE, due, event, events, stand

GIVEN = [
    {
        "at": "2026-11-02T10:00:00+00:00",
        "by": "A. Quality",
        "role": "quality_officer",
        "answer": "criteria_met",
        "carries": {"reasons": "Safe is rated inadequate"},
    },
    {
        "at": "2026-11-02T11:00:00+00:00",
        "by": "A. Quality",
        "role": "quality_officer",
        "answer": "agree",
        "carries": {},
    },
]


def test_the_contract() -> None:
    found = as_json(run(ROUTE, parse_events(GIVEN), due))
    assert found["step"] == "concur"
    assert found["title"] == "Does the contract side agree?"
    assert found["closed"] is False
    assert found["outcome"] is None
    assert found["moves"] == [
        {
            "answer": "agree",
            "role": "supplier_relationship_manager",
            "requires": ["reasons"],
            "clause": "18.1",
            "to": "recommend",
        },
        {
            "answer": "disagree",
            "role": "supplier_relationship_manager",
            "requires": ["reasons", "stipulations"],
            "clause": "18.2",
            "to": "not-put-forward",
        },
    ]
    (refused,) = found["refused"]
    assert refused["event"] == {"index": 1, **GIVEN[1]}
    assert "supplier relationship manager" in refused["why"]
    assert found["history"] == [{"index": 0, **GIVEN[0], "step": "propose", "to": "concur"}]
    assert found["letters"] == [{"letter": "criteria-met-advice", "because_of": 0}]
    assert found["clocks"] == []


def test_clocks_windows_stand_ins_and_people_barred() -> None:
    deciding = as_json(stand(events(*CHAIN[:3])))
    assert [move.get("stand_in", False) for move in deciding["moves"]] == [False, True, False, True]
    assert deciding["barred"][0]["by"] == "B. Supplier"
    assert deciding["barred"][0]["answers"] == ["impose", "refuse"]
    waiting = as_json(stand(events(*CHAIN[:5])))
    assert waiting["moves"][0]["until"] == "2026-11-09"
    assert waiting["clocks"] == [
        {
            "clock": "restriction-notify-provider",
            "started_on": "2026-11-02",
            "due_on": "2026-11-09",
            "state": "met",
        },
        {"clock": "appeal-lodged", "started_on": "2026-11-02", "due_on": "2026-11-09", "state": "running"},
    ]
    held = as_json(run(ROUTE, events(*CHAIN[:5]), lambda clock, start: None))
    assert {clock["due_on"] for clock in held["clocks"]} == {None}


def test_days_among_the_carries_become_text() -> None:
    carries = {
        **FULL["impose"],
        "review_on": date(2027, 2, 1),
        "delegation": {"from": date(2026, 11, 1), "to": date(2026, 11, 30)},
        "documents": [{"title": "Plan", "of": date(2026, 10, 1)}],
    }
    found = as_json(stand([*events(*CHAIN[:3]), event("impose", 1, carries=carries)]))
    told = json.loads(json.dumps(found))["history"][-1]["carries"]
    assert told["review_on"] == "2027-02-01"
    assert told["delegation"] == {"from": "2026-11-01", "to": "2026-11-30"}
    assert told["documents"] == [{"title": "Plan", "of": "2026-10-01"}]
