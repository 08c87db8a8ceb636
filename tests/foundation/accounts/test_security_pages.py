"""Codes, recovery codes and passkeys; showing again who one is."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.tenancy import acting_for
from tests.characters import PASSWORD
from tests.foundation.accounts.browsing import fresh, heading, sign_in, signed_in, text


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def told(council, name):
    with acting_for(council.authority.id):
        return Event.objects.filter(authority=council.authority, name=name).count()


@pytest.fixture
def with_codes(house, django_capture_on_commit_callbacks):
    """The officer, with codes from an app turned on, and the app's key."""
    person = house.anyshire.people["QO"]
    browser = fresh_reauthenticated(person)
    page = browser.get("/account/security/app/on/")
    assert heading(page) == "Turn on codes from an app"
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret = re.search(r"Key: <code>([A-Z2-7]+)</code>", page.content.decode())[1]
    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post("/account/security/app/on/", {"code": code_of(secret)})
    assert response.headers["Location"] == "/account/security/recovery-codes/"
    return person, secret, browser


def fresh_reauthenticated(person):
    browser = signed_in(person)
    response = browser.post("/show-it-is-you/?next=/account/security/", {"password": PASSWORD})
    assert response.headers["Location"] == "/account/security/"
    return browser


def test_turning_codes_on_takes_showing_who_one_is(house):
    browser = signed_in(house.anyshire.people["QO"])
    response = browser.get("/account/security/app/on/")
    assert response.headers["Location"].startswith("/show-it-is-you/")
    assert heading(browser.get(response.headers["Location"])) == "Show that it is you"
    wrong = browser.post("/show-it-is-you/", {"password": "not it at all"})
    assert "The password is not right" in text(wrong)


def test_a_wrong_code_turns_nothing_on(house):
    person = house.anyshire.people["QO"]
    browser = fresh_reauthenticated(person)
    browser.get("/account/security/app/on/")
    words = text(browser.post("/account/security/app/on/", {"code": "000000"}))
    assert "The code is not right" in words
    assert "Enter the 6-digit code" in text(browser.post("/account/security/app/on/", {}))
    assert not Authenticator.objects.filter(user=person).exists()


def test_signing_in_then_takes_a_code(house, with_codes):
    person, secret, _ = with_codes
    cache.clear()
    browser = Client()
    response = sign_in(browser, person.email)
    assert response.headers["Location"] == "/sign-in/code/"
    assert browser.get("/account/").status_code == 302
    assert heading(browser.get("/sign-in/code/")) == "Enter your code"
    assert "The code is not right" in text(browser.post("/sign-in/code/", {"code": "000000"}))
    assert browser.post("/sign-in/code/", {"code": code_of(secret)}).headers["Location"] == "/"
    assert browser.get("/account/").status_code == 200
    assert told(house.anyshire, "person.turned_on_codes") == 1


def test_a_recovery_code_works_once(with_codes):
    person, _, mine = with_codes
    found = re.findall(
        r"<li><code>(\w+)</code></li>", mine.get("/account/security/recovery-codes/").content.decode()
    )
    assert len(found) == 10
    file = mine.get("/account/security/recovery-codes/file/")
    assert file.content.decode().split() == found
    for works in (True, False):
        browser = Client()
        sign_in(browser, person.email)
        response = browser.post("/sign-in/code/", {"code": found[0]})
        assert (response.status_code == 302) is works


def test_the_secret_is_not_in_the_database_as_it_is(with_codes, settings):
    person, secret, _ = with_codes
    kept = Authenticator.objects.get(user=person, type="totp")
    assert secret not in str(kept.data)


def test_codes_are_turned_off_by_a_form(house, with_codes):
    person, _, browser = with_codes
    assert heading(browser.get("/account/security/app/off/")) == "Turn off codes from an app"
    assert Authenticator.objects.filter(user=person, type="totp").exists()
    assert browser.post("/account/security/app/off/").status_code == 302
    assert not Authenticator.objects.filter(user=person, type="totp").exists()
    assert told(house.anyshire, "person.turned_off_codes") == 1


def test_the_pages_of_passkeys_say_that_they_need_javascript(house):
    browser = fresh_reauthenticated(house.anyshire.people["QO"])
    page = browser.get("/account/security/passkeys/add/")
    assert "needs JavaScript" in text(page)
    assert '<script id="js_data" type="application/json">' in page.content.decode()
    assert heading(browser.get("/account/security/passkeys/")) == "Passkeys"
    assert "needs JavaScript" in text(Client().get("/sign-in/"))


def test_a_passkey_that_was_not_used_signs_nobody_in(db):
    browser = Client()
    response = browser.post("/sign-in/passkey/", {"credential": ""})
    assert response.headers["Location"] == "/sign-in/"
    assert "No passkey was used" in text(browser.get("/sign-in/"))
    challenge = Client().get("/sign-in/passkey/", HTTP_ACCEPT="application/json").json()
    assert challenge["request_options"]["publicKey"]["challenge"]


def test_a_step_up_lasts_ten_minutes(house):
    browser = fresh(house.anyshire.client("SA"))
    assert browser.get("/people/").status_code == 200
    session = browser.session
    session["account_authentication_methods"][0]["at"] -= timedelta(minutes=10, seconds=1).total_seconds()
    session.save()
    response = browser.get("/people/")
    assert response.headers["Location"] == "/show-it-is-you/?next=%2Fpeople%2F"
    back = browser.post(response.headers["Location"], {"password": PASSWORD})
    assert back.headers["Location"] == "/people/"
    assert browser.get("/people/").status_code == 200


def test_what_somebody_else_showed_is_no_step_up(house):
    browser = fresh(house.anyshire.client("SA"))
    session = browser.session
    session["account_authentication_methods_user"] = str(house.anyshire.people["QO"].pk)
    session.save()
    assert browser.get("/people/").status_code == 302
