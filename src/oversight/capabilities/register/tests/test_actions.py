"""Adding, correcting, ending, closing and merging: permitted, with a reason, nothing lost, nothing half-saved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from oversight.capabilities.register import actions, queries
from oversight.capabilities.register.events import ScopeSettled, ServiceChanged
from oversight.capabilities.register.models import Contract, Service
from oversight.capabilities.register.tests.places import a_provider, a_service
from oversight.foundation.audit.corrections import Stale
from oversight.foundation.audit.models import Event
from oversight.foundation.audit.verifying import verify
from oversight.foundation.authorities import happenings
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def service(house, now):
    return a_service(house.anyshire, now)


@pytest.fixture
def heard(monkeypatch):
    found = []
    monkeypatch.setattr(happenings, "_listeners", {
        kind: [lambda each, by, at: found.append(each)] for kind in (ServiceChanged, ScopeSettled)
    })  # fmt: skip
    return found


def events(actor):
    return list(Event.objects.visible_to(actor).order_by("number").values_list("name", flat=True))


def test_references_count_up_in_each_council(house, now):
    assert [a_service(house.anyshire, now).reference for _ in range(2)] == ["S-0001", "S-0002"]
    with acting_for(house.otherborough.authority.id):
        assert a_service(house.otherborough, now).reference == "S-0001"


def test_a_correction_keeps_the_old_value_who_when_and_why(house, now, service):
    officer, later = house.actor("QO"), now + timedelta(hours=1)
    found = actions.correct_service(service=service, values={"name": "Larch Court"}, reason="Renamed in October",
                                    version=1, by=officer, at=later)  # fmt: skip
    assert [(each.words, each.before, each.after) for each in found] == [
        ("name", "Larch House", "Larch Court")
    ]
    assert (service.name, service.version) == ("Larch Court", 2)
    then, first = service.history.order_by("-history_date")
    assert (then.name, then.history_user_id, then.history_change_reason) == (
        "Larch Court",
        officer.person_id,
        "Renamed in October",
    )
    assert first.name == "Larch House"
    event = Event.objects.visible_to(officer).get(name="service.corrected").event
    assert event["changes"] == {"name": ["Larch House", "Larch Court"]}
    assert event["reason"] == "Renamed in October"


def test_as_it_was_on_a_day(house, now, service):
    actions.correct_service(service=service, values={"name": "Larch Court"}, reason="Renamed", version=1,
                            by=house.actor(), at=now + timedelta(days=3))  # fmt: skip
    day = now.date()
    assert queries.service_on(house.actor(), service.reference, day).name == "Larch House"
    assert queries.service_on(house.actor(), service.reference, day + timedelta(days=3)).name == "Larch Court"
    with pytest.raises(NotHere):
        queries.service_on(house.actor(), service.reference, day - timedelta(days=1))


def test_a_second_person_is_shown_what_the_first_saved(house, now, service):
    actions.correct_service(
        service=service,
        values={"name": "Larch Court"},
        reason="Renamed",
        version=1,
        by=house.actor("QO"),
        at=now,
    )
    with pytest.raises(Stale) as stale:
        actions.correct_service(
            service=service,
            values={"town": "Anyford"},
            reason="Typed wrong",
            version=1,
            by=house.actor("QM"),
            at=now,
        )
    assert stale.value.row.name == "Larch Court"
    service.refresh_from_db()
    assert (service.town, service.version) == ("", 2)


@pytest.mark.parametrize("role", ["PL", "CW", "AU", "SA", "PU", "CL"])
def test_somebody_without_the_capability_writes_nothing(house, now, service, role):
    before = events(house.actor())
    with pytest.raises(NotHere):
        actions.correct_service(
            service=service,
            values={"name": "Taken over"},
            reason="Because",
            version=1,
            by=house.actor(role),
            at=now,
        )
    service.refresh_from_db()
    assert service.name == "Larch House"
    assert events(house.actor()) == before


def test_an_outsider_finds_and_writes_nothing(house, now, service):
    with acting_for(house.otherborough.authority.id):
        assert not queries.services(house.outsider).exists()
        with pytest.raises(NotHere):
            queries.service(house.outsider, service.reference)
        with pytest.raises(NotHere):
            actions.correct_service(
                service=service,
                values={"name": "Taken over"},
                reason="Because",
                version=1,
                by=house.outsider,
                at=now,
            )
    assert queries.service(house.actor(), service.reference).name == "Larch House"


def test_a_correction_without_a_reason_is_refused(house, now, service):
    with pytest.raises(Refused, match="Enter why"):
        actions.correct_service(
            service=service, values={"name": "Larch Court"}, reason=" ", version=1, by=house.actor(), at=now
        )
    assert service.history.count() == 1


@pytest.mark.requirement("WB-7.2")
def test_no_home_of_a_person_and_no_name_of_a_service_user_is_kept(house, now, service):
    with pytest.raises(Refused, match="a person’s name"):
        actions.correct_service(
            service=service,
            values={"district": "near Mrs Appleby"},
            reason="x",
            version=1,
            by=house.actor(),
            at=now,
        )
    with pytest.raises(Refused, match="not a flat or room"):
        a_service(
            house.anyshire, now, name="Larch Support", kind="supported_living", address="Flat 2, Mill House"
        )
    assert Service.objects.visible_to(house.actor()).count() == 1


@pytest.mark.requirement("WB-7.1")
def test_a_service_is_overseen_on_request_of_a_post_that_may_ask_with_who_and_why(house, now, service, heard):
    by = house.actor("QM")
    given = {"service": service, "scope": "on_request", "version": 1, "by": by, "at": now}
    with pytest.raises(Refused, match="Select who asked"):
        actions.settle_scope(**given, asked_by="placement_officer", why="They asked")
    with pytest.raises(Refused, match="Enter why"):
        actions.settle_scope(**given, asked_by="head_of_commissioning", why="")
    with pytest.raises(NotHere):
        actions.settle_scope(
            **(given | {"by": house.actor("QO")}), asked_by="head_of_commissioning", why="They asked"
        )
    actions.settle_scope(**given, asked_by="head_of_commissioning", why="Several concerns next door")
    assert (service.scope, service.scope_asked_by, service.scope_why, service.scope_on) == (
        "on_request", "head_of_commissioning", "Several concerns next door", now.date())  # fmt: skip
    assert heard[-1] == ScopeSettled(service.id, "S-0001", "on_request")


@pytest.mark.requirement("HAL-2.2")
def test_a_service_has_one_linked_quality_officer(house, now, service):
    people = house.anyshire.people
    values = {"duty": "linked_officer", "since": now.date()}
    first = actions.add_part(
        service=service, word="officers", values={"person": people["QO"], **values}, by=house.actor(), at=now
    )
    with pytest.raises(Refused, match="linked quality officer already"):
        actions.add_part(
            service=service,
            word="officers",
            values={"person": people["QM"], **values},
            by=house.actor(),
            at=now,
        )
    actions.end_part(
        part=first,
        word="officers",
        ended_on=now.date(),
        reason="Moved team",
        version=1,
        by=house.actor(),
        at=now,
    )
    actions.add_part(
        service=service, word="officers", values={"person": people["QM"], **values}, by=house.actor(), at=now
    )
    assert [each.person.name for each in queries.officers_of(house.actor(), service, now.date())] == [
        people["QM"].name
    ]


def test_what_is_recorded_beside_a_service_is_ended_never_removed(house, now, service):
    by = house.actor("SRM")
    contract = actions.add_part(service=service, word="contracts", by=by, at=now,
                                values={"kind": "block", "annual_spend": Decimal("120000.00"), "people_placed": 9})  # fmt: skip
    yesterday = now.date() - timedelta(days=1)
    actions.end_part(
        part=contract, word="contracts", ended_on=yesterday, reason="Ran out", version=1, by=by, at=now
    )
    assert queries.beside(by, service, now.date()).contracts == []
    assert [each.kind for each in queries.beside(by, service, yesterday - timedelta(days=1)).contracts] == [
        "block"
    ]
    assert Contract.objects.visible_to(by).count() == 1
    with pytest.raises(Refused, match="ended already"):
        actions.end_part(
            part=contract, word="contracts", ended_on=yesterday, reason="Again", version=2, by=by, at=now
        )


def test_what_somebody_may_not_see_they_cannot_write(house, now, service):
    part = actions.add_part(
        service=service, word="contracts", values={"kind": "spot"}, by=house.actor("SRM"), at=now
    )
    with pytest.raises(NotHere):
        actions.correct_part(
            part=part,
            word="contracts",
            values={"annual_spend": 5},
            reason="x",
            version=1,
            by=house.actor("PL"),
            at=now,
        )


def test_three_warnings_at_most_each_with_an_end(house, now, service):
    person, day = house.anyshire.people["QO"], now.date()
    values = {"set_by": person, "set_on": day, "lapses_on": day + timedelta(days=30)}
    for number in range(3):
        actions.add_part(
            service=service,
            word="warnings",
            values={"words": f"Call ahead {number}", **values},
            by=house.actor(),
            at=now,
        )
    with pytest.raises(Refused, match="three warnings at most"):
        actions.add_part(
            service=service, word="warnings", values={"words": "One more", **values}, by=house.actor(), at=now
        )
    with pytest.raises(Refused, match="same as or after"):
        actions.add_part(service=a_service(house.anyshire, now, name="Elm"), word="warnings", by=house.actor(), at=now,
                         values=values | {"words": "Backwards", "lapses_on": date(2026, 1, 1)})  # fmt: skip
    assert len(queries.warnings_of(house.actor(), service, day)) == 3
    assert queries.warnings_of(house.actor(), service, day + timedelta(days=31)) == []


def test_two_open_services_cannot_have_the_same_regulators_id(house, now):
    a_service(house.anyshire, now, regulator_id="1-999")
    with pytest.raises(Refused, match="Another service on the register has this regulator's ID"):
        a_service(house.anyshire, now, name="Elm", regulator_id="1-999")


def test_a_merged_service_leads_to_the_one_that_stays_and_its_parts_go_over(house, now, service):
    into, by = a_service(house.anyshire, now, name="Larch House (same)"), house.actor("QM")
    actions.add_part(service=service, word="contracts", values={"kind": "spot"}, by=by, at=now)
    with pytest.raises(Refused, match="into itself"):
        actions.merge_services(service=service, into=service, reason="Twice", version=1, by=by, at=now)
    assert (
        actions.merge_services(service=service, into=into, reason="Recorded twice", version=1, by=by, at=now)
        == 1
    )
    assert (service.standing, service.merged_into_id) == ("merged", into.id)
    assert [each.kind for each in queries.beside(by, into, now.date()).contracts] == ["spot"]
    assert list(queries.services(by)) == [into]
    with pytest.raises(Refused, match="is merged"):
        actions.correct_service(
            service=service, values={"name": "Other"}, reason="x", version=2, by=by, at=now
        )


def test_a_provider_with_open_services_is_not_closed(house, now, service):
    given = {
        "provider": service.provider,
        "closed_on": now.date(),
        "reason": "Wound up",
        "by": house.actor("QM"),
        "at": now,
    }
    with pytest.raises(Refused, match="still runs open services"):
        actions.close_provider(**given, version=1)
    actions.close_service(
        service=service, closed_on=now.date(), reason="Closed", version=1, by=house.actor("QM"), at=now
    )
    actions.close_provider(**given, version=1)
    assert service.provider.__class__.objects.get(id=service.provider_id).standing == "closed"


@pytest.mark.requirement("PB-5.4.2")
def test_the_services_of_a_provider_and_of_its_brand_are_seen_together(house, now):
    larch = actions.add_provider(
        values={"name": "Larch Care"}, brand="Trees", by=house.anyshire.system, at=now
    )
    elm = actions.add_provider(values={"name": "Elm Care"}, brand="trees", by=house.anyshire.system, at=now)
    one, two = (a_service(house.anyshire, now, larch, name=name) for name in ("One", "Two"))
    three = a_service(house.anyshire, now, elm, name="Three")
    a_service(house.anyshire, now, a_provider(house.anyshire, now, name="Oak Care"), name="Four")
    assert set(queries.sisters(house.actor(), one)) == {two, three}


def test_everything_done_is_vouched_for(house, now, service):
    actions.correct_service(
        service=service, values={"name": "Larch Court"}, reason="Renamed", version=1, by=house.actor(), at=now
    )
    assert verify(house.anyshire.system).faults == []
    Service.objects.filter(id=service.id).update(name="Changed behind")
    assert [each for each in verify(house.anyshire.system).faults if "changed behind the service" in each]
