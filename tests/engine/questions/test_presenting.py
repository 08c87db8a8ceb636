"""The shape of ``score --json``, key by key."""

import json

from oversight.engine.questions.presenting import as_json
from oversight.engine.questions.scoring import score
from tests.engine.questions.sets import record, trial

BEFORE = {
    "meals": {"answer": "good", "comment": "Warm."},
    "drinks": "excellent",
    "doses": "poor",
    "storage": "good",
}


def test_a_follow_up_as_plain_data():
    now = {"doses": {"answer": "requires_improvement", "evidence": ["Records, May"]}, "meals": "poor"}
    shown = as_json(score(trial(), now, BEFORE))
    counts = {"excellent": 1, "good": 2, "requires_improvement": 1, "poor": 0, "not_applicable": 0}
    assert {key: shown[key] for key in shown if key not in ("standards", "sections", "questions")} == {
        "question_set": "trial",
        "kind": "assessment",
        "overall": "requires_improvement",
        "percent": 57.1,
        "complete": True,
        "reachable": [57.1, 57.1],
        "held_by": [],
        "counts": counts,
        "follow_up_needed": True,
        "reopened": ["doses"],
        "carried": ["meals", "drinks", "storage"],
        "unanswered": [],
        "not_applicable": [],
        "signs": [],
        "refused": [
            {
                "question": "meals",
                "why": "it was rated Good before and is not asked again: that answer stands",
            }
        ],
    }
    assert shown["standards"][1] == {
        "id": "medicines",
        "title": "Medicines",
        "rating": "requires_improvement",
        "percent": 41.6,
        "complete": True,
        "reachable": [41.6, 41.6],
        "held_by": [],
        "counts": {"excellent": 0, "good": 1, "requires_improvement": 1, "poor": 0, "not_applicable": 0},
    }
    assert [(each["id"], each["rating"], each["percent"]) for each in shown["sections"]] == [
        ("care", "good", 77.7),
        ("safety", "requires_improvement", 41.6),
    ]
    carried = {"critical": False, "carried": True}
    assert shown["questions"] == [
        {"id": "meals", "answer": "good", "rating": "good", "weight": 2, "comment": "Warm.", **carried},
        {"id": "drinks", "answer": "excellent", "rating": "excellent", "weight": 1, **carried},
        {
            "id": "doses",
            "answer": "requires_improvement",
            "rating": "requires_improvement",
            "weight": 3,
            "critical": True,
            "evidence": ["Records, May"],
        },
        {"id": "storage", "answer": "good", "rating": "good", "weight": 1, **carried},
    ]


def test_what_is_not_known_yet_is_null():
    shown = as_json(score(trial(), {"meals": "good"}))
    assert (shown["overall"], shown["percent"], shown["complete"]) == (None, 66.6, False)
    assert shown["unanswered"] == ["drinks", "doses", "storage"]
    assert shown["standards"][1]["percent"] is None
    assert shown["reachable"] == [19.0, 90.4]
    assert shown["questions"][1] == {
        "id": "drinks",
        "answer": None,
        "rating": None,
        "weight": 1,
        "critical": False,
    }


def test_a_record_shows_its_signs_and_no_figure():
    shown = as_json(score(record(), {"odour": "seen", "fear": "not_known"}))
    assert (shown["overall"], shown["percent"], shown["reachable"]) == (None, None, None)
    assert (shown["kind"], shown["signs"]) == ("record", ["odour"])


def test_it_is_plain_json():
    shown = as_json(score(trial(), {"doses": "good"}, BEFORE))
    assert json.loads(json.dumps(shown)) == shown
    assert type(shown["overall"]) is str
