"""What a person does with their own sign-in, told in the chain of every authority they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import actor_for, places_of
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.tenancy import acting_for


def noted(person: User, name: str, *, at: datetime, details: Mapping[str, Any] | None = None) -> int:
    """Record what a person did (``person.signed_in``) at each authority of theirs; gives at how many."""
    day = timezone.localdate(at)
    with acting_for(None, person.id):
        places = places_of(person, day)
        actors = [actor_for(person, each.authority.id, day) for each in places]
    for actor in actors:
        if actor is not None:
            with acting_for(actor.authority_id, person.id):
                record(name, by=actor, at=at, details=details)
    return len(actors)
