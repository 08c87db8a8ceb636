"""Signing in and out, guessing slowed, sessions that end, and what was typed given back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from oversight.foundation.accounts.kept import take_kept
from oversight.foundation.accounts.models import Membership, SignedIn
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.tenancy import acting_for
from tests.characters import PASSWORD
from tests.foundation.accounts.browsing import away, heading, send, sign_in, signed_in, text


@pytest.fixture
def officer(house):
    return house.anyshire.people["QO"]


def told(council, name):
    with acting_for(council.authority.id):
        return list(Event.objects.filter(authority=council.authority, name=name))


def test_the_right_password_signs_in_and_leads_back_to_the_page(house, officer):
    client = Client()
    asked = client.get("/account/")
    assert asked.status_code == 302
    assert asked.headers["Location"] == "/sign-in/?next=/account/"
    response = client.post("/sign-in/?next=/account/", {"login": officer.email, "password": PASSWORD})
    assert response.headers["Location"] == "/account/"
    assert heading(client.get("/account/")) == "Your account"
    assert [each.person_id for each in told(house.anyshire, "person.signed_in")] == [officer.pk]


def test_an_address_in_capitals_is_the_same_address(officer):
    assert sign_in(Client(), officer.email.upper()).status_code == 302


def test_a_page_elsewhere_is_never_led_to(officer):
    response = Client().post(
        "/sign-in/?next=https://elsewhere.example/", {"login": officer.email, "password": PASSWORD}
    )
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("email", ["qo@anyshire.example", "nobody@anyshire.example"])
def test_a_wrong_password_says_the_same_whether_there_is_an_account(house, email):
    response = sign_in(Client(), email, "not the password at all")
    assert response.status_code == 200
    assert "The email address or the password is not right" in text(response)
    assert not told(house.anyshire, "person.signed_in")


def test_empty_boxes_say_what_to_do(db):
    words = text(Client().post("/sign-in/", {}))
    assert "Enter your email address" in words
    assert "Enter your password" in words


def test_after_five_wrong_passwords_the_right_one_is_slowed_and_the_page_says_until_when(officer):
    client = Client()
    for _ in range(4):
        assert sign_in(client, officer.email, "not the password at all").status_code == 200
    fifth = sign_in(client, officer.email, "not the password at all")
    assert fifth.status_code == 429
    assert heading(fifth) == "Too many tries"
    assert "Try again after" in text(fifth)
    assert sign_in(client, officer.email).status_code == 429
    assert "_auth_user_id" not in client.session


def test_who_guesses_at_one_account_from_one_place_slows_nobody_else(house, officer):
    guesser = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(6):
        sign_in(guesser, officer.email, "not the password at all")
    assert sign_in(guesser, house.anyshire.people["QM"].email).status_code == 302
    assert sign_in(Client(REMOTE_ADDR="192.0.2.8"), officer.email).status_code == 302


def test_a_made_up_forwarded_address_does_not_get_around_the_slowing(officer):
    for number in range(6):
        last = Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
        sign_in(last, officer.email, "not the password at all")
    assert sign_in(Client(HTTP_X_FORWARDED_FOR="198.51.100.99"), officer.email).status_code == 429


def test_ten_guesses_at_an_account_in_five_minutes_are_the_most_from_anywhere(officer):
    for number in range(10):
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), officer.email, "not the password at all")
    response = sign_in(Client(REMOTE_ADDR="203.0.113.200"), officer.email)
    assert response.status_code == 200
    assert "Too many tries. Wait 5 minutes, then try again" in text(response)


def test_the_session_changes_its_key_at_sign_in(officer):
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    sign_in(client, officer.email)
    assert client.session.session_key != planted


def test_signing_out_takes_a_form(house, officer):
    client = signed_in(officer)
    assert heading(client.get("/sign-out/")) == "Sign out"
    assert client.get("/account/").status_code == 200
    response = client.post("/sign-out/")
    assert response.headers["Location"] == "/sign-in/"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/account/").status_code == 302
    assert len(told(house.anyshire, "person.signed_out")) == 1


# ------------------------------------------------------------------------------------------- time-outs


@pytest.mark.parametrize(
    ("role", "minutes", "stays"),
    [
        ("QO", 29, True),
        ("QO", 31, False),
        ("SA", 9, True),
        ("SA", 11, False),
        ("PU", 19, True),
        ("PU", 21, False),
    ],
)
def test_somebody_away_too_long_for_their_role_is_signed_out(house, role, minutes, stays):
    client = signed_in(house.anyshire.people[role])
    assert client.get("/account/").status_code == 200
    away(client, timedelta(minutes=minutes))
    response = client.get("/account/")
    assert (response.status_code == 200) is stays
    if not stays:
        assert response.headers["Location"] == "/timed-out/?next=/account/"


@pytest.mark.parametrize(
    ("role", "hours", "stays"), [("QO", 11, True), ("QO", 12.1, False), ("SA", 1.9, True), ("SA", 2.1, False)]
)
def test_a_session_ends_as_a_whole_however_busy(house, role, hours, stays):
    client = signed_in(house.anyshire.people[role])
    client.get("/account/")
    away(client, timedelta(hours=hours), "began_at")
    assert (client.get("/account/").status_code == 200) is stays


def test_what_was_typed_is_kept_and_given_back_to_its_owner_once(house, officer, rf):
    client = signed_in(officer)
    client.get("/account/")
    away(client, timedelta(minutes=40))
    response = client.post("/account/authority/", {"form_token": str(uuid4()), "authority": "a long text"})
    assert response.headers["Location"] == "/timed-out/?next=/account/authority/"
    page = client.get(response.headers["Location"])
    assert heading(page) == "We signed you out"
    assert "What you typed is kept" in text(page)
    assert 'href="/sign-in/?next=%2Faccount%2Fauthority%2F"' in page.content.decode()
    assert sign_in(client, officer.email).status_code == 302
    request = rf.get("/account/authority/")
    request.session, request.user = client.session, officer
    assert take_kept(request, "/somewhere/else/") is None
    found = take_kept(request, "/account/authority/")
    assert found is not None
    assert found["authority"] == "a long text"
    assert take_kept(request, "/account/authority/") is None


def test_what_one_person_typed_is_never_given_to_another(house, officer, rf):
    client = signed_in(officer)
    client.get("/account/")
    away(client, timedelta(minutes=40))
    client.post("/account/authority/", {"form_token": str(uuid4()), "authority": "a long text"})
    other = house.anyshire.people["QM"]
    sign_in(client, other.email)
    request = rf.get("/account/authority/")
    request.session, request.user = client.session, other
    assert take_kept(request, "/account/authority/") is None
    client.get("/account/")
    assert "kept" not in client.session


# -------------------------------------------------------------------------------------------- sessions


def test_a_fourth_browser_signs_the_oldest_out(officer):
    browsers = []
    for _ in range(4):
        browsers.append(signed_in(officer))
        browsers[-1].get("/account/")
    assert SignedIn.objects.filter(person=officer).count() == 3
    assert browsers[0].get("/account/").status_code == 302
    assert [each.get("/account/").status_code for each in browsers[1:]] == [200, 200, 200]


def test_a_browser_can_be_signed_out_from_another(officer):
    lost, mine = signed_in(officer, agent="Mozilla/5.0 (iPad) Safari/605"), signed_in(officer)
    lost.get("/account/")
    page = mine.get("/account/")
    assert "Safari on iPad" in text(page)
    assert "Firefox on Windows" in text(page)
    where = SignedIn.objects.get(person=officer, device="Safari on iPad")
    assert mine.get(f"/account/sessions/{where.pk}/end/").status_code == 302
    assert lost.get("/account/").status_code == 200
    assert send(mine, f"/account/sessions/{where.pk}/end/").status_code == 302
    assert lost.get("/account/").status_code == 302
    assert mine.get("/account/").status_code == 200


def test_nobody_ends_the_session_of_another(house, officer):
    signed_in(officer).get("/account/")
    where = SignedIn.objects.get(person=officer)
    other = signed_in(house.anyshire.people["QM"])
    assert send(other, f"/account/sessions/{where.pk}/end/").status_code == 404
    assert SignedIn.objects.filter(pk=where.pk).exists()


def test_signing_out_everywhere_else_keeps_this_browser(officer):
    others = [signed_in(officer), signed_in(officer)]
    mine = signed_in(officer)
    for each in [*others, mine]:
        each.get("/account/")
    assert send(mine, "/account/sessions/others/end/").status_code == 302
    assert [each.get("/account/").status_code for each in [*others, mine]] == [302, 302, 200]


def test_a_lost_role_is_lost_with_the_next_request(house, officer, now):
    client = signed_in(officer)
    assert client.get("/account/").status_code == 200
    with acting_for(house.anyshire.authority.id):
        Membership.objects.filter(authority=house.anyshire.authority, person=officer).update(
            ends_on="2026-01-02"
        )
    assert client.get("/account/").status_code == 404


def test_a_closed_account_is_signed_out_with_the_next_request(officer):
    client = signed_in(officer)
    assert client.get("/account/").status_code == 200
    officer.is_active = False
    officer.save()
    assert client.get("/account/").status_code == 302
    assert sign_in(client, officer.email).headers["Location"] == "/sign-in/closed/"


# ------------------------------------------------------------------------------------------- passwords


def test_a_changed_password_signs_other_browsers_out(
    house, officer, django_capture_on_commit_callbacks, mailoutbox
):
    other, mine = signed_in(officer), signed_in(officer)
    typed = {
        "oldpassword": PASSWORD,
        "password1": "four words put together",
        "password2": "four words put together",
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert mine.post("/account/password/", typed).headers["Location"] == "/account/"
    assert mine.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert [each.subject for each in mailoutbox] == ["Your password was changed"]
    assert len(told(house.anyshire, "person.changed_password")) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"oldpassword": "wrong"}, "The current password is not right"),
        ({"password1": "too short", "password2": "too short"}, "at least 15 characters"),
        ({"password2": "some other words entirely"}, "Enter the same password in both boxes"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(officer, typed, words):
    long = "four words put together"
    response = signed_in(officer).post(
        "/account/password/", {"oldpassword": PASSWORD, "password1": long, "password2": long, **typed}
    )
    assert words in text(response)
    assert "Error: " in response.content.decode()
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_forgotten_password_is_set_by_a_link_that_works_once(
    officer, django_capture_on_commit_callbacks, mailoutbox
):
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/forgotten-password/", {"email": officer.email}).status_code == 302
    (letter,) = mailoutbox
    path = next(each for each in letter.body.split() if each.startswith("http")).removeprefix(
        "http://testserver"
    )
    scanner = Client()
    assert scanner.head(path).status_code == 302
    form = client.get(path, follow=True)
    assert heading(form) == "Set a new password"
    typed = {"password1": "four words put together", "password2": "four words put together"}
    assert client.post(form.request["PATH_INFO"], typed).headers["Location"] == "/forgotten-password/set/"
    assert sign_in(Client(), officer.email, "four words put together").status_code == 302
    assert heading(Client().get(path, follow=True)) == "This link no longer works"


def test_asking_for_a_link_says_the_same_for_an_unknown_address(
    db, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        response = Client().post("/forgotten-password/", {"email": "nobody@anyshire.example"})
    assert response.headers["Location"] == "/forgotten-password/sent/"
    assert "There is no account with it" in mailoutbox[0].body
    assert "http" not in mailoutbox[0].body
