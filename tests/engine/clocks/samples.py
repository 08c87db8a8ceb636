"""Calendars and clocks for the tests: those of the common pack, and some of an invented council."""

from pathlib import Path
from typing import Any

import yaml

from oversight.engine.clocks.models import Calendar, Clock

COMMON = Path(__file__).resolve().parents[3] / "content/packs/common/1"


def _listed(name: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = yaml.safe_load((COMMON / name).read_text(encoding="utf-8"))
    return listed


CALENDARS = {each["id"]: Calendar.model_validate(each) for each in _listed("calendars.yaml")}
CLOCKS = {each["id"]: Clock.model_validate(each) for each in _listed("clocks.yaml")}
ENGLAND = CALENDARS["england-and-wales"]


def clock(within: int, unit: str, **more: Any) -> Clock:
    """A clock of Anyshire."""
    about = {"id": "answer", "clause": "4.2", "starts": "asked", "within": within, "unit": unit}
    return Clock.model_validate({**about, **more})
