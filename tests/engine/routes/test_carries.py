"""What each carry word takes and refuses."""

from datetime import date
from typing import Any

import pytest

from oversight.engine.routes.carries import CARRIES, Carry, missing, read_day, wrong_with
from tests.engine.routes.cases import event

GIVEN = event("impose")
"""By D. Head on 2026-11-02."""

DOCUMENT = {"title": "Plan", "link": "D-7"}
GOOD: list[tuple[str, Any]] = [
    ("reasons", "Safe is rated inadequate"),
    ("reasons", ["One", "Two"]),
    ("stipulations", "After the next report"),
    ("position", "none"),
    ("position", "terminate"),
    ("sister_services", []),
    ("sister_services", ["Larch House"]),
    ("sister_services", {"Larch House": True, "Rowan Lodge": False}),
    ("sister_services", {"Larch House": "caution"}),
    ("sister_services", {}),
    ("sister_services", [{"service": "Larch House", "applies": True}]),
    ("documents", ["Report of 1 October"]),
    ("documents", [DOCUMENT]),
    ("attachments", ["photo.jpg"]),
    ("evidence", "A letter"),
    ("evidence", ["A letter", DOCUMENT]),
    ("evidence", []),
    ("report", DOCUMENT),
    ("legal_advice", "Advice of 1 October: the contract allows it"),
    ("consultation", "Health agreed"),
    ("consultation", {"with": "G. Care", "says": "Agreed"}),
    ("delegation", {"from": date(2026, 11, 1), "to": date(2026, 11, 2)}),
    ("delegation", {"from": "2026-11-02T09:00+00:00", "to": "2026-11-02T17:00+00:00"}),
    ("review_on", date(2026, 11, 2)),
    ("review_on", "2027-02-01"),
    ("breach_of_contract", False),
    ("breach_of_contract", "None found"),
    ("meeting", {"on": "2026-11-02", "quorate": True, "present": ["A", "B", "C"]}),
    ("record", {"CQC report date": "2026-10-01"}),
    ("request", "The family's letter"),
    ("letter", {"title": "Notice", "sent": True}),
    ("note", "Told by telephone"),
]
BAD: list[tuple[str, Any, str]] = [
    ("reasons", [], "said in words"),
    ("reasons", ["One", ""], "said in words"),
    ("reasons", {"why": "Risk"}, "said in words"),
    ("position", "green", "must be one of none, caution, embargo, terminate"),
    ("sister_services", "none", "must be a list"),
    ("sister_services", {"Larch House": "perhaps"}, "true or false for each"),
    ("sister_services", [3], "must be a list"),
    ("documents", "Report", "must be a list"),
    ("documents", [""], "at least one document"),
    ("documents", [{}], "at least one document"),
    ("attachments", [], "at least one document"),
    ("evidence", 3, "must be text"),
    ("report", 3, "must be text, or a document"),
    ("legal_advice", True, "must be text"),
    ("consultation", 3, "must say who was consulted"),
    ("consultation", {"says": "Agreed"}, "must name who was consulted"),
    ("consultation", {"with": " d.head "}, "nobody consults themselves"),
    ("review_on", "soon", "give a day as 2026-11-22"),
    ("review_on", "2026-02-30", "give a day as 2026-11-22"),
    ("review_on", date(2026, 11, 1), "before the day of the answer"),
    ("breach_of_contract", 1, "true, false or said in words"),
    ("meeting", "Board of 1 November", "must say when the meeting was"),
    ("meeting", {"on": "2026-11-01"}, "whether it was quorate"),
    ("meeting", {"on": "2026-11-03", "quorate": True}, "is on 2026-11-03, after the answer"),
    ("meeting", {"on": "2026-11-01", "quorate": False}, "was not quorate"),
    ("record", {}, "must be a mapping"),
    ("record", "signed", "must be a mapping"),
    ("request", [], "must be text"),
    ("letter", {"sent": True}, "must be text"),
    ("note", 3, "said in words"),
]


@pytest.mark.parametrize(("word", "value"), GOOD)
def test_what_is_taken(word: str, value: Any) -> None:
    assert wrong_with(Carry(word), value, GIVEN) is None


@pytest.mark.parametrize(("word", "value", "says"), BAD)
def test_what_is_refused_and_why(word: str, value: Any, says: str) -> None:
    found = wrong_with(Carry(word), value, GIVEN)
    assert found is not None
    assert found.startswith(f"'{word}' ")
    assert says in found


def test_every_word_is_described_and_both_taken_and_refused_here() -> None:
    assert set(CARRIES) == set(Carry)
    assert all(kind.says for kind in CARRIES.values())
    assert {word for word, _ in GOOD} == {word.value for word in Carry}
    elsewhere = {"stipulations", "delegation"}
    assert {word for word, _, _ in BAD} | elsewhere == {word.value for word in Carry}


@pytest.mark.parametrize(
    ("value", "nothing"),
    [(None, True), ("", True), (" \n", True), ([], False), ({}, False), (False, False), (0, False)],
)
def test_what_counts_as_missing(value: Any, nothing: bool) -> None:
    assert missing(value) is nothing


def test_a_day_is_read_in_london() -> None:
    assert read_day("2027-06-01T23:30:00+00:00") == date(2027, 6, 2)
    assert read_day(20261101) is None
    assert read_day("2026-11-01T10:00") is None
