"""One broken pack for each mistake, and the words with which it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight.engine.model import PackError
from oversight.engine.packs.library import Library
from oversight.engine.packs.loading import load_folder

BROKEN = Path(__file__).parent / "broken"
NAMES = sorted(folder.name for folder in BROKEN.iterdir())


def problems_of(folder: Path, library: Library) -> list[str]:
    """What the loader says of a pack, paths shown from its own folder."""
    try:
        load_folder(folder, library.load, shown_from=folder)
    except PackError as faulty:
        return [str(problem) for problem in faulty.problems]
    return []


def expected(name: str) -> str:
    return (BROKEN / name / "expected.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "sound"])
def test_a_mistake_is_told_at_its_line_in_these_words(name, library):
    found = problems_of(BROKEN / name, library)
    assert expected(name), "a broken pack says what is expected"
    assert any(problem.startswith(expected(name)) for problem in found), found


def test_the_ground_that_the_mistakes_are_made_on_is_sound(library):
    assert problems_of(BROKEN / "sound", library) == []


def test_there_are_broken_packs_enough():
    assert len(NAMES) > 45
