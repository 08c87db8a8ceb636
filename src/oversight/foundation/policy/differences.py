"""What differs between two sets of settings, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oversight.engine.packs.pack import Pack
from oversight.foundation.policy.overrides import Overrides
from oversight.foundation.policy.settable import Settable, settable, shown, value_of
from oversight.foundation.ui.words import day

CLOSURES = "Closure days"


@dataclass(frozen=True, slots=True)
class Differs:
    """A setting before and after."""

    group: str
    what: str
    before: str
    after: str
    clause: str = ""


def differences(packs: Sequence[Pack], before: Overrides, after: Overrides) -> tuple[Differs, ...]:
    """Everything that differs, in the order of the form."""
    titles = {str(role): title for pack in reversed(packs) for role, title in pack.about.roles.items()}
    everything = settable(packs)
    found = []
    for each in everything:
        was, now = value_of(before, each), value_of(after, each)
        if was != now:
            said = shown(each, was, titles), shown(each, now, titles)
            found.append(Differs(each.group, _what(each), *said, each.clause))
    return (*found, *_closures(before, after), *_gone(everything, before, after))


def _what(each: Settable) -> str:
    return f"{each.heading}: {each.words[:1].lower()}{each.words[1:]}"


def _closures(before: Overrides, after: Overrides) -> Iterator[Differs]:
    was, now = ({each.date: each.why for each in side.closures} for side in (before, after))
    for each in sorted(was.keys() | now.keys()):
        if was.get(each) != now.get(each):
            yield Differs(CLOSURES, day(each), was.get(each, "open"), now.get(each, "open"))


def _gone(everything: Sequence[Settable], before: Overrides, after: Overrides) -> Iterator[Differs]:
    """Settings of an edition that is no longer in force: named by their own words."""
    known = {each.key for each in everything}
    for key in sorted((set(before.keys()) ^ set(after.keys())) - known):
        held = key in set(after.keys())
        yield Differs(
            "Of a policy not in force",
            " ".join(key[1:]),
            "" if held else "set",
            "set" if held else "no longer set",
        )
