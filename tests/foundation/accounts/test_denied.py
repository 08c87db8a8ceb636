"""Denied looks like not found, byte for byte (T03); every answer carries the headers (T47)."""

from uuid import uuid4

import pytest
from django.test import Client

from oversight.foundation.ui.middleware import FIXED, policy
from tests.foundation.accounts.browsing import signed_in

VARIES = {"X-Request-Id"}


def told(response):
    """Everything of an answer that somebody could compare."""
    headers = {name: value for name, value in response.headers.items() if name not in VARIES}
    return response.status_code, response.content, headers, sorted(response.cookies)


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
@pytest.mark.parametrize("path", ["/people/", "/people/new/", "/people/delegations/", "/audit/verify/"])
def test_a_page_one_may_not_see_is_the_page_that_is_not_there(house, path, method):
    client = signed_in(house.anyshire.people["QO"])
    client.get("/account/")
    denied = getattr(client, method)(path)
    missing = getattr(client, method)("/no/such/page/")
    assert denied.status_code == 404
    assert told(denied) == told(missing)


def test_a_person_of_another_council_is_a_person_that_is_not_there(house):
    client = house.anyshire.client("HOC")
    client.get("/account/")
    stranger = house.otherborough.people["QO"].pk
    assert client.get(f"/people/{house.anyshire.people['QO'].pk}/").status_code == 200
    assert told(client.get(f"/people/{stranger}/")) == told(client.get(f"/people/{uuid4()}/"))
    assert client.get(f"/people/{stranger}/").status_code == 404


def test_signing_in_first_is_asked_of_every_page_alike(db):
    client = Client()
    for path in ("/people/", "/audit/", "/account/"):
        assert client.get(path).headers["Location"] == f"/sign-in/?next={path}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/sign-in/", "/sign-out/", "/no/such/page/", "/account/", "/timed-out/", "/forgotten-password/",
     "/invitation/x/", "/static/oversight/app.css", "/static/none.css", "/sign-in/with/council/"],
)  # fmt: skip
def test_every_answer_carries_the_headers(path):
    response = Client().get(path)
    assert response.status_code < 500
    for name, value in FIXED.items():
        assert response.headers[name] == value
    assert response.headers["Content-Security-Policy"] == policy()
    assert len(response.headers["X-Request-Id"]) == 32
    if path != "/static/oversight/app.css":
        assert response.headers["Cache-Control"] == "no-store"


def test_headers_of_errors_and_refused_methods(house, settings):
    client = house.anyshire.client("QO")
    for response in (client.post("/account/"), client.delete("/account/"), client.trace("/account/"),
                     Client(HTTP_HOST="elsewhere.example").get("/sign-in/"),
                     Client(enforce_csrf_checks=True).post("/sign-in/", {})):  # fmt: skip
        assert response.status_code in (400, 403, 405)
        assert response.headers["Content-Security-Policy"] == policy()
        assert response.headers["Cache-Control"] == "no-store"


def test_the_policy_lets_nothing_in_but_our_own():
    directives = dict(each.split(" ", 1) for each in policy().split("; "))
    assert directives == {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
        "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'",
        "base-uri": "'none'", "object-src": "'none'",
    }  # fmt: skip


def test_the_form_of_the_sign_in_page_may_lead_to_the_councils_own_sign_in(db, settings):
    app = {"provider_id": "council", "name": "your council account", "client_id": "x", "secret": "y",
           "settings": {"server_url": "https://login.example/tenant/v2.0"}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    response = Client().get("/sign-in/")
    assert response.headers["Content-Security-Policy"] == policy("https://login.example")
    assert "Sign in with your council account" in response.content.decode()
    assert Client().get("/forgotten-password/").headers["Content-Security-Policy"] == policy()


def test_cookies_keep_scripts_and_other_sites_out(house):
    client = signed_in(house.anyshire.people["QO"])
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    client.get("/sign-out/")
    token = client.cookies["csrftoken"]
    assert token["httponly"]
    assert token["samesite"] == "Strict"


def test_no_page_has_a_script_or_style_or_handler_of_its_own(house):
    import re

    client = house.anyshire.client("QO")
    for path in ("/account/", "/account/security/", "/account/security/recovery-codes/new/"):
        page = client.get(path, follow=True).content.decode()
        for script in re.findall(r"<script\b[^>]*>", page):
            assert "src=" in script or 'type="application/json"' in script
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
