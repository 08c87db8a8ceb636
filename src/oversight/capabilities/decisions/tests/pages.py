"""The pages of decisions for the gates in the browser (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from tests import ways

OF_SERVICE = "/services/{decided}/decisions/"
BEGIN = OF_SERVICE + f"begin/{ways.BEGIN}/"
PAGES = (
    ("decisions:cases", "qm", "/decisions/"),
    ("decisions:case", "srm", "/decisions/{case}/"),
    ("decisions:case", "qo", "/decisions/{case}/", "page", "nothing to answer"),
    ("decisions:of_service", "qo", OF_SERVICE),
    (
        "decisions:begin",
        "qo",
        "/services/{undecided}/decisions/begin/" + ways.BEGIN + "/",
    ),
    ("decisions:answer", "srm", "/decisions/{case}/answer/disagree/"),
    ("decisions:declare_interest", "qo", OF_SERVICE + "interest/"),
    ("decisions:end_interest", "cw", "/services/{undecided}/decisions/interest/end/"),
)
"""Route, who looks, address; then, where they differ: what kind of answer, which case of the page, the status."""

KNOWN = {"decided": "S-0001", "undecided": "S-0002", "case": "D-0001"}
"""What the names in braces look like."""


def prepare(it):
    """A case that was proposed, and an interest that somebody declared."""
    found = it.links("qm", "/risk/?band=amber", r"^/services/(S-\d+)/risk/$")
    it.known["decided"], it.known["undecided"] = found[-1], found[-2]
    it.send("qo", BEGIN, {"reasons": "Two key questions are rated below good"})
    it.known["case"] = it.links("qo", OF_SERVICE, r"^/decisions/(D-\d+)/$")[0]
    it.send("cw", "/services/{undecided}/decisions/interest/", {"what": "A cousin of mine works there"})
