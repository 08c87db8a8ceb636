"""A folder of packs, and finding one by name: ``anyshire``, ``anyshire/2``, or a path to its folder."""

from __future__ import annotations

import re
from pathlib import Path

from oversight.engine.model import BadInput
from oversight.engine.packs.loading import load_folder
from oversight.engine.packs.pack import Pack
from oversight.engine.words import suggestion


class Library:
    """The packs under ``root`` (``root/id/edition/pack.yaml``), each loaded once."""

    def __init__(self, root: Path):
        self.root = root
        self._loaded: dict[Path, Pack] = {}

    def names(self) -> list[str]:
        """Every pack here as ``id/edition``."""
        found = (path.parent for path in self.root.glob("*/*/pack.yaml"))
        return sorted(f"{folder.parent.name}/{folder.name}" for folder in found)

    def folder(self, name: str) -> Path:
        """Where a pack stands; the newest edition where the name gives none. Raises ``BadInput``."""
        as_path = Path(name)
        if (as_path / "pack.yaml").is_file():
            return as_path
        editions = [known for known in self.names() if known == name or known.split("/")[0] == name]
        if not editions:
            ids = {known.split("/")[0] for known in self.names()}
            near = suggestion(name, {*ids, *self.names()}) or f"; there are {', '.join(sorted(ids))}"
            raise BadInput(f"there is no pack '{name}' in {self.root}{near}")
        return self.root / max(editions, key=_edition_order)

    def load(self, name: str) -> Pack:
        """The pack by that name, with what it builds on. Raises ``BadInput``, or ``PackError`` for faults."""
        folder = self.folder(name).resolve()
        if folder not in self._loaded:
            self._loaded[folder] = load_folder(folder, self.load, shown_from=self._shown_from(folder))
        return self._loaded[folder]

    def _shown_from(self, folder: Path) -> Path:
        """Paths in messages are shown from where the person stands, if that is above the pack."""
        here = Path.cwd()
        return here if folder.is_relative_to(here) else folder.parent.parent


def _edition_order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"[/.-]", name)]
