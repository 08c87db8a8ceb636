"""What the commands read: packs by name, JSON files, days; every mistake becomes one clear sentence."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import ValidationError

from oversight.engine.model import BadInput
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import Pack
from oversight.engine.packs.settings import LocalSettings
from oversight.gateways.regulator import DayOrder

LONDON = ZoneInfo("Europe/London")


def packs_folder() -> Path:
    """Where the packs are: ``OVERSIGHT_PACKS``, else the project's ``content/packs``, or those installed."""
    if given := os.environ.get("OVERSIGHT_PACKS"):
        return Path(given)
    here = Path(__file__).resolve()
    for root in (here.parents[3] / "content", here.parents[1] / "content"):
        if (root / "packs").is_dir():
            return root / "packs"
    raise BadInput("no packs were found; set OVERSIGHT_PACKS to the folder that holds them")


def library() -> Library:
    """The packs of this installation."""
    return Library(packs_folder())


def add_pack(parser: ArgumentParser) -> None:
    """``--pack``, which may be given several times or as ``a+b`` for packs adopted together."""
    words = "a pack: its id, id/edition, or the path of its folder; several are adopted together"
    parser.add_argument("--pack", action="append", required=True, metavar="P", help=words)


def add_as_at(parser: ArgumentParser) -> None:
    """``--as-at DATE``."""
    parser.add_argument("--as-at", metavar="DATE", help="the day the policy is read for (today unless given)")


def add_settings(parser: ArgumentParser) -> None:
    """``--settings FILE``."""
    parser.add_argument("--settings", metavar="FILE", help="local settings (YAML): fill_in, closures")


def add_dates(parser: ArgumentParser) -> None:
    """``--dates``, for files whose dates do not settle which number is the day."""
    words = "day-first or month-first, for every column or for one: 'Publication Date=day-first'"
    parser.add_argument("--dates", action="append", metavar="ORDER", help=words)


def dates_of(arguments: Namespace) -> DayOrder | dict[str, DayOrder] | None:
    """The order of dates given by ``--dates``: for all columns, by heading, or none. Raises ``BadInput``."""
    given = [text.rpartition("=") for text in arguments.dates or ()]
    by_heading = {heading.strip(): _day_order(order) for heading, _, order in given if heading}
    for_all = [_day_order(order) for heading, _, order in given if not heading]
    if len(for_all) > 1 or (for_all and by_heading):
        raise BadInput("--dates is given once for all columns, or once for each heading as HEADING=ORDER")
    return for_all[0] if for_all else by_heading or None


def _day_order(text: str) -> DayOrder:
    try:
        return DayOrder(text.strip())
    except ValueError:
        raise BadInput(f"--dates is day-first or month-first, not '{text}'") from None


def add_json(parser: ArgumentParser) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def chosen_packs(arguments: Namespace) -> list[Pack]:
    """The packs named by ``--pack``, in the order given."""
    found = library()
    return [found.load(name) for given in arguments.pack for name in given.split("+") if name]


def one_pack(arguments: Namespace) -> Pack:
    """The pack named by ``--pack`` where only one makes sense."""
    packs = chosen_packs(arguments)
    if len(packs) != 1:
        raise BadInput(f"this command takes one pack, and {len(packs)} were given; name one with --pack")
    return packs[0]


def today() -> date:
    """The day it is in London; only the outermost layer reads the clock."""
    return datetime.now(LONDON).date()


def as_at(arguments: Namespace) -> date:
    """The day given by ``--as-at``, or today."""
    return a_day(arguments.as_at, "--as-at") if arguments.as_at else today()


def a_day(text: str, name: str) -> date:
    """A day from ISO text. Raises ``BadInput``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{name} is a day such as 2026-11-22, not '{text}'") from None


def read_text(path: str) -> str:
    """A text file, or standard input for ``-``. Raises ``BadInput``."""
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except OSError as wrong:
        raise BadInput(f"{path} cannot be read: {wrong.strerror or wrong}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text; save it as UTF-8 and try again") from None


def read_json(path: str, expected: type, what: str) -> Any:
    """A JSON file of the expected kind (``dict`` or ``list``). Raises ``BadInput`` with the line."""
    try:
        value = json.loads(read_text(path))
    except json.JSONDecodeError as wrong:
        raise BadInput(
            f"{path}, line {wrong.lineno}: this is not JSON ({wrong.msg}); mend it there"
        ) from None
    if not isinstance(value, expected):
        kind = "an object in braces { }" if expected is dict else "a list in brackets [ ]"
        raise BadInput(f"{path} holds a {type(value).__name__}; {what} are given as {kind}")
    return value


def settings_of(arguments: Namespace) -> LocalSettings:
    """The local settings given by ``--settings``, or none. Raises ``BadInput``."""
    if not arguments.settings:
        return LocalSettings()
    try:
        return LocalSettings.model_validate(yaml.safe_load(read_text(arguments.settings)) or {})
    except yaml.YAMLError as wrong:
        raise BadInput(f"{arguments.settings} is not YAML: {wrong}") from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"{arguments.settings}: '{place}': {first['msg']}") from None
