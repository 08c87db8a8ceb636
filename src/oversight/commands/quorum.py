"""`oversight policy quorum`: whether a meeting is quorate, and what is missing."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from oversight.commands.inputs import add_json, add_pack, one_pack
from oversight.engine.meetings.present import parse_present
from oversight.engine.meetings.quorum import as_json, quorum


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("quorum", help="whether a meeting is quorate")
    add_pack(parser)
    parser.add_argument("--meeting", required=True, metavar="M", help="the meeting's id")
    parser.add_argument(
        "--present", nargs="*", default=[], metavar="ROLE", help="who is there: ROLE or ROLE=PERSON"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Say whether those present make a quorum."""
    meeting = one_pack(arguments).find("meetings", arguments.meeting)
    found = as_json(quorum(meeting, parse_present(arguments.present)))
    if arguments.json:
        print(json.dumps(found, indent=1, ensure_ascii=False))
        return 0
    answer = {True: "Quorate", False: "Not quorate", None: "Cannot be said"}[found["quorate"]]
    print(f"{meeting.title}: {answer} (clause {meeting.clause})")
    print(f"  {found['why']}")
    return 0
