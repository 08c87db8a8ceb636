"""`oversight policy deadline`: when a time limit ends, the days skipped and why, and the clause."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from oversight.commands.inputs import add_json, add_pack, add_settings, one_pack, settings_of
from oversight.engine.clocks.deadlines import Deadline, as_json, deadline
from oversight.engine.clocks.models import Clock
from oversight.engine.clocks.moments import parse_start


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("deadline", help="when a time limit ends")
    add_pack(parser)
    parser.add_argument("--clock", required=True, metavar="C", help="the clock's id")
    parser.add_argument(
        "--from",
        required=True,
        dest="start",
        metavar="WHEN",
        help="the day or moment of the event",
    )
    add_settings(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Work out one deadline."""
    pack, settings = one_pack(arguments), settings_of(arguments)
    clock = pack.find("clocks", arguments.clock)
    found = deadline(clock, pack.calendar_of(clock), parse_start(arguments.start), settings.closures)
    if arguments.json:
        print(json.dumps(as_json(found), indent=1, ensure_ascii=False))
    else:
        print("\n".join(in_words(found, clock)))
    return 0


def in_words(found: Deadline, clock: Clock) -> list[str]:
    """The deadline for a person: when, why then, which days did not count."""
    due = f"{found.due_on:%A %-d %B %Y}, end of day" if found.due_on else str(found.held)
    lines = [
        f"{clock.title or found.clock}: {due}",
        f"  {clock.in_words()} {clock.starts.replace('-', ' ')} on {found.starts_on:%A %-d %B %Y}",
        f"  clause {found.clause}; calendar {found.calendar}",
    ]
    if found.skipped:
        lines.append("  days not counted:")
        lines += [f"    {each.date:%a %-d %b %Y}  {each.why}" for each in found.skipped]
    return lines
