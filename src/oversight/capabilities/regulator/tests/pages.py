"""The pages of the regulator's data for the gates in the browser (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from tests.browser.preparing import until

from oversight.capabilities.regulator.tests.files import a_file, services

SERVICE = "/services/{rated}/regulator/"
PAGES = (
    ("regulator:editions", "qm", "/regulator/"),
    ("regulator:editions", "pl", "/regulator/", "page", "for a broker"),
    ("regulator:upload", "qm", "/regulator/new/"),
    ("regulator:fetch", "qm", "/regulator/fetch/"),
    ("regulator:edition", "qm", "/regulator/{edition_read}/", "page", "read"),
    ("regulator:edition", "qm", "/regulator/{edition_checked}/", "page", "compared"),
    ("regulator:edition", "qm", "/regulator/{edition_saved}/"),
    ("regulator:edition", "qm", "/regulator/{edition_wrong}/", "page", "cannot be read"),
    ("regulator:areas", "qm", "/regulator/{edition_read}/areas/"),
    ("regulator:save", "qm", "/regulator/{edition_checked}/save/"),
    ("regulator:leave", "qm", "/regulator/{edition_checked}/leave/", "redirect"),
    ("regulator:undo", "qm", "/regulator/{edition_saved}/undo/"),
    ("regulator:problems", "qm", "/regulator/{edition_checked}/problems/", "download"),
    ("regulator:changes", "qm", "/regulator/changes/"),
    ("regulator:changes_of", "qm", "/regulator/{edition_checked}/changes/"),
    ("regulator:ratings", "qm", SERVICE),
    ("regulator:ratings", "qm", SERVICE + "?on=never", "page", "no real day"),
)
"""Route, who looks, address; then, where they differ: what kind of answer, which case of the page, the status."""

KNOWN = {
    "rated": "S-0001",
    **{f"edition_{word}": "RE-0001" for word in ("read", "checked", "saved", "wrong")},
}
"""What the names in braces look like."""


AREA = "Northshire"
"""Where nobody else of the demo is, so that nothing of theirs is gone."""


def _there(*ids, **changes):
    return services(*ids, authority=AREA, **changes)


def prepare(it):
    """A file in each state: one that cannot be read, one that is read, one compared, one saved."""
    ids = [f"1-98{number:08d}" for number in range(3)]
    kept = {
        "saved": a_file(it.folder, *_there(*ids[:2]), name="ratings 5 November 2026.csv"),
        "checked": a_file(
            it.folder, *_there(*ids[1:], rating="Inadequate", published="15/10/2026"),
            *_there("1-9899999999", published="31/02/2026"), name="ratings 6 November 2026.csv",
        ),
        "read": a_file(it.folder, *_there(*ids), name="ratings 7 November 2026.csv"),
        "wrong": it.folder / "a list of biscuits.csv",
    }  # fmt: skip
    kept["wrong"].write_text("Biscuit,Price\nShortbread,1.20\n")
    for name, path in kept.items():
        _taken_in(it, name, str(path))
    it.known["rated"] = it.links("qm", "/services/?name=House", r"^/services/(S-\d+)/$")[0]


def _taken_in(it, name, path):
    it.send("qm", "/regulator/new/", {"file": path})
    it.known[f"edition_{name}"] = it.page("qm").url.split("/regulator/")[1].split("/")[0]
    home = f"/regulator/{{edition_{name}}}/"
    _shows(it, home, "About the file")
    if name in ("saved", "checked"):
        it.send("qm", f"{home}areas/", {"areas": AREA})
        _shows(it, home, "Save this file")
    if name == "saved":
        page = it.page("qm")
        it.look("qm", f"{home}save/")
        why = {"why": "It is a small one"} if page.locator("textarea[name=why]").count() else {}
        it.send("qm", "", why)
        _shows(it, home, "Undo this file")


def _shows(it, home, words):
    until(lambda: words if words in it.look("qm", home) else "", f"‘{words}’ at {home}")
