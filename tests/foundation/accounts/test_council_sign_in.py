"""The council's own sign-in (OpenID Connect), against an invented directory; and the pages around it."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from oversight.foundation.accounts.adapters import SocialAccountAdapter
from oversight.foundation.accounts.models import User
from tests.foundation.accounts.browsing import heading, sign_in, text

SERVER = "https://login.example/tenant"


class Answer:
    status_code = 200
    headers: dict[str, str] = {"content-type": "application/json"}  # noqa: RUF012

    def __init__(self, told):
        self.told = told

    def json(self):
        return self.told

    def raise_for_status(self):
        return None


class Directory:
    """What the council's directory answers for one person of it."""

    def __init__(self, email, *, verified=True):
        self.claims = {"sub": "abc-123", "email": email, "email_verified": verified, "name": "Somebody"}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def get(self, address, **_):
        if "userinfo" in address:
            return Answer(self.claims)
        return Answer({
            "issuer": SERVER, "authorization_endpoint": f"{SERVER}/authorize",
            "token_endpoint": f"{SERVER}/token", "userinfo_endpoint": f"{SERVER}/userinfo",
            "jwks_uri": f"{SERVER}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
        })  # fmt: skip

    def request(self, *_, **__):
        now = int(time.time())
        token = jwt.encode({"iss": SERVER, "aud": "us", "iat": now, "exp": now + 60, **self.claims}, "k" * 32)
        return Answer({"access_token": "t", "token_type": "Bearer", "id_token": token})


@pytest.fixture
def directory(settings, monkeypatch):
    app = {"provider_id": "council", "name": "your council account", "client_id": "us", "secret": "s",
           "settings": {"server_url": SERVER, "oauth_pkce_enabled": True}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    def of(email, **how):
        monkeypatch.setattr(SocialAccountAdapter, "get_requests_session", lambda _: Directory(email, **how))

    return of


def through(browser, following="/account/"):
    """Go to the directory and come back with its answer."""
    sent = browser.post(f"/sign-in/with/council/?process=login&next={following}")
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith(f"{SERVER}/authorize?")
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return browser.get("/sign-in/with/council/done/", {"code": "c", "state": asked["state"][0]}), asked


def test_somebody_with_an_account_here_gets_in(house, directory):
    person = house.anyshire.people["QO"]
    directory(person.email)
    browser = Client()
    response, _ = through(browser)
    assert response.headers["Location"] == "/account/"
    assert heading(browser.get("/account/")) == "Your account"


def test_somebody_without_one_does_not_and_gets_none(house, directory):
    directory("nobody@anyshire.example")
    browser, before = Client(), User.objects.count()
    response, _ = through(browser)
    assert heading(response) == "You do not have an account here"
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()
    assert browser.get("/account/").status_code == 302


def test_an_address_the_directory_does_not_vouch_for_lets_nobody_in(house, directory):
    directory(house.anyshire.people["QO"].email, verified=False)
    browser = Client()
    response, _ = through(browser)
    assert heading(response) == "You do not have an account here"
    assert browser.get("/account/").status_code == 302


def test_an_answer_nobody_asked_for_lets_nobody_in(house, directory):
    directory(house.anyshire.people["QO"].email)
    browser = Client()
    response = browser.get("/sign-in/with/council/done/", {"code": "c", "state": "made-up"})
    assert heading(response) == "We could not sign you in"
    assert browser.get("/account/").status_code == 302


def test_without_a_password_a_step_up_goes_by_the_council(house, directory):
    person = house.anyshire.people["QO"]
    person.set_unusable_password()
    person.save()
    directory(person.email)
    browser = Client()
    through(browser)
    page = browser.get("/show-it-is-you/?next=/audit/")
    assert heading(page) == "Show that it is you"
    assert "auth_params=prompt%3Dlogin&amp;next=%2Faudit%2F" in page.content.decode()
    assert "Your council account signs you in" in text(browser.get("/account/password/"))


def test_looking_at_the_way_to_the_council_goes_nowhere(db, directory):
    directory("x@y.example")
    assert heading(Client().get("/sign-in/with/council/")) == "Sign in with your council"
    assert Client().get("/sign-in/with/another/").status_code == 404


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/sign-in/stopped/", "You did not sign in"),
        ("/sign-in/failed/", "We could not sign you in"),
        ("/sign-in/closed/", "This account is closed"),
        ("/forgotten-password/sent/", "Check your email"),
        ("/forgotten-password/set/", "Your password is set"),
        ("/timed-out/", "We signed you out"),
    ],
)
def test_pages_that_only_say_something(db, path, title):
    assert heading(Client().get(path)) == title


def test_too_much_from_one_place_is_slowed_with_a_page(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/h/ip"}
    cache.clear()
    browser = Client()
    for number in range(2):
        assert sign_in(browser, f"nobody{number}@anyshire.example").status_code == 200
    response = sign_in(browser, "nobody3@anyshire.example")
    assert response.status_code == 429
    assert heading(response) == "Too many tries"
