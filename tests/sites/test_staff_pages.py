"""The first page by role, and the pages about the service with and without somebody signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from oversight.sites.staff.glossary import GLOSSARY

OPEN = ("/help/", "/accessibility/", "/privacy/", "/cookies/")


@pytest.mark.parametrize(("role", "first"), [("QO", "/my-work/"), ("DIR", "/my-work/"), ("AU", "/services/")])
def test_staff_begin_at_the_first_place_they_can_use(house, role, first):
    answer = house.anyshire.client(role).get("/")
    assert (answer.status_code, answer["Location"]) == (302, first)


@pytest.mark.parametrize("role", ["PA", "CL"])
def test_people_outside_the_council_have_a_page_of_their_own(house, role):
    answer = house.anyshire.client(role).get("/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Care quality at Anyshire Council" in text
    assert "You have nothing unread." in text
    for address in ("/notifications/", "/account/", "/help/"):
        assert f'href="{address}"' in text
        assert house.anyshire.client(role).get(address).status_code == 200
    assert 'href="/services/"' not in text


@pytest.mark.parametrize("address", OPEN)
def test_pages_for_anyone_keep_the_navigation_of_who_is_signed_in(house, address):
    text = house.anyshire.client("QO").get(address).content.decode()
    assert 'href="/services/"' in text
    assert "Anyshire Council" in text


@pytest.mark.parametrize("address", OPEN)
def test_pages_for_anyone_say_nothing_of_the_council_to_those_who_are_not(house, address):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert "Anyshire Council" not in answer.content.decode()


def test_help_explains_the_words_in_order(house):
    words = [word for word, _ in GLOSSARY]
    assert words == sorted(words, key=str.casefold)
    text = Client().get("/help/").content.decode()
    for word in words:
        assert word in text
