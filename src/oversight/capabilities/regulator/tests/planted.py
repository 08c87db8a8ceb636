"""What the regulator's data brings to the gates of permission (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from oversight.capabilities.regulator.actions import reading
from oversight.capabilities.regulator.tests.files import a_file, compared, services, taken, uploaded

LETTERS = ("RE",)
"""Those of its references."""


def plant(to):
    """A file of one council's in each state, with its mark in every text."""
    said = {"Provider Name": to.says("Larch Care"), "Location Local Authority": to.says("Oak Council")}
    area, folder = said["Location Local Authority"], to.folder / to.mark
    folder.mkdir(exist_ok=True)

    def file(name, *ids, rating="Good", published="22/05/2019"):
        rows = services(*ids, rating=rating, published=published)
        heads = {"name": 2, "authority": 10, "provider": 25}
        for row in rows:
            row[heads["name"]], row[heads["authority"]] = to.says("House"), area
            row[heads["provider"]] = said["Provider Name"]
        return a_file(folder, *rows, name=f"{to.mark} {name}.csv")

    ids = [f"{to.mark}-2{number}" for number in range(2)]
    saved = taken(file("01 October 2026", *ids), by=to.system, at=to.now, areas=())
    again = taken(
        file("01 November 2026", *ids, rating="Inadequate", published="02/10/2026"), by=to.system, at=to.now,
        areas=(), why=to.says("It is right"),
    )  # fmt: skip
    read = uploaded(file("02 November 2026", *ids[:1]), by=to.system, at=to.now)
    checked = compared(
        file("03 November 2026", *ids[:1], "1-9900000009"), by=to.system, at=to.now, areas=(area,)
    )
    assert (saved.state, again.state, read.state, checked.state) == ("saved", "saved", "read", "checked")
    reading.keep_job(row=read, job="J-0000", by=to.system, at=to.now)
    to.has.edition_saved, to.has.edition_read, to.has.edition_checked = (
        again.reference, read.reference, checked.reference,
    )  # fmt: skip


def _of(kept):
    return lambda planted, role: {"reference": getattr(planted.has, kept)}


EXAMPLES = {
    **{f"regulator:{word}": _of("edition_saved") for word in ("edition", "changes_of", "undo")},
    **{f"regulator:{word}": _of("edition_checked") for word in ("save", "problems")},
    **{f"regulator:{word}": _of("edition_read") for word in ("areas", "leave")},
    "regulator:ratings": lambda planted, role: {"reference": planted.has.service},
}
"""For each route with something in its address, what stands there."""
