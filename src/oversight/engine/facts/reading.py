"""Reading given facts: names, types and ranges are checked, and every refusal says what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from oversight.engine.facts.catalogue import CATALOGUE, LARGEST_COUNT, Fact, FactType
from oversight.engine.facts.deriving import completed
from oversight.engine.model import BadInput
from oversight.engine.words import suggestion


def check_value(fact: Fact, value: Any) -> Any:
    """``value`` as the fact holds it; raises ``BadInput`` where it is of another type or out of range."""
    return _CHECKS[fact.type](fact, value)


def _choice(fact: Fact, value: Any) -> str:
    if isinstance(value, str) and value in fact.words:
        return value
    words = ", ".join(fact.words)
    near = suggestion(value.strip().lower().replace(" ", "_"), fact.words) if isinstance(value, str) else ""
    raise BadInput(f"'{fact.name}' is one of {words}, not {value!r}{near}")


def _flag(fact: Fact, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise BadInput(f"'{fact.name}' is true or false (without quotes), not {value!r}")


def _count(fact: Fact, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_COUNT:
        return value
    raise BadInput(f"'{fact.name}' is a whole number of {fact.unit} from 0 to {LARGEST_COUNT}, not {value!r}")


def _number(fact: Fact, value: Any) -> float | int:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < float("inf"):
        return value
    raise BadInput(f"'{fact.name}' is a number ({fact.unit}), zero or more, not {value!r}")


def _date(fact: Fact, value: Any) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadInput(f"'{fact.name}' is a date such as 2026-11-22, not {value!r}") from None


_CHECKS = {
    FactType.CHOICE: _choice,
    FactType.FLAG: _flag,
    FactType.COUNT: _count,
    FactType.NUMBER: _number,
    FactType.DATE: _date,
}


def read_text(fact: Fact, text: str) -> Any:
    """The value of a fact from a cell of a table: blank is unknown (``None``), yes and no stand for flags."""
    text = text.strip()
    if not text:
        return None
    if fact.type is FactType.FLAG:
        return check_value(
            fact, {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
        )
    if fact.type in (FactType.COUNT, FactType.NUMBER):
        return check_value(fact, _numeral(text, whole=fact.type is FactType.COUNT))
    return check_value(fact, text)


def _numeral(text: str, *, whole: bool) -> int | float | str:
    try:
        return int(text) if whole else float(text.replace(",", ""))
    except ValueError:
        return text


def flattened(given: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Facts with dotted names from a mapping that may nest (``{"regulator": {"safe": "good"}}``)."""
    flat: dict[str, Any] = {}
    for key, value in given.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping):
            flat |= flattened(value, f"{name}.")
        else:
            flat[name] = value
    return flat


def read_facts(given: Mapping[str, Any]) -> dict[str, Any]:
    """The known facts of one service from what a person gave, checked, with those that follow from them.

    Raises ``BadInput`` for an unknown name, a wrong type or range, or facts that contradict one another.
    """
    known: dict[str, Any] = {}
    for name, value in flattened(given).items():
        fact = CATALOGUE.get(name)
        if fact is None:
            raise BadInput(f"'{name}' is not a fact{suggestion(name, CATALOGUE)}")
        if value is not None:
            known[name] = check_value(fact, value)
    return completed(known)
