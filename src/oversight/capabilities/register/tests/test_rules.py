"""What looks like a service user's name or a home address is refused; ordinary words are not."""

from __future__ import annotations

from datetime import date

import pytest

from oversight.capabilities.register import rules
from oversight.capabilities.register.forms import CorrectProviderForm


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Staff left Mrs Appleby without lunch", "a person’s name (‘Mrs Appleby’)"),
        ("Resident Joan Smith fell", "a service user’s name (‘Resident Joan Smith’)"),
        ("NHS 943 476 5919 was on the chart", "an NHS number"),
        ("Their number is QQ 12 34 56 C", ""),
        ("Their number is AB 12 34 56 C", "a National Insurance number"),
        ("DOB 1/2/1940", "a date of birth"),
        ("He lives at 4 Mill Lane", "somebody’s home"),
    ],
)
@pytest.mark.requirement("WB-7.2")
def test_what_looks_personal_is_named(text, seen):
    assert rules.looks_personal(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "The service has 24 beds and good records",
        "Resident Care Home Support visits weekly",
        "Call 01632 960 123 first",
        "Registered 943 476 5918 times",
        "The manager is new; the deputy answers calls",
        "Miss no more than one review",
    ],
)
def test_ordinary_words_pass(text):
    assert rules.looks_personal(text) == ""


def test_every_free_column_of_a_row_is_looked_at_but_a_contacts_own_name():
    values = {"scope_why": "Mr Brown complained", "name": "Ms Jones", "telephone": "943 476 5919"}
    assert set(rules.personal_problems(values)) == {"scope_why", "name"}
    assert set(rules.personal_problems(values, names_of_staff=("name",))) == {"scope_why"}


@pytest.mark.requirement("WB-7.2")
def test_supported_living_has_its_offices_address_and_no_flat_of_anybodys():
    assert rules.address_problem("supported_living", "Flat 4, Mill House")
    assert rules.address_problem("supported_living", "2 Mill Lane") == ""
    assert rules.address_problem("residential_home", "Flat 4, Mill House") == ""


@pytest.mark.requirement("WB-7.1")
@pytest.mark.parametrize(
    ("kind", "known", "overseen"),
    [
        ("residential_home", {"in_area": True}, True),
        ("home_care", {"in_area": True}, True),
        ("home_care", {"in_area": False}, False),
        ("home_care", {"in_area": None}, False),
        ("home_care", {"in_area": True, "regulated": False}, False),
        ("day_service", {"in_area": True, "regulated": False}, True),
        ("hospice", {"in_area": False, "in_house": True}, True),
        ("supported_living", {"in_area": True, "commissioned": True}, True),
        ("supported_living", {"in_area": True}, False),
        ("hospice", {"in_area": True}, False),
    ],
)
def test_who_is_overseen_under_the_policy(kind, known, overseen):
    given = {"in_area": None, "in_house": False, "commissioned": False, "regulated": True} | known
    assert bool(rules.scope_ground(kind, **given)) is overseen


def test_a_warning_stands_to_the_end_of_its_day():
    assert rules.warning_stands(date(2026, 11, 23), None, date(2026, 11, 23))
    assert not rules.warning_stands(date(2026, 11, 22), None, date(2026, 11, 23))
    assert not rules.warning_stands(date(2026, 12, 1), date(2026, 11, 23), date(2026, 11, 23))


def test_a_cell_of_our_own_file_loses_the_apostrophe_before_its_sign():
    chosen = {"Phone": "service.telephone"}
    values, _ = rules.columns.understood({"Phone": "'+44 1632 960001"}, chosen)
    assert values == {"service.telephone": "+44 1632 960001"}


def test_a_name_that_stands_is_not_refused_by_a_form_and_a_new_one_is():
    def errors(town="", stands="Miss Larch Example"):
        sent = {"name": "Miss Larch Example", "town": town, "reason": "It moved"}
        return CorrectProviderForm(sent, initial={"name": stands}, today=date(2026, 11, 23)).errors

    assert "name" not in errors()
    assert "must not hold a person’s name" in errors(stands="Larch")["name"][0]
    assert "town" in errors(town="near Mrs Appleby")
