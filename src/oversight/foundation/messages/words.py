"""The words of our own e-mails: a link and a reference, never a fact (ux.md 6, mistake 9)."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

SERVICE = "Care provider oversight"
NOTIFICATIONS, PREFERENCES = "/notifications/", "/account/notifications/"


def link(path: str) -> str:
    """A page's whole address; ``SERVICE_ADDRESS`` in the settings says where the service is."""
    address: str = getattr(settings, "SERVICE_ADDRESS", "http://127.0.0.1:8000")
    return f"{address.rstrip('/')}{path}"


def notification(authority: str, about: str) -> tuple[str, str]:
    """Subject and body of an e-mail that says there is something new."""
    lines = [f"There is something new for you in {SERVICE} at {authority}.", ""]
    lines += [f"Reference: {about}"] if about else []
    lines += [f"Sign in to read it: {link(NOTIFICATIONS)}", *_foot()]
    return f"Something new for you in {SERVICE}", "\n".join(lines)


def digest(authority: str, lines: Sequence[str]) -> tuple[str, str]:
    """Subject and body of the one e-mail that gathers many."""
    told = [f"What is waiting for you in {SERVICE} at {authority}:", "", *(f"- {each}" for each in lines)]
    return f"Your work in {SERVICE}", "\n".join([*told, "", f"Sign in to see it: {link('/')}", *_foot()])


def unread(count: int) -> str:
    """The line of a digest about unread notifications."""
    return f"{count:,} new notification{'s' if count != 1 else ''}: {link(NOTIFICATIONS)}"


def _foot() -> list[str]:
    return ["", f"Choose how often you get these e-mails: {link(PREFERENCES)}"]
