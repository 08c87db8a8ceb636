"""The pages of risk for the gates in the browser (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from tests.days import typed

SERVICE = "/services/{worked_out}/risk/"
PAGES = (
    ("risk:matrix", "qm", "/risk/"),
    ("risk:matrix", "dir", "/risk/?band=red&view=differs", "page", "none match"),
    ("risk:changes", "qm", "/risk/changes/"),
    ("risk:snapshots", "qm", "/risk/snapshots/"),
    ("risk:freeze", "qm", "/risk/snapshots/new/"),
    ("risk:snapshot", "qm", "/risk/snapshots/{frozen}/"),
    ("risk:service", "qm", SERVICE),
    ("risk:service", "pl", SERVICE, "page", "for a broker"),
    ("risk:service", "qm", SERVICE + "?on=never", "page", "no real day"),
    ("risk:record_view", "qm", SERVICE + "officer-view/"),
    ("risk:plan", "qm", SERVICE + "plan/"),
    ("risk:end_plan", "qm", SERVICE + "plan/{planned}/"),
    ("risk:withdraw_view", "qm", SERVICE + "officer-view/withdraw/"),
    ("portal:home", "pu", "/portal/"),
    ("portal:service", "pu", "/portal/services/{own_service}/"),
    ("portal:service", "pu", "/portal/services/{worked_out}/", "page", "of another provider", 404),
    ("portal:service", "qm", "/portal/services/{own_service}/", "page", "for the council", 404),
)
"""Route, who looks, address; then, where they differ: what kind of answer, which case of the page, the status."""

KNOWN = {"worked_out": "S-0001", "frozen": "RS-0001", "own_service": "S-0001",
         "planned": "00000000-0000-0000-0000-000000000000"}  # fmt: skip
"""What the names in braces look like."""


def prepare(it):
    """An officer's view of a service that was worked out, and a frozen matrix."""
    own = it.links("pu", "/portal/", r"^/portal/services/(S-\d+)/$")
    amber = it.links("qm", "/risk/?band=amber", r"^/services/(S-\d+)/risk/$")
    it.known["worked_out"] = next(each for each in amber if each not in own)
    rated = it.links("qm", "/risk/?band=red", r"^/services/(S-\d+)/risk/$")
    it.known["own_service"] = next((each for each in own if each in rated), own[0])
    view = {"band": "red", "reason": "More is known than the points show", "ends_on": typed(90)}
    it.send("qm", f"{SERVICE}officer-view/", view)
    visit = {"kind": "visit", "what": "The rota of the nights", "day": typed(90)}
    it.send("qm", f"{SERVICE}plan/", visit)
    it.known["planned"] = it.links("qm", SERVICE, r"/risk/plan/([0-9a-f-]{36})/$")[0]
    it.send("qm", "/risk/snapshots/new/", {"name": "Quality board"})
    it.known["frozen"] = it.links("qm", "/risk/snapshots/", r"^/risk/snapshots/(RS-\d+)/$")[0]
