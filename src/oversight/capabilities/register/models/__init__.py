"""Rows of the register."""

from oversight.capabilities.register.models.imports import Import, ImportRow, ImportState, Outcome
from oversight.capabilities.register.models.parts import (
    Commissioner,
    Contact,
    Contract,
    LocalCheck,
    MarketRisk,
    Officer,
    Part,
    WarningLine,
)
from oversight.capabilities.register.models.places import Brand, Place, Provider, Recorded, Service

__all__ = [
    "Brand",
    "Commissioner",
    "Contact",
    "Contract",
    "Import",
    "ImportRow",
    "ImportState",
    "LocalCheck",
    "MarketRisk",
    "Officer",
    "Outcome",
    "Part",
    "Place",
    "Provider",
    "Recorded",
    "Service",
    "WarningLine",
]
