"""``make new-capability NAME=visits``: the folder, its shelves, its tests, and the lines elsewhere that name it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from string import Template

from tools.new_capability import central
from tools.new_capability.naming import CannotBe, Names, names_for

ROOT = Path(__file__).resolve().parents[2]
SHELVES = Path(__file__).parent / "shelves"


def main(words: list[str]) -> int:
    """Make the capability and say what was made; 2 and nothing written where it cannot be."""
    asked = _asked(words)
    try:
        names = names_for(ROOT, asked.name, asked.record, asked.beside)
        if asked.nav:
            central.check_navigation(ROOT)
        made, granted = make(ROOT, names, beside=asked.beside, nav=asked.nav)
    except CannotBe as why:
        print(f"Nothing was made: {why}", file=sys.stderr)
        return 2
    settled = finish(ROOT, names)
    print(told(names, made, granted, asked.nav))
    return settled


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make new-capability", description=__doc__)
    parser.add_argument("name", help="what the council calls it, in one lower-case word: visits")
    parser.add_argument(
        "--record", default="", help="the word for one record, where it is not the name without s"
    )
    parser.add_argument(
        "--beside", default="", help="for a name that is not on the map: whose row it stands on"
    )
    parser.add_argument("--nav", action="store_true", help="give it a place in the navigation")
    return parser.parse_args(words)


def make(
    root: Path, names: Names, *, beside: str = "", nav: bool = False
) -> tuple[list[Path], central.Matrix]:
    """Write the shelves and the lines elsewhere. Gives what was written, and who may do what."""
    matrix = central.Matrix(root)
    added = matrix.add(names)
    central.add_words(root, added)
    central.put_on_map(root, names.name, beside)
    if nav:
        central.add_to_navigation(root, names)
    return write_shelves(root, names.words() | matrix.players(names.name)), matrix


def write_shelves(root: Path, words: dict[str, str]) -> list[Path]:
    """Every shelf, from its text."""
    folder, made = root / "src/oversight/capabilities" / words["name"], []
    for text in sorted(SHELVES.rglob("*.txt")):
        path = folder / _place(text.relative_to(SHELVES), words)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(text.read_text(encoding="utf-8")).substitute(words), encoding="utf-8")
        made.append(path)
    return made


def _place(text: Path, words: dict[str, str]) -> Path:
    """Where a text goes: templates under the name of the capability and of their view."""
    plain = text.with_suffix("")
    if plain.parts[0] != "templates":
        return plain
    view = {"list.html": f"{words['records']}.html", "record.html": f"{words['record']}.html"}[plain.name]
    return Path("templates") / words["name"] / "staff" / view


def finish(root: Path, names: Names) -> int:
    """Lay the code out as the house does, and have Django write the migration; 1 where one of them fails."""
    folder = f"src/oversight/capabilities/{names.name}"
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "oversight.config.settings",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(root / "src"), os.environ.get("PYTHONPATH")))),
    }  # fmt: skip
    for command in (
        ("ruff", "check", "--quiet", "--fix", "--select", "I", folder),
        ("ruff", "format", "--quiet", folder),
        ("django", "makemigrations", names.name, "--verbosity", "0"),
        ("ruff", "format", "--quiet", folder),
    ):
        done = subprocess.run([sys.executable, "-m", *command], cwd=root, env=environment)
        if done.returncode:
            print(f"'{' '.join(command)}' failed: mend that, then run it again", file=sys.stderr)
            return 1
    return 0


def told(names: Names, made: list[Path], matrix: central.Matrix, nav: bool) -> str:
    """What was made, and what to do next."""
    folder = f"src/oversight/capabilities/{names.name}"
    who = [f"  {names.name}.{verb}: {_roles(matrix, f'{names.name}.{verb}')}" for verb in central.VERBS]
    steps = [
        f"{central.MATRIX}: change the roles above to those the policy names, and the source column to its clause.",
        f"{folder}/tests/records.py: who plays in the tests; change them with the roles.",
        f"{folder}/models.py, states.py, rules.py: what a {names.record} really is. Then delete migrations/0001_initial.py "
        f"and run 'python -m django makemigrations {names.name}' until the first one is shared.",
        f"{folder}/__init__.py: one sentence on what it is for. CHANGELOG.md: a line in users' words.",
        f".venv/bin/python -m pytest {folder}, then make check and make test.",
    ]
    place = f"It is the last place of the navigation ({central.NAVIGATION})." if nav else \
        f"Nothing leads to /{names.name}/ but search: link to it, or add it to PLACES in {central.NAVIGATION}."  # fmt: skip
    return "\n".join([
        f"{folder}: {len(made) + 1} files, with the first kind of record, the {names.record} ({names.letter}-0001).",
        f"Pages: /{names.name}/ (list), /{names.name}/new/, one {names.record}, correct, close. {place}",
        "Who may do what (the defaults are those of the register):", *who,
        "Next:", *(f"  {number}. {step}" for number, step in enumerate(steps, start=1)),
    ])  # fmt: skip


def _roles(matrix: central.Matrix, capability: str) -> str:
    return ", ".join(role for role in matrix.columns[4:] if matrix.cell(capability, role) != "-")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
