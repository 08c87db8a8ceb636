"""The pages of placements for the gates in the browser (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

import csv

from tests.days import boxes

LIST = "/placements/lists/{list_%s}/"
PAGES = (
    ("placements:ask", "pl", "/placements/"),
    ("placements:ask", "pl", "/placements/?q=zzzzzz", "page", "not held"),
    ("placements:ask", "pl", "/placements/?q=a", "page", "several"),
    ("placements:check", "pl", "/placements/check/{placed}/", "redirect"),
    ("placements:look_up", "pl", "/placements/look-ups/{look_up}/"),
    ("placements:look_ups", "pl", "/placements/look-ups/"),
    ("placements:positions", "pl", "/placements/positions/"),
    ("placements:lists", "qm", "/placements/lists/"),
    ("placements:upload", "qm", "/placements/lists/new/"),
    ("placements:list", "qm", LIST % "saved"),
    ("placements:list", "qm", LIST % "read", "page", "read"),
    ("placements:list", "qm", LIST % "new", "page", "columns not chosen"),
    ("placements:columns", "qm", LIST % "new" + "columns/"),
    ("placements:columns", "qm", LIST % "read" + "columns/", "page", "chosen before"),
    ("placements:columns", "qm", LIST % "saved" + "columns/", "redirect", "when it is saved"),
    ("placements:save", "qm", LIST % "read" + "save/"),
    ("placements:leave", "qm", LIST % "read" + "leave/", "redirect"),
    ("placements:undo", "qm", LIST % "saved" + "undo/"),
)
"""Route, who looks, address; then, where they differ: what kind of answer, which case of the page, the status."""

KNOWN = {
    "placed": "S-0001", "look_up": "LU-0001", "list_saved": "PL-0001", "list_read": "PL-0002", "list_new": "PL-0003",
}  # fmt: skip
"""What the names in braces look like."""


def prepare(it):
    """A list that is saved, one that waits with a row that is wrong and a service it does not name, one whose columns
    are not chosen, and a look-up."""
    it.known["placed"], other = it.links("qm", "/services/", r"^/services/(S-\d+)/$")[:2]
    _read(it, "saved", [(it.known["placed"], "Embargo"), (other, "Place with Caution")])
    it.send("qm", LIST % "saved" + "save/", button="Save this list")
    _read(it, "read", [(other, "Embargo"), (it.known["placed"], "Purple")])
    _uploaded(it, "new", [("Our code", "May we?"), (other, "Embargo")])
    it.send("pl", "/placements/", {"service": it.known["placed"]})
    it.known["look_up"] = it.page("pl").url.split("/look-ups/")[1].split("/")[0]


NOT_THERE = dict.fromkeys(
    ("regulator_id", "name", "since", "call_first", "note", "other_authority", "other_position"), ""
)


def _read(it, name, rows):
    _uploaded(it, name, [("Reference", "Position"), *rows])
    it.send("qm", LIST % name + "columns/", NOT_THERE)


def _uploaded(it, name, rows):
    path = it.folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    day = boxes("dated", -4)
    it.send("qm", "/placements/lists/new/", {"file": str(path), "decided_by": "Head of commissioning", **day})
    it.known[f"list_{name}"] = it.page("qm").url.split("/lists/")[1].split("/")[0]
