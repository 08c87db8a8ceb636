"""Links to set a first password: one use, 72 hours, looking changes nothing."""

import re
from datetime import date, datetime, timedelta
from unittest import mock

import pytest
from django.test import Client

from oversight.foundation.accounts import actions, codes
from oversight.foundation.accounts.actions import Terms
from oversight.foundation.accounts.models import User
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from tests.foundation.accounts.browsing import heading, sign_in, text

PHRASE = "four words put together"
TERMS = Terms("QO", "Officer", date(2026, 11, 23), None, "Joins the team")


@pytest.fixture
def invited(house, now, django_capture_on_commit_callbacks, mailoutbox):
    """Somebody invited, and the path of the link in their letter."""
    by = house.anyshire.actor("SA")
    with django_capture_on_commit_callbacks(execute=True), acting_for(by.authority_id):
        person = actions.add_person(
            by=by, at=now, email="alex@anyshire.example", name="Alex Example", terms=TERMS,
            address=lambda code: f"http://testserver/invitation/{code}/",
        )  # fmt: skip
    (letter,) = mailoutbox
    assert letter.to == ["alex@anyshire.example"]
    return person, re.search(r"http://testserver(\S+)", letter.body)[1]


def stands(person):
    person.refresh_from_db()
    return person.password, person.is_active, person.last_login


def test_a_thousand_looks_by_scanners_change_nothing(invited):
    person, path = invited
    before, events = stands(person), Event.objects.count()
    for number in range(1000):
        client = Client()
        response = client.head(path) if number % 2 else client.get(path)
        assert response.status_code == 200
    assert stands(person) == before
    assert Event.objects.count() == events
    assert codes.person_of(path.split("/")[2]) == person


def test_the_form_sets_the_password_once(invited, house):
    person, path = invited
    browser = Client()
    assert heading(browser.get(path)) == "Set your password"
    response = browser.post(path, {"password1": PHRASE, "password2": PHRASE})
    assert response.headers["Location"] == "/sign-in/?joined=yes"
    assert sign_in(Client(), person.email, PHRASE).status_code == 302
    with acting_for(house.anyshire.authority.id):
        assert Event.objects.filter(name="person.joined", person_id=person.pk).count() == 1
    again = browser.post(
        path, {"password1": "another four words here", "password2": "another four words here"}
    )
    assert heading(again) == "This invitation no longer works"
    person.refresh_from_db()
    assert person.check_password(PHRASE)


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        ("", "", "Enter a new password"),
        ("too short", "too short", "at least 15 characters"),
        (PHRASE, "something else entirely", "Enter the same password in both boxes"),
        ("alex@anyshire.example", "alex@anyshire.example", "too similar"),
    ],
)
def test_a_password_that_will_not_do_leaves_the_link_working(invited, one, two, words):
    person, path = invited
    before = stands(person)
    assert words in text(Client().post(path, {"password1": one, "password2": two}))
    assert stands(person) == before
    assert Client().post(path, {"password1": PHRASE, "password2": PHRASE}).status_code == 302


def test_a_link_ends_after_72_hours(invited):
    _, path = invited
    code = path.split("/")[2]
    real = datetime.now().astimezone()
    for hours, works in ((71.9, True), (72.1, False)):
        with mock.patch(
            "django.core.signing.time.time", return_value=(real + timedelta(hours=hours)).timestamp()
        ):
            assert (codes.person_of(code) is not None) is works


def test_a_newer_link_ends_the_older(invited, house, now):
    person, path = invited
    by = house.anyshire.actor("SA")
    sent = []
    with acting_for(by.authority_id):
        actions.invite(by=by, at=now, person=person, address=lambda code: sent.append(code) or code)
    assert heading(Client().get(path)) == "This invitation no longer works"
    assert codes.person_of(sent[0]) == person


def test_no_link_for_who_has_a_password_or_a_closed_account(invited, house, now):
    person, path = invited
    by = house.anyshire.actor("SA")
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()
    assert heading(Client().get(path)) == "This invitation no longer works"
    with acting_for(by.authority_id):
        with pytest.raises(Refused, match="closed"):
            actions.invite(by=by, at=now, person=person, address=str)
        with pytest.raises(Refused, match="has a password already"):
            actions.invite(by=by, at=now, person=house.anyshire.people["QO"], address=str)


@pytest.mark.parametrize("code", ["nonsense", "eyJwZXJzb24iOiJ4In0:1:2", "a" * 400])
def test_a_made_up_code_is_nobodys(db, code):
    assert codes.person_of(code) is None
    assert heading(Client().get(f"/invitation/{code}/")) == "This invitation no longer works"
    with pytest.raises(NotHere):
        actions.accept_invitation(code=code, password=PHRASE, at=datetime.now().astimezone())


def test_an_address_of_another_council_gets_a_role_and_no_link(
    house, now, mailoutbox, django_capture_on_commit_callbacks
):
    by, person = house.anyshire.actor("SA"), house.otherborough.people["QO"]
    password = person.password
    with django_capture_on_commit_callbacks(execute=True), acting_for(by.authority_id):
        found = actions.add_person(
            by=by, at=now, email=person.email.upper(), name="Somebody", terms=TERMS, address=str
        )
    assert found.pk == person.pk
    person.refresh_from_db()
    assert person.password == password
    assert person.name != "Somebody"
    assert mailoutbox == []


def test_no_event_and_no_log_holds_a_code(invited, house, caplog):
    _, path = invited
    code = path.split("/")[2]
    Client().get(path)
    Client().post(path, {"password1": "", "password2": ""})
    with acting_for(house.anyshire.authority.id):
        assert not any(code in str(each.event) for each in Event.objects.all())
    assert code not in caplog.text
