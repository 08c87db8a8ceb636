"""What an authority tells of itself."""

from __future__ import annotations

from dataclasses import dataclass

from oversight.foundation.authorities.models import Authority, Viewer


@dataclass(frozen=True, slots=True)
class Reached:
    """How people outside reach an authority's team; ``""`` where it did not say."""

    team: str
    telephone: str
    email: str


def reached_at(viewer: Viewer) -> Reached:
    """How to reach the team of the authority somebody acts for."""
    row = Authority.objects.get(pk=viewer.authority_id)
    return Reached(row.team, row.telephone, row.email)
