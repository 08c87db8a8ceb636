"""What happens to the policies of an authority, for those above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PolicyChanged:
    """What an authority works by is another, or will be on a day: ``what`` says in words what was done."""

    what: str
