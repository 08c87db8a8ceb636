"""Which services are overseen under the policy, and how long a warning stands. Pure."""

from __future__ import annotations

from datetime import date


def scope_ground(
    kind: str, *, in_area: bool | None, in_house: bool | None, commissioned: bool, regulated: bool
) -> str:
    """Why a service is overseen under the policy, in words; empty where it is not, or not yet known (WB 7.1)."""
    if in_house:
        return "It is one of the council’s own services"
    if not in_area:
        return ""
    if kind in ("nursing_home", "residential_home", "specialist_residential", "home_care") and regulated:
        return "It is a registered care home or agency with its office in our area"
    if kind == "day_service":
        return "It is a day service in our area"
    if kind == "supported_living" and commissioned:
        return "It is supported living in our area that the council buys"
    return ""


def warning_stands(lapses_on: date, ended_on: date | None, day: date) -> bool:
    """Whether a warning is shown on a day."""
    return day <= lapses_on and (ended_on is None or day < ended_on)
