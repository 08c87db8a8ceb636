"""What a capability is to be called, and whether it may be."""

from __future__ import annotations

import difflib
import keyword
import re
from dataclasses import dataclass
from pathlib import Path

SAYS_NOTHING = {
    "utils",
    "helpers",
    "common",
    "misc",
    "manager",
    "service",
    "base",
    "data",
    "info",
    "test",
    "tests",
}
WORD = re.compile(r"[a-z]{3,20}")
ROW = re.compile(r"^    ([a-z]+(?: \| [a-z]+)*)$", re.MULTILINE)


class CannotBe(Exception):
    """Why nothing was made, with what to do instead."""


@dataclass(frozen=True, slots=True)
class Names:
    """The words of a new capability: ``visits``, one ``visit``, several ``visits``, references ``V-0001``."""

    name: str
    record: str
    records: str
    letter: str

    def words(self) -> dict[str, str]:
        """Every form in which the shelves use them."""
        article = "an" if self.record[0] in "aeiou" else "a"
        return {
            "name": self.name, "Name": self.name.capitalize(), "NAME": self.name.upper(),
            "record": self.record, "Record": self.record.capitalize(), "letter": self.letter,
            "records": self.records, "RECORDS": self.records.upper(), "an": article,
            "a_record": f"{article} {self.record}", "A_record": f"{article.capitalize()} {self.record}",
        }  # fmt: skip


def names_for(root: Path, name: str, record: str = "", beside: str = "") -> Names:
    """The names, once everything about them is settled. Raises ``CannotBe``."""
    _check_word("NAME", name, "visits")
    _check_free(root, name)
    _check_on_map(root, name, beside)
    record = record or one_of(name)
    _check_word("RECORD", record, "visit")
    if _stands_in(root, f'Searchable("{record}"'):
        raise CannotBe(f"'{record}' is a kind of record already; say another word for one: RECORD=…")
    return Names(name, record, several(record, name), free_letter(root, record))


def one_of(name: str) -> str:
    """One of several: visits, visit; policies, policy; a word without plural stays."""
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def several(record: str, name: str) -> str:
    """Several of one; the capability's own name where that is what it says."""
    if one_of(name) == record and name != record:
        return name
    return f"{record[:-1]}ies" if record.endswith("y") and record[-2] not in "aeiou" else f"{record}s"


def free_letter(root: Path, record: str) -> str:
    """The letters of its references: as few of its first ones as no other kind of record has."""
    taken = {
        letter
        for path in (root / "src").rglob("*.py")
        for letter in re.findall(r'next_references?\("([A-Z]+)"', path.read_text(encoding="utf-8"))
    }
    free = [record[:length].upper() for length in range(1, 5) if record[:length].upper() not in taken]
    if not free:
        raise CannotBe(f"every beginning of '{record}' is the letter of other references; say RECORD=…")
    return free[0]


def the_map(root: Path) -> list[list[str]]:
    """The rows of the map of capabilities, from the top."""
    rows = ROW.findall(_map_text(root))
    return [row.split(" | ") for row in rows]


def _map_text(root: Path) -> str:
    text = (root / ".importlinter").read_text(encoding="utf-8")
    return text.partition("[importlinter:contract:capability-map]")[2].partition("exhaustive")[0]


def _check_word(what: str, word: str, example: str) -> None:
    if not WORD.fullmatch(word):
        raise CannotBe(f"'{word}' is no plain lower-case word of 3 to 20 letters, as in {what}={example}")
    if word in SAYS_NOTHING or keyword.iskeyword(word) or keyword.issoftkeyword(word):
        raise CannotBe(
            f"'{word}' is a name that says nothing, or a word of Python; choose what the council calls it"
        )


def _check_free(root: Path, name: str) -> None:
    source = root / "src/oversight"
    if (source / "capabilities" / name / "apps.py").exists():
        raise CannotBe(f"the capability {name} is there already: src/oversight/capabilities/{name}")
    if (source / "foundation" / name).exists() or (source / "sites" / name).exists() or name == "auth":
        raise CannotBe(f"'{name}' is a part of the foundation or a site; choose another name")


def _check_on_map(root: Path, name: str, beside: str) -> None:
    known = [each for row in the_map(root) for each in row]
    if name in known:
        return
    if not beside:
        near = difflib.get_close_matches(name, known, 1, 0.7)
        meant = f"Did you mean NAME={near[0]}? " if near else ""
        raise CannotBe(
            f"'{name}' is not on the map of capabilities: {', '.join(known)}. {meant}"
            f"If it is something new, agree its row and add BESIDE=<the capability that stands there>"
        )
    if beside not in known:
        raise CannotBe(f"'{beside}' is not on the map of capabilities, so nothing can stand beside it")


def _stands_in(root: Path, words: str) -> bool:
    return any(words in path.read_text(encoding="utf-8") for path in (root / "src").rglob("subscribers.py"))
