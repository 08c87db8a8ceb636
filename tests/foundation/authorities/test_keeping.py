"""What a page needs twice is read once, for that page and that person; who writes asks anew."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.keeping import once_a_page

ASKED = []


@once_a_page
def answer(viewer, key, more=()):
    """An answer, and a note that it was asked for."""
    ASKED.append((viewer.name, key))
    return [key, *more]


def person(name="Somebody", **more):
    return Actor(uuid4(), name, uuid4(), **more)


def asked_by(viewer):
    return [key for name, key in ASKED if name == viewer.name]


def test_a_page_that_is_read_asks_each_thing_once():
    reader = person("reader", kept={})
    assert answer(reader, "a") is answer(reader, key="a") is answer(reader, "a", ())
    assert answer(reader, "b") == ["b"]
    assert answer(reader, "a", [1, 2]) == answer(reader, "a", more=[1, 2]) == ["a", 1, 2]
    assert asked_by(reader) == ["a", "b", "a"]


def test_nobody_is_given_what_somebody_else_asked():
    one, other = person("one", kept={}), person("other", kept={})
    answer(one, "a"), answer(other, "a")
    assert (asked_by(one), asked_by(other)) == (["a"], ["a"])
    again = replace(one, kept={})
    answer(again, "a")
    assert asked_by(one) == ["a", "a"]


def test_who_may_write_asks_anew():
    writer = person("writer")
    answer(writer, "a"), answer(writer, "a")
    assert asked_by(writer) == ["a", "a"]


def test_what_is_kept_makes_nobody_another_person():
    one = person()
    assert replace(one, kept={"a": 1}) == one
    assert "kept" not in repr(one)
