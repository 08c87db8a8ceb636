"""Who acts: a person (or the system) for one authority, with what their roles grant on that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

SYSTEM = UUID(int=0)
"""The person recorded for what the system did by itself."""


class Refused(Exception):
    """Something known and not allowed, as a sentence for the person who tried; shown as a page."""


class NotHere(Exception):
    """There is no such record for this person. Denied looks the same as missing."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role's cell of the permission matrix gives (security.md 2.2).

    ``assigned``: only their own or assigned records. ``limited``: a redacted view. ``step_up``: after
    signing in again within ten minutes. ``second``: a second, different person is needed. ``by_policy``:
    only where the authority's policy names this role as decider. ``words``: what the matrix adds.
    """

    assigned: bool = False
    limited: bool = False
    step_up: bool = False
    second: bool = False
    by_policy: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for an authority: made anew for each request, so a lost role is lost at once.

    ``roles`` are codes of ``content/access/roles.csv``; ``grants`` holds a list for each capability, one
    grant for each role that has it. ``kind`` is staff, provider, partner or system. ``demo``: the authority is
    invented. ``kept`` is what was read already for this page (``keeping``); ``None`` where something may be written.
    """

    person_id: UUID
    name: str
    authority_id: UUID
    authority_name: str = ""
    kind: str = "staff"
    roles: frozenset[str] = frozenset()
    grants: Mapping[str, tuple[Grant, ...]] = field(default_factory=dict)
    everything: bool = False
    demo: bool = False
    kept: dict[Any, Any] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def system(cls, authority_id: UUID, name: str = "The system") -> Actor:
        """The system itself, for jobs and set-up: it may do what its caller was written to do."""
        return cls(SYSTEM, name, authority_id, kind="system", everything=True)

    def can(self, capability: str) -> bool:
        """Whether some role of theirs has the capability at all."""
        return self.everything or capability in self.grants

    def can_freely(self, capability: str) -> bool:
        """Whether some role has the capability for every record, not only for assigned or redacted ones."""
        return self.everything or any(not (g.assigned or g.limited) for g in self.grants.get(capability, ()))

    def needs_step_up(self, capability: str) -> bool:
        """Whether they must have signed in within ten minutes: every role that grants it asks for it."""
        return not self.everything and all(g.step_up for g in self.grants.get(capability, ()))

    def check(self, capability: str) -> None:
        """Raises ``NotHere`` for a person without the capability: denied looks like not found."""
        if not self.can(capability):
            raise NotHere(capability)

    def told(self) -> dict[str, Any]:
        """The person as an audit event records them."""
        return {"id": str(self.person_id), "name": self.name, "roles": sorted(self.roles)}
