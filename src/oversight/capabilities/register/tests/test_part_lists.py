"""The lists of contracts, contacts and officers: filtered, exported, own council's only."""

from decimal import Decimal

import pytest

from oversight.capabilities.register import actions, queries
from oversight.capabilities.register.tests.places import a_service
from oversight.foundation.authorities.tenancy import acting_for


@pytest.fixture
def filled(house, now):
    """Each council has a service with a contract, a contact and an officer."""
    for council in (house.anyshire, house.otherborough):
        with acting_for(council.authority.id):
            service = a_service(council, now, name=f"Larch {council.authority.name}")
            name = council.authority.name.split()[0]
            officer = {"person": council.people["QO"], "duty": "linked_officer", "since": now.date()}
            contract = {
                "kind": "block",
                "annual_spend": Decimal("98765.00"),
                "contract_reference": f"K-{name}",
            }
            contact = {"job": "registered_manager", "name": f"Marnie {name}", "telephone": "01632 960111"}
            for word, values in (("contracts", contract), ("contacts", contact), ("officers", officer)):
                actions.add_part(service=service, word=word, values=values, by=council.system, at=now)
    return house


def shown(council, role, address):
    return council.client(role).get(address).content.decode()


@pytest.mark.parametrize("word", ["contracts", "contacts", "officers"])
def test_a_list_shows_its_own_councils_rows_and_no_others(filled, word):
    page = shown(filled.anyshire, "QM", f"/{word}/?cols=service&cols=provider")
    assert "Larch Anyshire" in page
    assert "Otherborough" not in page


@pytest.mark.parametrize(("word", "found", "other"), [
    ("contracts", "q=K-Anyshire", "q=K-Otherborough"),
    ("contacts", "job=registered_manager", "job=owner"),
    ("officers", "duty=linked_officer", "duty=contract_manager"),
])  # fmt: skip
def test_a_list_is_filtered(filled, word, found, other):
    assert "Larch Anyshire" in shown(filled.anyshire, "QM", f"/{word}/?{found}")
    assert "Larch Anyshire" not in shown(filled.anyshire, "QM", f"/{word}/?{other}")


def test_what_has_ended_is_shown_when_asked_for(filled, now):
    council = filled.anyshire
    with acting_for(council.authority.id):
        (contact,) = queries.listed_parts(council.system, "contacts")
        actions.end_part(
            part=contact,
            word="contacts",
            ended_on=now.date(),
            reason="Left",
            version=1,
            by=council.system,
            at=now,
        )
    assert "Marnie Anyshire" not in shown(council, "QM", "/contacts/")
    assert "Marnie Anyshire" in shown(council, "QM", "/contacts/?stands=ended")


def test_what_a_contract_costs_is_for_those_who_may_see_it(filled):
    assert "98,765" in shown(filled.anyshire, "SRM", "/contracts/")
    page = shown(filled.anyshire, "PL", "/contracts/")
    assert "Larch Anyshire" in page
    assert "98,765" not in page
