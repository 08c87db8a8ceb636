"""What an authority settles for itself: the gaps it fills in and its extra closure days."""

from __future__ import annotations

from pydantic import Field

from oversight.engine.clocks.models import Closure
from oversight.engine.model import BadInput, Identifier, PackModel
from oversight.engine.packs.pack import Pack
from oversight.engine.words import Role, suggestion


class LocalSettings(PackModel):
    """Local settings: ``fill_in`` names a role for each gap of a pack, ``closures`` adds closure days."""

    fill_in: dict[Identifier, Role] = Field(default_factory=dict)
    closures: tuple[Closure, ...] = ()

    def check_against(self, pack: Pack) -> None:
        """Raises ``BadInput`` where a gap is filled in that the pack does not have."""
        gaps = {gap.id for each in pack.lineage() for gap in each.about.to_fill_in}
        for name in self.fill_in:
            if name not in gaps:
                raise BadInput(f"'{name}' is not a gap of {pack.name}{suggestion(name, gaps)}")
