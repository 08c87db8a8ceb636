"""Which of the regulator's locations are adult social care: one rule for every file."""

from __future__ import annotations

from collections.abc import Iterable

from oversight.gateways.regulator.service_types import SOCIAL_CARE_TYPES

SECTOR = "social care org"
DIRECTORATE = "adult social care"
CATEGORIES = frozenset({"residential social care", "community based adult social care services"})


def in_scope(sector: str = "", directorate: str = "", category: str = "", types: Iterable[str] = ()) -> bool:
    """Whether a location is adult social care.

    The rule: its type is ``Social Care Org`` **or** its inspection directorate is ``Adult social care``.
    Both are asked because they differ at the edges: closed locations carry the directorate ``Unspecified``
    (in one real area 224 by type, 183 by directorate), and a few services of social care belong to an
    organisation of health care. Councils go by the directorate, Skills for Care by the type; whoever needs
    oversight of a place loses nothing by the union.

    Some files say neither. Then the primary inspection category decides (``Residential social care`` or
    ``Community based adult social care services``), and where that is blank too, whether one of the service
    types is social care. Where a file says nothing at all the location is kept: a council would rather see
    one too many than lose one.
    """
    if sector or directorate:
        return sector.casefold() == SECTOR or directorate.casefold() == DIRECTORATE
    if category:
        return category.casefold() in CATEGORIES
    named = [name for name in types if name]
    return not named or any(name.casefold() in SOCIAL_CARE_TYPES for name in named)
