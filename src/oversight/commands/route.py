"""`oversight policy route`: where a case stands after its events, who may do what next, and who may not."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from oversight.commands.inputs import (
    a_day,
    add_json,
    add_pack,
    add_settings,
    one_pack,
    read_json,
    settings_of,
)
from oversight.engine.packs.proving import due_by
from oversight.engine.routes.machine import as_json, parse_events
from oversight.engine.routes.machine import run as run_route


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("route", help="where a case stands and who may act next")
    add_pack(parser)
    parser.add_argument("--route", required=True, metavar="R", help="the route's id")
    words = "the events: [{at, by, role, answer, carries}]; - for standard input"
    parser.add_argument("--events", required=True, metavar="E.json", help=words)
    parser.add_argument("--as-at", metavar="DATE", help="also close windows that have run out by this day")
    add_settings(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Replay the events of one case."""
    pack, settings = one_pack(arguments), settings_of(arguments)
    settings.check_against(pack)
    route = pack.find("routes", arguments.route)
    events = parse_events(read_json(arguments.events, list, "events"))
    as_at = a_day(arguments.as_at, "--as-at") if arguments.as_at else None
    standing = run_route(route, events, due_by(pack, settings.closures), named=settings.fill_in, as_at=as_at)
    found = as_json(standing)
    print(json.dumps(found, indent=1, ensure_ascii=False) if arguments.json else "\n".join(in_words(found)))
    return 0


def in_words(found: dict[str, Any]) -> list[str]:
    """The standing of a case for a person."""
    lines = [f"Step: {found.get('title') or found['step']}" + (" (closed)" if found["closed"] else "")]
    for move in found["moves"]:
        needs = f", carrying {', '.join(move['requires'])}" if move["requires"] else ""
        lines.append(f"  next: {move['role']} may {move['answer']}{needs}")
    lines += [f"  may not: {each['by']}: {each['why']}" for each in found.get("barred", ())]
    lines += [f"  blocked: {sentence}" for sentence in found.get("blocked", ())]
    lines += [f"  clock: {each['clock']} due {each['due_on']}" for each in found["clocks"]]
    lines += [f"  letter: {each['letter']}" for each in found.get("letters", ())]
    return lines + [f"  refused: {each['why']}" for each in found["refused"]]
