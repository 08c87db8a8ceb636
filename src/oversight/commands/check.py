"""`oversight policy check`: whether packs are sound, mistakes as ``file:line: message``."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from oversight.commands.display import plural
from oversight.commands.inputs import add_json, library
from oversight.engine.model import PackError, Problem
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import Pack
from oversight.engine.packs.proving import failures


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("check", help="whether packs are sound; runs their examples")
    parser.add_argument("packs", nargs="*", metavar="PACK", help="packs to check; all of them unless named")
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Check packs; 1 where anything is wrong."""
    packs = library()
    names = [name for given in arguments.packs for name in given.split("+")] or packs.names()
    sound, problems = [], list[Problem]()
    for name in names:
        pack, found = checked(packs, name)
        problems += [problem for problem in found if problem not in problems]
        if pack and not found:
            sound.append(pack)
    if arguments.json:
        told = [{"file": p.file, "line": p.line, "message": p.message} for p in problems]
        print(
            json.dumps(
                {"sound": [pack.name for pack in sound], "problems": told}, indent=1, ensure_ascii=False
            )
        )
    else:
        print(*(summary(pack) for pack in sound), sep="\n", end="\n" if sound else "")
        print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


def checked(packs: Library, name: str) -> tuple[Pack | None, list[Problem]]:
    """A pack and what is wrong with it, its examples included."""
    try:
        pack = packs.load(name)
    except PackError as faulty:
        return None, faulty.problems
    return pack, failures(pack)


def summary(pack: Pack) -> str:
    """One line on a sound pack, and a line for each gap to fill in before it can be adopted."""
    floors = len(pack.matrix.floors) if pack.matrix else 0
    counts = [
        plural(len(pack.clauses), "clause"),
        plural(len(pack.rules), "rule"),
        plural(floors, "floor"),
        plural(len(pack.clocks), "clock"),
        plural(len(pack.routes), "route"),
        plural(len(pack.processes), "process", "processes"),
        plural(len(pack.examples), "example"),
    ]
    lines = [f"{pack.name}: sound ({', '.join(counts)})"]
    return "\n".join(
        [*lines, *(f"  to fill in before adoption: {gap.says}" for gap in pack.about.to_fill_in)]
    )


if __name__ == "__main__":
    sys.exit(run(Namespace(packs=sys.argv[1:], json=False)))
