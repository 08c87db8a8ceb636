"""The `oversight` command: what a policy says, without a database; and running the service.

Errors go to standard error as one sentence. The exit status is 0 when all is well, 1 when a check
failed, 2 for bad use or bad input.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, NoReturn

from oversight.commands import assess, check, compare, deadline, explain, quorum, route, sample, score
from oversight.config import running
from oversight.engine.model import BadInput, PackError
from oversight.gateways.regulator import RegulatorFileError

POLICY = (check, explain, assess, deadline, quorum, score, route, compare)


class Parser(ArgumentParser):
    """A parser whose complaints are one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to see the right use; exit with 2."""
        self.exit(2, f"{self.prog}: {message}; see '{self.prog} --help'\n")


def parser() -> Parser:
    """The whole command line."""
    top = Parser(prog="oversight", description=__doc__.splitlines()[0] if __doc__ else None)
    parts: Any = top.add_subparsers(dest="part", required=True, metavar="PART", parser_class=Parser)
    policy = parts.add_parser(
        "policy", help="what a council's policy says", description="What a policy says."
    )
    commands = policy.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    for command in POLICY:
        command.add_parser(commands)
    sample.add_parser(parts)
    running.add_parsers(parts)
    return top


def main(given: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is returned."""
    arguments = parser().parse_args(given)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
        return status
    except PackError as faulty:
        print(*faulty.problems, sep="\n", file=sys.stderr)
        return 2
    except (BadInput, RegulatorFileError) as wrong:
        print(f"oversight: {wrong}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
