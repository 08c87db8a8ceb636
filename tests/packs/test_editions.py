"""An adopted edition never changes: its fingerprint is written down, and a change is a new edition."""

from __future__ import annotations

from pathlib import Path


def fingerprints(repository: Path) -> dict[str, str]:
    """The published editions and their fingerprints (content/packs/editions.txt)."""
    lines = (repository / "content/packs/editions.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))


def test_every_published_edition_is_as_it_was_published(repository, library):
    written = fingerprints(repository)
    found = {name: library.load(name).checksum for name in library.names()}
    assert found == written, "publish a new edition; before the first release, write the new fingerprint down"


def test_a_fingerprint_changes_with_any_file(repository, library, tmp_path):
    import shutil

    from oversight.engine.packs.loading import load_folder

    copy = tmp_path / "sound"
    shutil.copytree(repository / "tests/packs/broken/sound", copy)
    before = load_folder(copy, library.load, shown_from=copy).checksum
    path = copy / "clauses.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    assert load_folder(copy, library.load, shown_from=copy).checksum != before
