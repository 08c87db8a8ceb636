"""Invented files of the regulator's for the tests, and the whole way of one through the house."""

from __future__ import annotations

import hashlib

from tests.gateways.regulator.makers import LARCH, ROWAN, rated, ratings_csv, six

from oversight.capabilities.regulator.actions import comparing, reading, saving

TWO = (LARCH, ROWAN)
ANYSHIRE = ("Anyshire",)


def quiet(done, total, sentence):
    pass


def services(*ids, **changes):
    """Six rows of each: rated Good throughout, unless ``changes`` say otherwise."""
    return [row for each in ids for row in six(id=each, name=f"House {each[-1]}", **changes)]


def a_file(folder, *rows, name="latest_ratings_01_October_2026.csv"):
    return ratings_csv(folder / name, *rows)


def uploaded(path, *, by, at, dates="", sound=False):
    """A file that was uploaded and read."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    row = reading.upload(path=path, file_name=path.name, sha256=digest, dates=dates, by=by, at=at)
    reading.read_edition(row=row, by=by, at=at)
    assert not (sound and row.says), row.says
    return row


def compared(path, *, by, at, areas=ANYSHIRE):
    """A file that was compared with what is held."""
    row = uploaded(path, by=by, at=at, sound=True)
    reading.choose_areas(row=row, areas=list(areas), by=by, at=at)
    comparing.compare_edition(row=row, by=by, at=at)
    return row


def taken(path, *, by, at, areas=ANYSHIRE, why="It is the right one"):
    """A file that was saved."""
    row = compared(path, by=by, at=at, areas=areas)
    saving.begin_saving(row=row, why=why, by=by, at=at)
    saving.save_edition(row=row, by=by, at=at, progress=quiet)
    return row


def undone(row, *, by, at):
    """It was undone."""
    saving.begin_undoing(row=row, by=by, at=at)
    return saving.undo_edition(row=row, by=by, at=at, progress=quiet)


__all__ = ["ANYSHIRE", "LARCH", "ROWAN", "TWO", "a_file", "compared", "quiet", "rated", "services", "taken", "undone",
           "uploaded"]  # fmt: skip
