"""Who is at an authority, in which roles, who stands in for whom, and where somebody is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from oversight.foundation.accounts.access import RoleOf, matrix
from oversight.foundation.accounts.models import (
    Delegation,
    Membership,
    RoleProposal,
    SignedIn,
    User,
    in_force,
)
from oversight.foundation.accounts.powers import powers
from oversight.foundation.accounts.queries import places_of
from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.authorities.tenancy import acting_for


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody has, had or will have."""

    id: UUID
    role: RoleOf
    job_title: str
    starts_on: date
    ends_on: date | None
    now: bool
    over: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A person in the list: who they are, their roles today, and how their account stands in words."""

    person: User
    roles: str
    standing: str


def seen_by(actor: Actor) -> QuerySet[User]:
    """The people this person may see on the pages about accounts.

    Who manages only their own organisation's people, and of whom it is not recorded which that is, sees
    themself alone: an organisation that is not known is nobody's, and not that of all the council's staff.
    """
    members = Membership.objects.visible_to(actor)
    asked = RoleProposal.objects.visible_to(actor)
    if powers(actor).own:
        about = about_of(actor)
        mine = Q(about_id=about) if about else Q(person_id=actor.person_id)
        return User.objects.filter(id__in=members.filter(mine).values("person_id"))
    return User.objects.filter(Q(id__in=members.values("person_id")) | Q(id__in=asked.values("person_id")))


def about_of(actor: Actor) -> UUID | None:
    """The provider or agency somebody belongs to."""
    mine = Membership.objects.visible_to(actor).filter(person_id=actor.person_id, about_id__isnull=False)
    return mine.values_list("about_id", flat=True).first()


def roles_held(actor: Actor, person: User, day: date) -> frozenset[str]:
    """The roles a person has at this authority on a day or after it."""
    rows = Membership.objects.visible_to(actor).filter(person=person)
    return frozenset(rows.filter(in_force(day) | Q(starts_on__gt=day)).values_list("role", flat=True))


def people(actor: Actor, day: date, words: str = "", role: str = "", gone: bool = False) -> list[Row]:
    """People by name; ``gone`` also shows those who have no role today."""
    found = seen_by(actor)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    held = _roles_on(actor, day)
    rows = [_row(each, held.get(each.pk, [])) for each in found.order_by("name", "email")]
    if role:
        rows = [each for each in rows if role in held.get(each.person.pk, [])]
    return rows if gone else [each for each in rows if held.get(each.person.pk) or each.person.is_active]


def _roles_on(actor: Actor, day: date) -> dict[UUID, list[str]]:
    held: dict[UUID, list[str]] = {}
    for person, role in (
        Membership.objects.visible_to(actor).filter(in_force(day)).values_list("person_id", "role")
    ):
        held.setdefault(person, []).append(role)
    return held


def _row(person: User, roles: Iterable[str]) -> Row:
    titles = ", ".join(sorted(matrix().roles[each].title for each in roles if each in matrix().roles))
    return Row(person, titles or "No role today", standing(person))


def standing(person: User) -> str:
    """How an account stands, in words."""
    if not person.is_active:
        return "Closed"
    if person.last_login is not None:
        return "In use"
    return "Ready, not used yet" if person.has_usable_password() else "Invited, no password yet"


def person_seen(actor: Actor, person_id: UUID) -> User:
    """One person. Raises ``NotHere``."""
    found = seen_by(actor).filter(pk=person_id).first()
    if found is None:
        raise NotHere(str(person_id))
    return found


def history(actor: Actor, person: User, day: date) -> list[Held]:
    """Every role a person has, had or will have here, newest first."""
    rows = Membership.objects.visible_to(actor).filter(person=person).order_by("-starts_on", "role")
    return [_held(each, day) for each in rows]


def membership_seen(actor: Actor, membership: UUID, day: date) -> tuple[User, Held]:
    """One role of one person. Raises ``NotHere``."""
    row = Membership.objects.visible_to(actor).select_related("person").filter(id=membership).first()
    if row is None or not seen_by(actor).filter(pk=row.person_id).exists():
        raise NotHere(str(membership))
    return row.person, _held(row, day)


def _held(row: Membership, day: date) -> Held:
    over = row.ends_on is not None and row.ends_on < day
    now = row.starts_on <= day and not over
    return Held(row.id, matrix().roles[row.role], row.job_title, row.starts_on, row.ends_on, now, over)


@dataclass(frozen=True, slots=True)
class Asked:
    """A role somebody asked for, with who asked, and whether this person may decide it."""

    proposal: RoleProposal
    role: RoleOf
    proposer: str
    may_decide: bool


def waiting(actor: Actor) -> list[Asked]:
    """Roles that wait for a second person, oldest first; nothing for who manages only their own people."""
    if powers(actor).own:
        return []
    rows = RoleProposal.objects.visible_to(actor).filter(decided_at__isnull=True).select_related("person")
    return [_asked(actor, each) for each in rows]


def proposal_seen(actor: Actor, proposal: UUID) -> Asked:
    """One that waits or was decided. Raises ``NotHere``."""
    row = RoleProposal.objects.visible_to(actor).select_related("person").filter(id=proposal).first()
    if row is None or powers(actor).own:
        raise NotHere(str(proposal))
    return _asked(actor, row)


def _asked(actor: Actor, row: RoleProposal) -> Asked:
    proposer = User.objects.filter(pk=row.proposed_by).values_list("name", flat=True).first() or "The system"
    another = actor.person_id not in (row.proposed_by, row.person_id)
    return Asked(
        row, matrix().roles[row.role], proposer, powers(actor).approves and another and row.decided_at is None
    )


def delegations(actor: Actor) -> QuerySet[Delegation]:
    """Who stands in for whom, newest first."""
    return Delegation.objects.visible_to(actor).select_related("absent", "stand_in")


def delegation_seen(actor: Actor, delegation: UUID) -> Delegation:
    """One of them. Raises ``NotHere``."""
    found = delegations(actor).filter(id=delegation).first()
    if found is None:
        raise NotHere(str(delegation))
    return found


@dataclass(frozen=True, slots=True)
class StandIn:
    """One of them, with its post and how it stands in words."""

    delegation: Delegation
    post: str
    standing: str
    may_end: bool


def stand_ins(actor: Actor, day: date) -> list[StandIn]:
    """Every delegation, newest first, as a list shows it."""
    return [_stand_in(each, day) for each in delegations(actor)]


def _stand_in(row: Delegation, day: date) -> StandIn:
    post = row.post.replace("_", " ").capitalize()
    if row.ended_early_on is not None:
        return StandIn(row, post, "Ended early", False)
    if row.ends_on < day:
        return StandIn(row, post, "Over", False)
    return StandIn(row, post, "In force" if row.starts_on <= day else "Not started", True)


def places(person: User, day: date) -> list[tuple[str, str]]:
    """The authorities a person can work for, by id and name."""
    with acting_for(None, person.pk):
        return [(str(each.authority.pk), each.authority.name) for each in places_of(person, day)]


def standing_in(actor: Actor, day: date, post: str = "") -> QuerySet[Delegation]:
    """The delegations in force on a day, perhaps for one post: started, not over, not ended early."""
    rows = delegations(actor).filter(in_force(day))
    rows = rows.filter(Q(ended_early_on__isnull=True) | Q(ended_early_on__gt=day))
    return rows.filter(post=post) if post else rows


def signed_in_at(person: User) -> QuerySet[SignedIn]:
    """Where a person is signed in, last used first."""
    return SignedIn.objects.filter(person=person).order_by("-seen_at")


@dataclass(frozen=True, slots=True)
class Right:
    """Something a role lets somebody do, and how."""

    says: str
    how: str


def rights(actor: Actor) -> list[Right]:
    """What this person's roles let them do, in the words of the matrix."""
    return [
        Right(words, how(actor, capability))
        for capability, words in matrix().words.items()
        if actor.can(capability)
    ]


def how(actor: Actor, capability: str) -> str:
    """The conditions of a capability, in words."""
    grants = actor.grants.get(capability, ())
    parts = []
    if grants and all(each.assigned for each in grants):
        parts.append("your own or assigned only")
    if grants and all(each.limited for each in grants):
        parts.append("a limited view")
    if any(each.by_policy for each in grants):
        parts.append("where the policy names your role")
    if actor.needs_step_up(capability):
        parts.append("after you sign in again")
    if grants and all(each.second for each in grants):
        parts.append("with a second person")
    parts += sorted({each.words for each in grants if each.words})
    return "; ".join(parts)


def last_used(person: User) -> datetime | None:
    """When they were last here."""
    return SignedIn.objects.filter(person=person).values_list("seen_at", flat=True).first()
