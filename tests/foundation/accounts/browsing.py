"""What the tests of accounts do in a browser: sign in, type a form, show again who one is."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from uuid import uuid4

from django.test import Client

from tests.characters import PASSWORD


def signed_in(person, password=PASSWORD, agent="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"):
    """A browser in which somebody signed in through the page."""
    client = Client(HTTP_USER_AGENT=agent)
    response = sign_in(client, person.email, password)
    assert response.status_code == 302, response.content
    return client


def sign_in(client, email, password=PASSWORD, **more):
    """Type an email address and a password into the sign-in page."""
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def send(client, path, **typed):
    """Send a form of our own, with a token of its own."""
    return client.post(path, {"form_token": str(uuid4()), **typed})


def fresh(client):
    """Make a browser one in which who uses it signed in just now, as after showing it again."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def away(client, length: timedelta, key="seen_at"):
    """Let time pass in a session: it was last used, or begun (``began_at``), that much longer ago."""
    session = client.session
    session[key] = session[key] - length.total_seconds()
    session.save()


def day_boxes(name, day):
    """The three boxes of a day."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def heading(response):
    """The one heading of a page."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)
    assert len(found) == 1, found
    return found[0].strip()


def text(response):
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
