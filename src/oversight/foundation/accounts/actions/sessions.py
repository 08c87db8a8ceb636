"""The sessions of a person: noted, at most three, each ended by its owner; all ended with the account."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from oversight.foundation.accounts.models import SignedIn, User
from oversight.foundation.authorities.actor import NotHere

MOST = 3
"""Sessions a person may have at once (security.md 4.3)."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def note(person: User, session: Any, agent: str, *, at: datetime) -> None:
    """Note that a session is in use; where it is new and makes more than three, the oldest ends."""
    if not session.session_key:
        session.save()
    _, new = SignedIn.objects.update_or_create(
        session_key=session.session_key,
        defaults={"person": person, "seen_at": at},
        create_defaults={"person": person, "seen_at": at, "began_at": at, "device": device(agent)},
    )
    if new:
        _prune(person)


def _prune(person: User) -> None:
    kept = list(SignedIn.objects.filter(person=person).order_by("-seen_at", "-began_at"))
    there = set(
        Session.objects.filter(session_key__in=[each.session_key for each in kept])
        .values_list("session_key", flat=True)
    )  # fmt: skip
    living = [each for each in kept if each.session_key in there]
    for each in [each for each in kept if each not in living] + living[MOST:]:
        _end(each)


def device(agent: str) -> str:
    """A browser in words: Firefox on Windows."""
    browser = next((words for mark, words in BROWSERS if mark in agent), "")
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    return " on ".join(each for each in (browser, system) if each) or "A browser"


def end_session(person: User, signed_in: UUID) -> None:
    """End one of a person's own sessions. Raises ``NotHere`` where it is not theirs."""
    found = SignedIn.objects.filter(person=person, id=signed_in).first()
    if found is None:
        raise NotHere(str(signed_in))
    _end(found)


def end_all(person: User, but: str | None = None) -> int:
    """End every session of a person, but perhaps the one they are using; gives how many."""
    ended = list(SignedIn.objects.filter(person=person).exclude(session_key=but or ""))
    for each in ended:
        _end(each)
    return len(ended)


def forget(session_key: str | None) -> None:
    """Take a session that ended by itself off its person's list."""
    SignedIn.objects.filter(session_key=session_key or "").delete()


def _end(signed_in: SignedIn) -> None:
    SessionStore(signed_in.session_key).delete()
    signed_in.delete()
