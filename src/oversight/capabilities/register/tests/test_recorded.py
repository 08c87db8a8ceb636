"""What the register holds of a service, as the policies ask for it."""

from datetime import date
from decimal import Decimal

import pytest

from oversight.capabilities.register import actions, queries, states
from oversight.capabilities.register.queries.facts import known_of_all
from oversight.capabilities.register.tests.places import a_provider, a_service
from oversight.foundation.authorities.actor import NotHere, Refused

KINDS_ASKED_FOR = {
    "home_care", "residential_home", "nursing_home", "supported_living", "hospital", "nhs", "day_service",
    "rehabilitation", "voluntary", "respite", "hospice",
}  # fmt: skip


@pytest.mark.requirement("PB-5.1")
@pytest.mark.parametrize("kind", sorted(KINDS_ASKED_FOR))
@pytest.mark.parametrize("regulator", ["cqc", "none"])
def test_every_kind_is_covered_registered_or_not_commissioned_or_not(house, now, kind, regulator):
    office = {"address": "Support Office, 1 Mill Lane"} if kind == "supported_living" else {}
    service = a_service(house.anyshire, now, kind=kind, regulator=regulator, **office)
    assert queries.service(house.actor("QO"), service.reference).kind == kind
    (known,) = known_of_all(house.actor("QO"), now.date())
    assert known.facts["contract.commissioned"] is False
    assert known.facts["service.regulated"] is (regulator == "cqc")


@pytest.mark.requirement("SOM-1.2")
def test_what_risk_is_weighed_by_is_held_spend_finances_market_needs_and_people(house, now):
    provider = a_provider(house.anyshire, now, finance_risk="medium", finance_note="Losses two years running")
    service = a_service(house.anyshire, now, provider=provider, needs="high")
    spend = {"kind": "block", "annual_spend": Decimal("412000.00"), "people_placed": 14, "self_funders": 3}
    for word, values in (
        ("contracts", spend),
        ("market-risks", {"criterion": "large_setting", "review_every_months": 12, "since": now.date()}),
    ):
        actions.add_part(service=service, word=word, values=values, by=house.actor("SRM"), at=now)
    (known,) = known_of_all(house.actor("SRM"), now.date())
    held = {
        "finance.risk": "medium", "contract.annual_spend": 412000.0, "contract.people_placed": 14,
        "contract.self_funders": 3, "market.large_setting": True,
    }  # fmt: skip
    assert {name: known.facts[name] for name in held} == held
    assert queries.service(house.actor("SRM"), service.reference).get_needs_display() == "High"


@pytest.mark.requirement("SOM-1.8")
@pytest.mark.parametrize("criterion", ["only_provider_of_type", "block_or_specialist", "large_setting"])
def test_a_market_risk_has_its_criterion_and_the_agreed_months_between_reviews(house, now, criterion):
    service, by = a_service(house.anyshire, now), house.actor("SRM")
    values = {"criterion": criterion, "review_every_months": 6, "since": now.date()}
    actions.add_part(service=service, word="market-risks", values=values, by=by, at=now)
    (found,) = queries.beside(by, service, now.date()).market_risks
    assert (found.criterion, found.review_every_months) == (criterion, 6)
    with pytest.raises(Refused):
        actions.add_part(
            service=service, word="market-risks", by=by, at=now,
            values=values | {"criterion": "we like them"},
        )  # fmt: skip


@pytest.mark.requirement("BRO-3")
def test_a_contract_is_block_spot_or_framework(house, now):
    service, by = a_service(house.anyshire, now), house.actor("SRM")
    for kind in ("spot", "framework", "block"):
        actions.add_part(service=service, word="contracts", values={"kind": kind}, by=by, at=now)
    found = {each.kind for each in queries.beside(by, service, now.date()).contracts}
    assert found == {"spot", "framework", "block"}
    (known,) = known_of_all(by, now.date())
    assert known.facts["contract.type"] == "block"
    with pytest.raises(Refused):
        actions.add_part(service=service, word="contracts", values={"kind": "handshake"}, by=by, at=now)


@pytest.mark.requirement("BRO-1")
def test_a_childrens_placement_has_its_ofsted_rating_and_an_unregulated_service_five_local_checks(house, now):
    home = a_service(
        house.anyshire, now, kind="children", regulator="ofsted", ofsted_rating="good",
        ofsted_rated_on=date(2026, 3, 2),
    )  # fmt: skip
    assert queries.service(house.actor(), home.reference).get_ofsted_rating_display() == "Good"
    own = a_service(
        house.anyshire, now, provider=home.provider, name="Larch Sixteen Plus", kind="other", regulator="none"
    )
    for check in states.LOCAL_CHECKS:
        values = {"check_of": check, "outcome": "met", "checked_on": now.date(), "note": "Seen on site"}
        actions.add_part(service=own, word="checks", values=values, by=house.actor(), at=now)
    found = queries.beside(house.actor(), own, now.date()).checks
    assert {each.check_of for each in found} == {
        "health_and_safety", "hmo_registration", "staff_dbs", "references", "site_visit",
    }  # fmt: skip


@pytest.mark.requirement("SOM-1.18")
def test_out_of_our_area_the_host_council_is_known_and_checks_are_recorded(house, now):
    service = a_service(house.anyshire, now, in_area=False, host_authority="Otherborough Council")
    values = {"check_of": "references", "outcome": "met", "checked_on": now.date(), "note": "Host rang back"}
    actions.add_part(service=service, word="checks", values=values, by=house.actor(), at=now)
    found = queries.service(house.actor(), service.reference)
    assert (found.in_area, found.host_authority) == (False, "Otherborough Council")
    assert [each.check_of for each in queries.beside(house.actor(), found, now.date()).checks] == [
        "references"
    ]
    assert known_of_all(house.actor(), now.date())[0].facts["service.in_area"] is False


@pytest.mark.parametrize("role", ["PL", "CW", "AU"])
def test_those_who_only_see_the_register_record_nothing(house, now, role):
    service = a_service(house.anyshire, now)
    with pytest.raises(NotHere):
        actions.add_part(
            service=service, word="contracts", values={"kind": "spot"}, by=house.actor(role), at=now
        )
