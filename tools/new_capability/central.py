"""The few files that must name a capability: the map, who may do what, the navigation."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from tools.new_capability.naming import CannotBe, Names

MAP = ".importlinter"
MATRIX = "content/access/capabilities.csv"
ROLES = "content/access/roles.csv"
WORDS = "src/oversight/foundation/accounts/capabilities.py"
NAVIGATION = "src/oversight/sites/staff/chrome.py"
VERBS = ("see", "add", "correct")
MOST_PLACES = 6


def put_on_map(root: Path, name: str, beside: str) -> bool:
    """Put a name that is not on the map on the row of another; whether anything was to do."""
    path = root / MAP
    text = path.read_text(encoding="utf-8")
    if f"oversight.capabilities.{name}\n" in text:
        return False
    before, head, after = text.partition("[importlinter:contract:capability-map]")
    after = re.sub(
        rf"^(    (?:[a-z]+ \| )*{beside}(?: \| [a-z]+)*)$",
        rf"\1 | {name}",
        after,
        count=1,
        flags=re.MULTILINE,
    )
    line = f"    oversight.capabilities.{beside}\n"
    after = after.replace(line, f"{line}    oversight.capabilities.{name}\n", 1)
    path.write_text(before + head + after, encoding="utf-8")
    return True


class Matrix:
    """Who may do what, as the data file says it."""

    def __init__(self, root: Path) -> None:
        self.path = root / MATRIX
        text = self.path.read_text(encoding="utf-8")
        self.lines = text.splitlines(keepends=True)
        reader = csv.DictReader(io.StringIO(text))
        self.rows = {row["id"]: row for row in reader}
        self.columns = list(reader.fieldnames or ())
        kinds = csv.DictReader(io.StringIO((root / ROLES).read_text(encoding="utf-8")))
        self.staff = [row["code"] for row in kinds if row["kind"] == "staff"]

    def cell(self, capability: str, role: str) -> str:
        """What a role has of a capability."""
        return self.rows[capability][role]

    def add(self, names: Names) -> list[str]:
        """Add what is missing of see, add and correct: the roles that have it of the register. Gives what was added."""
        words = names.words()
        says = {
            "see": f"See {names.records}", "add": f"Add {words['a_record']}",
            "correct": f"Correct or close {words['a_record']}, with a reason",
        }  # fmt: skip
        missing = [verb for verb in VERBS if f"{names.name}.{verb}" not in self.rows]
        for verb in missing:
            row = {"id": f"{names.name}.{verb}", "row": "", "says": says[verb], "source": "our addition"}
            self._insert(names.name, row | self._cells(names.name, verb))
        self.path.write_text("".join(self.lines), encoding="utf-8", newline="")
        return [f"{names.name}.{verb}" for verb in missing]

    def _cells(self, name: str, verb: str) -> dict[str, str]:
        """As the register has it; nobody writes what they do not see freely."""
        like = {role: self.cell(f"register.{verb}", role) for role in self.columns[4:]}
        if verb == "see":
            return like
        seen = {role: self.cell(f"{name}.see", role) for role in like}
        both = {role: "Y" if seen[role] == like[role] == "Y" else "-" for role in like}
        return both if "Y" in both.values() else {role: "Y" if seen[role] == "Y" else "-" for role in like}

    def _insert(self, name: str, row: dict[str, str]) -> None:
        made = io.StringIO()
        csv.DictWriter(made, self.columns, lineterminator="\n").writerow(row)
        same = [place for place, line in enumerate(self.lines) if line.startswith(f"{name}.")]
        self.lines.insert(same[-1] + 1 if same else len(self.lines), made.getvalue())
        self.rows[row["id"]] = row

    def players(self, name: str) -> dict[str, str]:
        """Who plays in the tests: an officer who may do everything, onlookers, and those who see nothing."""
        see, add, correct = ([self.cell(f"{name}.{verb}", role) for role in self.staff] for verb in VERBS)
        able = [
            role for role, *cells in zip(self.staff, see, add, correct, strict=True) if cells == ["Y"] * 3
        ]
        if not able:
            raise CannotBe(f"no role may see, add and correct in {name}; look at {MATRIX} first")
        look = [role for role, seen, added, corrected in zip(self.staff, see, add, correct, strict=True)
                if seen == "Y" and added == corrected == "-"]  # fmt: skip
        none = [
            role for role, *cells in zip(self.staff, see, add, correct, strict=True) if cells == ["-"] * 3
        ]
        return {
            "officer": able[0],
            "who": able[0].lower(),
            "onlookers": _tuple(look[:2]),
            "nobodies": _tuple(none[:1]),
        }


def _tuple(roles: list[str]) -> str:
    return f"({', '.join(repr(role) for role in roles)}{',' if len(roles) == 1 else ''})".replace("'", '"')


def add_words(root: Path, added: list[str]) -> None:
    """The names of capabilities in code, each after its neighbours."""
    path = root / WORDS
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for each in added:
        member = each.upper().replace(".", "_")
        start = f"    {member.partition('_')[0]}_"
        same = [place for place, line in enumerate(lines) if line.startswith(start)]
        lines.insert(same[-1] + 1 if same else len(lines), f'    {member} = "{each}"\n')
    path.write_text("".join(lines), encoding="utf-8")


def check_navigation(root: Path) -> None:
    """Raises ``CannotBe`` where the navigation is full."""
    if len(_places(root)) >= MOST_PLACES:
        raise CannotBe(
            f"the navigation has its {MOST_PLACES} places already; make it without NAV=yes and choose"
        )


def add_to_navigation(root: Path, names: Names) -> None:
    """A last place in the navigation of the staff site."""
    path, last = root / NAVIGATION, _places(root)[-1]
    words = names.words()
    line = f'    ("{words["Name"]}", "/{names.name}/", Can.{words["NAME"]}_SEE),\n'
    path.write_text(path.read_text(encoding="utf-8").replace(last, last + line, 1), encoding="utf-8")


def _places(root: Path) -> list[str]:
    text = (root / NAVIGATION).read_text(encoding="utf-8").partition("PLACES = (\n")[2].partition("\n)")[0]
    return [f"{line}\n" for line in text.splitlines()]
