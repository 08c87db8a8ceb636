"""What a stored result says, in words: facts, reasons, what is missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from oversight.capabilities.risk.states import BANDS
from oversight.engine.facts.catalogue import CATALOGUE, FactType
from oversight.engine.outcomes.explaining import explain
from oversight.engine.outcomes.policy import Policy

OURS = {"risk.band": "The worked-out band"}
"""Facts that the catalogue describes for those who write policies."""


def fact_words(name: str) -> str:
    """What a fact is, in words; its name where the catalogue of a later day no longer has it."""
    if name in OURS:
        return OURS[name]
    fact = CATALOGUE.get(name)
    return fact.says.rstrip(".") if fact else name


def value_words(name: str, value: Any) -> str:
    """A value of a fact as people read it."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " or ".join(value_words(name, each) for each in value)
    fact = CATALOGUE.get(name)
    if fact and fact.type is FactType.CHOICE:
        return str(value).replace("_", " ")
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


def said(name: str, value: Any) -> str:
    """A fact with its value: 'The regulator's overall rating: inadequate'."""
    return f"{fact_words(name)}: {value_words(name, value)}"


def reasons(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every floor and contribution of a result, the weightiest first.

    Each has ``title``, ``found``, ``points`` (``None`` for a floor), ``band`` (of a floor), ``rule``, ``clause``.
    """
    risk = result.get("risk") or {}
    floors = [
        {
            "title": f"At least {each['band']}", "found": "; ".join(_met(one) for one in each["because"]),
            "points": None, "band": each["band"], "rule": each["rule"], "clause": each["clause"],
        }
        for each in risk.get("floors", ())
    ]  # fmt: skip
    points = [
        {
            "title": each["title"], "found": said(each["fact"], each["value"]), "fact": each["fact"],
            "points": each["points"],
            "band": "", "rule": each["rule"], "clause": each["clause"],
        }
        for each in sorted(risk.get("contributions", ()), key=lambda one: -one["points"])
    ]  # fmt: skip
    return [*sorted(floors, key=lambda one: one["band"] != "red"), *points]


def _met(because: Mapping[str, Any]) -> str:
    return said(because["fact"], because["value"])


def top_reason(result: Mapping[str, Any]) -> str:
    """The weightiest reason in a line."""
    first = next(iter(reasons(result)), None)
    return "" if first is None else str(first["found"])[:300]


def missing_words(result: Mapping[str, Any]) -> list[str]:
    """What is not known, so that the true band may be worse."""
    return [fact_words(each) for each in (result.get("risk") or {}).get("missing", ())]


def prompts(result: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What the policy prompts somebody to do, by rule."""
    return {each["rule"]: each for each in result.get("outcomes", ()) if each["kind"] == "prompt"}


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two results say the same, whatever the day they were worked out for."""
    return _without_day(one) == _without_day(other)


def _without_day(result: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name != "as_at"}


def starts_at(band: str, limits: Mapping[str, int]) -> str:
    """Where a band starts, in words; empty for the best one."""
    return f"{band.capitalize()} starts at {limits[band]}." if band in limits else ""


def next_better(policy: Policy, facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """The next better band with the smallest sets of changes that reach it; ``None`` at the best."""
    risk = explain(policy, facts).as_json()["risk"] or {}
    found: dict[str, Any] | None = risk.get("next_better")
    return found


def change_words(changes: Iterable[Mapping[str, Any]]) -> str:
    """A set of changed facts in words: what would have to become what."""
    return " and ".join(
        f"‘{fact_words(each['fact'])}’ became {value_words(each['fact'], each['to'])}" for each in changes
    )


def band_words(current: Any) -> str:
    """A band with its points and whether it has gaps: 'Amber, 31 points, with gaps'."""
    told = [BANDS[current.band]]
    told += [f"{current.score} points"] if current.score is not None else []
    told += ["with gaps"] if not current.complete else []
    return ", ".join(told)


def band_alone(current: Any) -> str:
    """A band without its points: 'Amber, with gaps'."""
    return BANDS[current.band] + ("" if current.complete else ", with gaps")


WHERE = {"regulator": "regulator/", "finance": "details/", "contract": "details/", "market": "details/",
         "provider": "details/", "service": "details/"}  # fmt: skip


def recorded_at(name: str) -> str:
    """Where on a service's pages a fact is recorded; empty where no page has it yet."""
    return WHERE.get(name.partition(".")[0], "")


def is_left_alone(band: str, scope: str) -> bool:
    """Whether a service without a planned visit and without support is one that should have either (WB 11.1).

    ``queries.LEFT_ALONE`` says the same of many at once; where oversight is undecided the service counts.
    """
    return band in ("red", "amber") and scope != "not_overseen"
