"""A service goes over to another provider; a provider recorded twice becomes one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from oversight.capabilities.register import actions, queries
from oversight.capabilities.register.tests.places import a_provider, a_service
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for

WHY = {"reason": "Bought in October"}


@pytest.fixture
def two(house, now):
    """A provider with two services, and another."""
    first = a_provider(house.anyshire, now, name="Larch Care")
    for name in ("Larch House", "Larch Court"):
        a_service(house.anyshire, now, provider=first, name=name)
    return first, a_provider(house.anyshire, now, name="Elm Care")


def test_a_service_goes_over_with_everything_recorded(house, now, two):
    first, other = two
    service = queries.services_of(house.actor(), first)[0]
    actions.move_service(service=service, to=other, version=service.version, by=house.actor(), at=now, **WHY)
    assert queries.service(house.actor(), service.reference).provider == other
    with pytest.raises(Refused, match="runs this service already"):
        actions.move_service(service=service, to=other, version=None, by=house.actor(), at=now, **WHY)
    with pytest.raises(NotHere):
        actions.move_service(service=service, to=first, version=None, by=house.actor("PL"), at=now, **WHY)


def test_a_merged_provider_leads_to_the_one_that_stays_and_its_services_go_over(house, now, two):
    first, other = two
    by = house.actor("BS")
    with pytest.raises(Refused, match="into itself"):
        actions.merge_providers(provider=first, into=first, version=1, by=by, at=now, **WHY)
    assert actions.merge_providers(provider=first, into=other, version=1, by=by, at=now, **WHY) == 2
    assert {each.name for each in queries.services_of(by, other)} == {"Larch House", "Larch Court"}
    answer = house.anyshire.client("QO").get(f"/providers/{first.reference}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/providers/{other.reference}/")
    third = a_provider(house.anyshire, now, name="Ash Care")
    with pytest.raises(NotHere):
        actions.merge_providers(provider=other, into=third, version=1, by=house.outsider, at=now, **WHY)


def test_a_closed_provider_is_reopened_and_a_merged_one_is_not(house, now, two):
    first, other = two
    by = house.actor("BS")
    actions.close_provider(provider=other, closed_on=now.date(), version=1, by=by, at=now, reason="Wound up")
    actions.reopen_provider(provider=other, reason="It was another one", version=2, by=by, at=now)
    assert queries.provider(by, other.reference).standing == "open"
    actions.merge_providers(provider=first, into=other, version=1, by=by, at=now, **WHY)
    with pytest.raises(Refused, match="is not closed"):
        actions.reopen_provider(provider=first, reason="x", version=None, by=by, at=now)


def test_a_provider_is_shown_as_it_was_on_a_day(house, now, two, monkeypatch):
    first, _ = two
    later = now + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    actions.correct_provider(
        provider=first,
        values={"telephone": "01632 960222"},
        version=1,
        by=house.actor(),
        at=later,
        reason="Rang",
    )
    browser = house.anyshire.client("QO")
    was = browser.get(f"/providers/{first.reference}/?on=24/11/2026").content.decode()
    details = was[was.index("As it was at the end of 24 November 2026") : was.index("What was done")]
    assert "01632 960222" not in details
    assert "01632 960222" in browser.get(f"/providers/{first.reference}/").content.decode()
    assert "Enter a day from" in browser.get(f"/providers/{first.reference}/?on=1/1/2020").content.decode()


def test_the_pages_do_what_they_say_and_the_trail_says_it(house, now, two):
    first, other = two
    service = queries.services_of(house.actor(), first)[0]
    council = house.anyshire
    browser = council.client("BS")
    for address, sent in (
        (
            f"/services/{service.reference}/provider/",
            {"provider": other.reference, "version": service.version},
        ),
        (f"/providers/{first.reference}/merge/", {"into": "Elm Care", "version": first.version}),
    ):
        assert browser.get(address).status_code == 200
        answer = browser.post(
            address, sent | WHY | {"form_token": "0b7f2f1e-0000-4000-8000-" + f"{len(address):012d}"}
        )
        assert answer.status_code == 302, answer.content.decode()[-3000:]
    with acting_for(council.authority.id):
        told = set(Event.objects.filter(authority=council.authority).values_list("name", flat=True))
    assert {"service.went_over", "provider.merged"} <= told
