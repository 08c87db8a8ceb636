"""What of a result a provider is told (HAL 2.3): an allow-list, and nothing that is not on it. Pure.

A result is worked out from everything the council holds: also from what people said in confidence, from
safeguarding, from other authorities, from what officers think and plan. A provider who read that, or could reckon it
out, could find who spoke and make it hard for them, or warn somebody who is being looked into. So:

- Only facts named in ``TOLD`` are told: what the regulator publishes of the service, and what the register says of the
  provider itself. Each must also be recorded in one of ``SOURCES``; a fact that the catalogue does not know, or comes
  to know later, is not told until somebody adds it here.
- What the regulator has said to the council alone, as that it means to enforce, is from the same files but not told.
- No points are told and no sum of them: what is left when the known points are taken away would say how much else
  is held. Nor whether anything else is held: the page says the same sentence to everybody.
- Of what the policy asks for, only what follows from the band itself: no prompt, task, notice, level or process.
- A reason with several facts is told only where every one of them may be.
- Not told either: the cause of a result, the moment it was worked out (both say when something came in), what is
  missing, and the sentence of facts that contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oversight.capabilities.risk.rules.words import change_words, said
from oversight.engine.facts.catalogue import CATALOGUE, KEY_QUESTIONS, REGISTER, REGULATOR

SOURCES = frozenset({REGULATOR, REGISTER})
"""Where a fact that is told is recorded, in the words of the catalogue."""

TOLD = frozenset({
    "regulator.overall", *(f"regulator.{question}" for question in KEY_QUESTIONS),
    "regulator.inadequate_count", "regulator.requires_improvement_count", "regulator.below_good_count",
    "regulator.published_on", "regulator.registered", "regulator.dormant", "regulator.registered_manager_in_post",
    "regulator.not_rated", "regulator.from_groups", "regulator.ratings_fluctuating",
    "service.in_area", "service.regulated", "service.in_house", "service.type", "service.care_home", "service.beds",
    "service.closed", "provider.services",
})  # fmt: skip
"""The facts that are told, by name."""

BAND = "risk.band"
"""The rating itself, which is told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider is told of a result, in words.

    ``counted``: what was found that counts. ``follows``: what the policy asks for because of the band.
    ``changing``: what would have to change for the next better band.
    """

    counted: tuple[str, ...]
    follows: tuple[str, ...]
    changing: tuple[str, ...]


def may_be_told(name: str) -> bool:
    """Whether a provider is told a fact about its own service."""
    fact = CATALOGUE.get(name)
    return fact is not None and name in TOLD and fact.source in SOURCES


def told_to_provider(result: Mapping[str, Any], better: Mapping[str, Any] | None) -> Told:
    """What a provider is told of a stored result and of what would better it (``next_better`` of the engine)."""
    risk = result.get("risk") or {}
    return Told(
        (*_floors(risk.get("floors", ())), *_counted(risk.get("contributions", ()))),
        tuple(
            dict.fromkeys(each["label"] for each in result.get("outcomes", ()) if _follows_from_band(each))
        ),
        tuple(_changing(better or {})),
    )


def _all_told(facts: Iterable[Mapping[str, Any]], *also: str) -> bool:
    names = [each["fact"] for each in facts]
    return bool(names) and all(name in also or may_be_told(name) for name in names)


def _floors(floors: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for each in floors:
        if _all_told(each["because"]):
            found = "; ".join(said(one["fact"], one["value"]) for one in each["because"])
            yield f"{found}. This by itself is enough for {each['band']}."


def _counted(contributions: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for each in contributions:
        if may_be_told(each["fact"]):
            yield f"{said(each['fact'], each['value'])}."


def _follows_from_band(outcome: Mapping[str, Any]) -> bool:
    """An activity that follows from the band, with nothing else that is not told."""
    because = outcome.get("because", ())
    from_band = any(each["fact"] == BAND for each in because)
    return outcome["kind"] == "activity" and from_band and _all_told(because, BAND)


def _changing(better: Mapping[str, Any]) -> Iterable[str]:
    for each in better.get("suggestions", ()):
        if _all_told(each):
            yield f"If {change_words(each)}, the rating would be {better['band']}."
