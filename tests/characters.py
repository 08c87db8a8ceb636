"""The constant characters of the tests: two councils and somebody of every role at each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.test import Client

from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.models import Membership, User
from oversight.foundation.accounts.queries import actor_for
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import SYSTEM, Actor
from oversight.foundation.authorities.models import Authority
from oversight.foundation.authorities.tenancy import acting_for

DAY = date(2026, 11, 23)
PASSWORD = "a long and quiet pass phrase"


@dataclass
class Council:
    """An invented council and its people, by role code."""

    authority: Authority
    people: dict[str, User] = field(default_factory=dict)

    def actor(self, role: str = "QO") -> Actor:
        """The person of this role, acting for the council."""
        with acting_for(None, self.people[role].id):
            found = actor_for(self.people[role], self.authority.id, DAY)
        assert found is not None
        return found

    def client(self, role: str = "QO") -> Client:
        """A browser in which the person of this role is signed in."""
        client = Client()
        client.force_login(self.people[role], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    @property
    def system(self) -> Actor:
        """The system acting for the council."""
        return Actor.system(self.authority.id)


@dataclass
class House:
    """Anyshire, where the tests play, and Otherborough, whose people are the outsiders."""

    anyshire: Council
    otherborough: Council

    def actor(self, role: str = "QO") -> Actor:
        """Somebody of Anyshire."""
        return self.anyshire.actor(role)

    @property
    def outsider(self) -> Actor:
        """The quality manager of the other council."""
        return self.otherborough.actor("QM")


def build(now: datetime) -> House:
    """Make both councils."""
    return House(
        _council("anyshire", "Anyshire Council", now), _council("otherborough", "Otherborough Council", now)
    )


def _council(slug: str, name: str, now: datetime) -> Council:
    authority = Authority.objects.create(slug=slug, name=name, demo=True, created_at=now)
    council = Council(authority)
    with acting_for(authority.id):
        for code, role in matrix().roles.items():
            person = User.objects.create_user(
                f"{code.lower()}@{slug}.example", PASSWORD, name=f"{role.title} of {name.split()[0]}",
                kind=role.kind, created_at=now,
            )  # fmt: skip
            member = Membership.objects.create(
                authority=authority, person=person, role=code, job_title=role.title,
                starts_on=date(2026, 1, 1), granted_by=SYSTEM,
            )  # fmt: skip
            record("role.granted", by=council.system, at=now, changed=[member])
            council.people[code] = person
    return council
