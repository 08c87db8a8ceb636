"""Events as sentences: each part of the house says its own, and what nobody said has a plain fallback."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

from oversight.foundation.audit.models import Event
from oversight.foundation.ui.words import day

_SAYINGS: dict[str, str] = {}
_KEPT_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def say(name: str, sentence: str) -> None:
    """Say what an event means: ``say("service.corrected", "{by} corrected {subject}")``.

    The sentence may name ``by``, ``subject``, ``reason`` and any detail of the event; a detail that is a
    person is shown by name. Where an event does not tell something named, it is said plainly instead.
    """
    _SAYINGS[name] = sentence


def names_said() -> Mapping[str, str]:
    """Every event that has a sentence."""
    return dict(_SAYINGS)


def sentence(event: Event) -> str:
    """What was done, by whom, to what."""
    told = dict(_words(event))
    said = _SAYINGS.get(event.name)
    if said is None or not _names(said) <= told.keys():
        return _plainly(event.name, told)
    return said.format_map(told)


def _names(sentence: str) -> set[str]:
    """What a sentence names; an event that does not tell all of it is said plainly."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def name_in_words(name: str) -> str:
    """A kind of event in words: ``service.corrected`` is 'Service corrected'."""
    return name.replace(".", " ").replace("_", " ").capitalize()


def _plainly(name: str, told: Mapping[str, str]) -> str:
    subject, _, verb = name.replace("_", " ").partition(".")
    which = f" {told['subject']}" if told.get("subject") else ""
    if verb == "read":
        return f"{told['by']} read the {subject} record{which and ' of' + which}"
    return f"{told['by']} {verb or 'did'} {subject}{which}"


def _words(event: Event) -> Iterable[tuple[str, str]]:
    for key, value in event.event.items():
        yield key, shown(value)
    yield "by", event.event.get("by", {}).get("name") or "The system"
    yield "subject", event.subject
    yield "reason", shown(event.event.get("reason", ""))


def shown(value: Any) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return (
            str(value["name"]) if "name" in value else ", ".join(f"{k}: {shown(v)}" for k, v in value.items())
        )
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(each) for each in value) or "nothing"
    return _day(str(value))


def _day(text: str) -> str:
    """A day as people read it, where the text is one as it is kept; otherwise the text."""
    if not _KEPT_DAY.fullmatch(text):
        return text
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


@dataclass(frozen=True, slots=True)
class Change:
    """A column's words with what stood there before and after."""

    words: str
    before: str
    after: str


def changes(event: Event) -> list[Change]:
    """What an event changed, column by column."""
    found = event.event.get("changes", {})
    told = [Change(_label(words), shown(pair[0]), shown(pair[1])) for words, pair in found.items()]
    added = event.event.get("after", {})
    return told + [Change(_label(words), "nothing", shown(value)) for words, value in added.items()]


def details(event: Event) -> list[tuple[str, str]]:
    """Everything else an event tells, in words, without what the page shows by itself."""
    hidden = {"name", "at", "by", "subject", "rows", "changes", "after", "reason"}
    return [(_label(key), shown(value)) for key, value in event.event.items() if key not in hidden]


def reason(event: Event) -> str:
    """Why it was done, where somebody said."""
    return str(event.event.get("reason") or "")


def _label(words: str) -> str:
    plain = words.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


for _name, _sentence in {
    "audit.exported": "{by} exported the audit trail",
    "audit.verified": "{by} checked the audit trail: {outcome}",
    "person.signed_in": "{by} signed in",
    "person.signed_out": "{by} signed out",
    "person.joined": "{by} set a first password",
    "person.changed_password": "{by} changed their password",
    "person.set_new_password": "{by} set a new password with a link sent to them",
    "person.turned_on_codes": "{by} turned on codes from an app",
    "person.turned_off_codes": "{by} turned off codes from an app",
    "person.added_passkey": "{by} added a passkey",
    "person.removed_passkey": "{by} removed a passkey",
    "person.made_recovery_codes": "{by} made new recovery codes",
    "person.connected_council_account": "{by} connected their council account",
    "person.added": "{by} added {person}",
    "person.invited": "{by} sent {person} a link to set a password",
    "person.deactivated": "{by} closed the account of {person} and ended these roles: {roles}",
    "role.granted": "{by} gave {person} the role {role} from {starts}",
    "role.proposed": "{by} asked for {person} to have the role {role} from {starts}",
    "role.refused": "{by} refused {person} the role {role}",
    "role.ended": "{by} ended the role {role} of {person}",
    "delegation.made": "{by} recorded that {stand_in} stands in for {absent} as {post}, {starts} to {ends}",
    "delegation.ended": "{by} ended {stand_in} standing in for {absent} as {post}",
}.items():
    say(_name, _sentence)
