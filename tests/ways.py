"""Ways through the routes of the packs, for what is planted and prepared: the packs' councils are named here only."""

from __future__ import annotations

BEGIN = "west-berkshire/restriction/criteria_met"
"""As it stands in the address of beginning a case."""

WAYS = {
    "west-berkshire": ("restriction", (
        ("QO", "criteria_met", {}), ("SRM", "agree", {}), ("QM", "recommend", {}),
        ("HOC", "impose", {"position": "embargo", "sister_services": {}}),
    )),
    "somerset": ("commissioning-status", (
        ("QO", "exceptional", {}), ("QM", "restrict", {"position": "embargo"}),
    )),
}  # fmt: skip
"""By a pack: a route and the answers up to a restriction, by role."""

POSTS = {
    "supplier_relationship_manager": "SRM", "service_manager": "QM", "head_of_commissioning": "HOC",
    "quality_manager": "QM",
}  # fmt: skip
"""Who holds the posts of those routes."""
