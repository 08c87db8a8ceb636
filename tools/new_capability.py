"""Make the shelves of a new capability: ``make new-capability NAME=visits``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

SHELVES = {
    "states": "The states and the moves between them; pure.",
    "rules": "Rules over frozen facts; pure.",
    "events": "What happened, in the past tense; pure.",
    "models": "Fields, constraints, values derived from a row.",
    "permissions": "Who can do what: can_… asks, check_can_… refuses.",
    "queries": "Rows, dataclasses and numbers, from visible_to(user).",
    "actions": "Check permission, check state, ask the engine, write, audit, publish.",
    "subscribers": "What this capability does when something below it happens.",
    "jobs": "Find the work, call an action for each.",
    "forms": "Check shape, build clean values.",
    "tables": "Columns of lists.",
    "urls": "Routes; every one declares its capability.",
}
SITES = ("staff", "provider", "public", "api")


def main(name: str) -> int:
    """Write the folder; 2 where the name cannot be used or is taken."""
    if not re.fullmatch(r"[a-z][a-z_]+", name):
        print(
            f"'{name}' cannot name a capability: use one lower-case word, as in NAME=visits", file=sys.stderr
        )
        return 2
    folder = Path(__file__).parents[1] / "src/oversight/capabilities" / name
    if (folder / "models.py").exists():
        print(f"{folder} is there already; choose another name", file=sys.stderr)
        return 2
    for part in ("views", "tests", "templates", "migrations"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text(f'"""The capability {name}."""\n')
    for shelf, says in SHELVES.items():
        (folder / f"{shelf}.py").write_text(f'"""{says}"""\n')
    for part in ("views", "tests", "migrations"):
        (folder / part / "__init__.py").write_text(f'"""{name.capitalize()}: {part}."""\n')
    for site in SITES:
        (folder / "views" / f"{site}.py").write_text(f'"""Pages of {name} for the {site} site."""\n')
    print(
        f"{folder} is made. Now put '{name}' on its row of the map in .importlinter, and add its shelf contract."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
