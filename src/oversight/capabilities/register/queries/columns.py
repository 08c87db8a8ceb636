"""The columns of the rows of the register, by what events call them."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from oversight.capabilities.register import models

KINDS: dict[str, type[Model]] = {
    "service": models.Service, "provider": models.Provider, "contact": models.Contact, "contract": models.Contract,
    "commissioner": models.Commissioner, "officer": models.Officer, "market_risk": models.MarketRisk,
    "warning": models.WarningLine, "check": models.LocalCheck,
}  # fmt: skip
"""The rows an event is about, by the first word of its name."""


def columns_of(kind: str) -> dict[str, Any]:
    """The columns of a kind of row, by their names and by their words; nothing for a kind nobody knows."""
    row = KINDS.get(kind)
    every = row._meta.concrete_fields if row else ()
    return {key: each for each in every for key in (each.name, each.attname, str(each.verbose_name))}
