"""What the regulator's data brings to the gates of permission (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from oversight.capabilities.register.tests.places import a_service
from oversight.capabilities.regulator.actions import reading
from oversight.capabilities.regulator.tests.files import a_file, compared, services, taken, uploaded
from oversight.gateways.regulator import columns

HEADINGS = ("Location Name", "Location Local Authority", "Provider Name")

NAME, AREA, PROVIDER = (columns.RATINGS.index(each) for each in HEADINGS)
LETTERS = ("RE",)
"""Those of its references."""


def plant(to):
    """A file of one council's in each state, with its mark in every text."""
    area, folder = to.says("Oak Council"), to.folder / to.mark
    folder.mkdir(exist_ok=True)
    ids = [f"1-98{to.first + number:08d}" for number in range(3)]
    to.has.rated = a_service(
        to.council, to.now, name=to.says("Rated House"), regulator_id=ids[0], provider=to.has.rows[0].provider
    ).reference
    to.has.services += 1

    def file(name, *ids, rating="Good", published="22/05/2019"):
        rows = services(*ids, rating=rating, published=published)
        for row in rows:
            row[NAME], row[AREA], row[PROVIDER] = to.says("House"), area, to.says("Larch Care")
        return a_file(folder, *rows, name=f"{to.mark} {name}.csv")

    saved = taken(file("01 October 2026", *ids[:2]), by=to.system, at=to.now, areas=())
    again = taken(
        file("01 November 2026", *ids[:2], rating="Inadequate", published="20/10/2026"), by=to.system, at=to.now,
        areas=(), why=to.says("It is right"),
    )  # fmt: skip
    read = uploaded(file("02 November 2026", *ids[:1]), by=to.system, at=to.now)
    checked = compared(file("03 November 2026", *ids[:1], ids[2]), by=to.system, at=to.now, areas=(area,))
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
    "regulator:ratings": _of("rated"),
}
"""For each route with something in its address, what stands there."""
