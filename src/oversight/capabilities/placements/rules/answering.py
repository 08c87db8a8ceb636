"""The answer to ‘Can we place?’ from what is known. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oversight.capabilities.placements.states import GRAVITY, STALE_AFTER
from oversight.foundation.ui.words import day, plural


@dataclass(frozen=True, slots=True)
class Known:
    """What the answer is worked out from. ``""`` and ``None`` are not known.

    ``decided`` is the position that stands by a decision taken here, in the case ``decided_in``;
    ``list_dated`` is the day of the newest list (``None``: there is none); ``position`` what it says of the
    service (``""``: it is not on it); ``rating`` the regulator's; ``listed`` whether the regulator lists it still
    (``None``: nothing was taken in); ``recommended`` what the policy's own rules point to and nobody has decided.
    """

    open: bool
    list_dated: date | None
    position: str = ""
    position_words: str = ""
    decided: str = ""
    decided_words: str = ""
    decided_on: date | None = None
    decided_in: str = ""
    other_authority: str = ""
    other_position: str = ""
    rating: str = ""
    listed: bool | None = None
    registered: bool | None = None
    dormant: bool | None = None
    regulated: bool = True
    recommended: str = ""
    recommended_words: str = ""
    band: str = ""
    opened_on: date | None = None

    @property
    def decided_since_the_list(self) -> bool:
        """Whether a decision taken here is as new as the list, or newer: then the list no longer counts for it."""
        if self.decided_on is None:
            return False
        return self.list_dated is None or self.decided_on >= self.list_dated

    @property
    def stands(self) -> str:
        """The position that counts: the decided one, and of an older decision and a list the graver."""
        if self.decided_since_the_list:
            return self.decided
        return max(self.decided, self.position, key=lambda each: GRAVITY[_level(each)])


@dataclass(frozen=True, slots=True)
class Answer:
    """``no``, ``ask``, ``care`` or ``yes``, with each reason for it in a sentence, the gravest first."""

    answer: str
    reasons: tuple[str, ...]


def answer(known: Known, today: date) -> Answer:
    """The gravest of what is known. Nothing known is never a yes: what is not known is asked first."""
    found = sorted(_reasons(known, today), key=lambda each: -GRAVITY[each[0]])
    return Answer(found[0][0] if found else "yes", tuple(words for _, words in found))


def _reasons(known: Known, today: date) -> Iterator[tuple[str, str]]:
    if not known.open:
        yield "no", "The service is closed."
    yield from _of_decision(known)
    if not known.decided_since_the_list:
        yield from _of_position(known)
        yield from _of_list(known, today)
    yield from _of_regulator(known)
    if known.other_position:
        yield (
            "ask",
            f"{known.other_authority or 'Another authority'} has a restriction: {known.other_position}.",
        )
    if known.recommended and GRAVITY[_level(known.recommended)] > GRAVITY[_level(known.stands)]:
        words = f"The policy’s own rules point to ‘{known.recommended_words}’, and nobody has decided it yet."
        yield "ask", words
    if known.band == "red":
        yield "care", "Its worked-out risk is red."


def _level(position: str) -> str:
    return {"embargo": "no", "terminate": "no", "caution": "ask"}.get(position, "yes")


def _of_decision(known: Known) -> Iterator[tuple[str, str]]:
    if (level := _level(known.decided)) != "yes" and known.decided_on:
        yield level, f"Decided on {day(known.decided_on)}, {known.decided_in}: {known.decided_words}."


def _of_position(known: Known) -> Iterator[tuple[str, str]]:
    if (level := _level(known.position)) != "yes":
        yield level, f"The list says: {known.position_words}."


def _of_list(known: Known, today: date) -> Iterator[tuple[str, str]]:
    """No list, or an old one, cannot say that there is no restriction: it fails closed."""
    if known.list_dated is None:
        yield "ask", "No list of restrictions has been taken in, so this cannot say that there is none."
    elif (age := (today - known.list_dated).days) > STALE_AFTER:
        since = f"The list of restrictions is {plural(age, 'day')} old, of {day(known.list_dated)}."
        yield "ask", f"{since} After {STALE_AFTER} days it is not relied on."
    elif not known.position and known.opened_on and known.opened_on > known.list_dated:
        opened = (
            f"It opened on {day(known.opened_on)}, after the list of restrictions of {day(known.list_dated)}"
        )
        yield "ask", f"{opened}, which cannot tell of it."


def _of_regulator(known: Known) -> Iterator[tuple[str, str]]:
    if known.registered is False:
        yield "no", "The regulator says it is no longer registered."
    elif known.listed is False:
        yield "ask", "The regulator no longer lists it."
    if known.dormant:
        yield "ask", "The regulator says it is dormant: it gives no care now."
    if known.rating == "inadequate":
        yield "ask", "The regulator rates it Inadequate."
    elif known.rating == "requires_improvement":
        yield "care", "The regulator rates it Requires improvement."
    elif not known.rating and known.regulated:
        yield "care", "No rating of the regulator is known."
