"""`oversight sample make`: write the invented councils' files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.sample import SEED, Written, scale, write_sample

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

SERVICES, AUTHORITIES = 30_000, 150


def add_parser(subparsers: Subparsers) -> None:
    """Add `sample` to the command line."""
    parser = subparsers.add_parser("sample", help="write invented councils' files to try the program on")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    make = actions.add_parser(
        "make",
        help="two invented councils, or with --services or --authorities an invented country",
        description="Writes files in the regulator's formats, all invented. One seed, the same bytes.",
    )
    make.add_argument(
        "--into", type=Path, default=Path("var/sample"), metavar="DIR", help="folder (var/sample)"
    )
    make.add_argument(
        "--seed", type=int, default=SEED, metavar="N", help=f"what everything is drawn from ({SEED})"
    )
    make.add_argument(
        "--services", type=int, metavar="N", help=f"an invented country of N services ({SERVICES})"
    )
    make.add_argument("--authorities", type=int, metavar="N", help=f"in N invented councils ({AUTHORITIES})")
    make.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the files and say what was written; 0 when done. Raises ``BadInput`` where they cannot be."""
    for written in _written(arguments):
        print(f"{written.path!s:<{_WIDTH}}  {written.rows:>7,}  {written.what}")
    print("Everything in these files is invented.")
    return 0


_WIDTH = 54


def _written(arguments: argparse.Namespace) -> tuple[Written, ...]:
    if arguments.services is None and arguments.authorities is None:
        return write_sample(arguments.into, arguments.seed)
    services = SERVICES if arguments.services is None else arguments.services
    authorities = min(AUTHORITIES, services) if arguments.authorities is None else arguments.authorities
    return scale(arguments.into, services=services, authorities=authorities, seed=arguments.seed)
