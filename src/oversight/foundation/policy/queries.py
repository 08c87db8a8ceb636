"""What an authority works by on a day: its packs, its settings, its posts, the policy the engine reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from oversight.engine.clocks.models import Calendar, Clock
from oversight.engine.outcomes.policy import Policy
from oversight.engine.packs.models import Gap
from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.models import Membership, User, in_force
from oversight.foundation.authorities.actor import NotHere
from oversight.foundation.authorities.keeping import once_a_page
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.policy import adopted
from oversight.foundation.policy.adopted import InForce, Posts
from oversight.foundation.policy.clauses import word_of
from oversight.foundation.policy.models import Acknowledgement, Adoption, PostHolder, SettingsVersion, Status
from oversight.foundation.policy.overrides import Overrides, overrides_of


@dataclass(frozen=True, slots=True)
class SettingsInForce:
    """The authority's settings on a day. ``number`` is 0 where it takes its policies as they are.

    Records keep the number they were made under.
    """

    number: int
    overrides: Overrides
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class OpenGap:
    """Something a policy in force leaves open that nobody has settled."""

    pack: str
    edition: str
    document: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a policy names: its role word, the title it goes by, and who holds it."""

    pack: str
    role: str
    title: str
    holders: tuple[PostHolder, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is asked to read a policy, and when they said they had."""

    person: User
    at: datetime | None


def adoptions(viewer: Viewer, day: date) -> list[Adoption]:
    """The adoptions that hold on a day, in their order."""
    return list(Adoption.objects.visible_to(viewer).filter(in_force(day)).order_by("place", "pack"))


def all_adoptions(viewer: Viewer) -> list[Adoption]:
    """Every adoption there ever was, the newest of each pack first."""
    return list(Adoption.objects.visible_to(viewer).order_by("place", "pack", "-starts_on"))


@once_a_page
def settings_in_force(viewer: Viewer, day: date) -> SettingsInForce:
    """The settings of a day: the last approved that begin on or before it."""
    found = (
        SettingsVersion.objects.visible_to(viewer)
        .filter(status=Status.IN_FORCE, starts_on__lte=day)
        .order_by("-starts_on", "-approved_at", "-number")
        .first()
    )
    if found is None:
        return SettingsInForce(0, Overrides())
    return SettingsInForce(found.number, overrides_of(found.overrides), found.starts_on)


def held(viewer: Viewer, day: date) -> Posts:
    """The posts that somebody holds on a day."""
    rows = PostHolder.objects.visible_to(viewer).filter(in_force(day))
    return frozenset(rows.values_list("pack", "role"))


def packs_in_force(viewer: Viewer, day: date) -> tuple[InForce, ...]:
    """The adopted packs of a day with the authority's settings in them, and its closures in their calendars."""
    overrides = settings_in_force(viewer, day).overrides
    return adopted.in_force(adoptions(viewer, day), overrides, held(viewer, day))


def pack_on(viewer: Viewer, pack: str, day: date) -> InForce | None:
    """One pack by its id as it stands on a day, whichever edition that is."""
    return next((each for each in packs_in_force(viewer, day) if each.pack.id == pack), None)


@once_a_page
def policy_for(viewer: Viewer, day: date) -> Policy:
    """What the engine reads on a day: every adopted pack with the settings of that day."""
    editions = adopted.editions_of(adoptions(viewer, day))
    return adopted.policy_with(editions, settings_in_force(viewer, day).overrides, held(viewer, day), day)


def clock(viewer: Viewer, pack: str, clock_id: str, day: date) -> tuple[Clock, Calendar]:
    """A clock of an adopted pack with the calendar it counts by, both as settled on a day."""
    found = pack_on(viewer, pack, day)
    if found is None:
        raise NotHere(pack)
    named: Clock = found.pack.find("clocks", clock_id)
    return named, found.pack.calendar_of(named)


def posts(viewer: Viewer, day: date) -> list[Post]:
    """Every post that the policies in force name, with who holds it on a day."""
    rows = PostHolder.objects.visible_to(viewer).filter(in_force(day)).select_related("person")
    holders: dict[tuple[str, str], list[PostHolder]] = {}
    for row in rows.order_by("person__name"):
        holders.setdefault((row.pack, row.role), []).append(row)
    return [
        Post(each.pack.id, str(role), title, tuple(holders.get((each.pack.id, str(role)), ())))
        for each in packs_in_force(viewer, day)
        for role, title in each.pack.about.roles.items()
    ]


def holders_of(viewer: Viewer, role: str, day: date, pack: str = "") -> list[User]:
    """Who holds a post on a day, under one policy or under any."""
    rows = PostHolder.objects.visible_to(viewer).filter(in_force(day), role=role)
    rows = rows.filter(pack=pack) if pack else rows
    return list(User.objects.filter(id__in=rows.values("person_id"), is_active=True).order_by("name"))


def posts_held_by(viewer: Viewer, pack: str, person_id: UUID, day: date) -> list[str]:
    """The role words of the posts that somebody holds under a policy on a day."""
    rows = PostHolder.objects.visible_to(viewer).filter(in_force(day), pack=pack, person_id=person_id)
    return sorted(rows.values_list("role", flat=True))


def overrides_numbered(viewer: Viewer, number: int) -> Overrides:
    """What a version of the settings changes. Raises ``NotHere``."""
    return overrides_of(settings_numbered(viewer, number).overrides)


def gaps_open(viewer: Viewer, day: date) -> list[OpenGap]:
    """What must still be filled in, of every policy in force."""
    return [
        OpenGap(each.pack.id, each.pack.about.edition, each.pack.about.title, gap)
        for each in packs_in_force(viewer, day)
        for gap in each.open_gaps
    ]


def vocabulary_label(viewer: Viewer, kind: str, name: str, day: date) -> str:
    """The authority's word on a day for one of ours (``position``, ``notice``, ``band``, ``role``, …)."""
    packs = [each.pack for each in packs_in_force(viewer, day)]
    plain = name.replace("_", " ").replace("-", " ").capitalize()
    said = (word_of(pack, kind, name) for pack in packs)
    return next((words for words in said if words != plain), plain)


def asked_to_read(viewer: Viewer, day: date) -> list[User]:
    """The people of an authority whose role asks them to read its policies."""
    roles = [role for role, given in matrix().grants.items() if Can.POLICY_ACKNOWLEDGE in given]
    members = Membership.objects.visible_to(viewer).filter(in_force(day), role__in=roles)
    return list(User.objects.filter(id__in=members.values("person_id"), is_active=True).order_by("name"))


def who_has_read(viewer: Viewer, pack: str, edition: str, people: Iterable[User]) -> list[Reader]:
    """Of these people, who has said that they read an edition, and when."""
    rows = Acknowledgement.objects.visible_to(viewer).filter(pack=pack, edition=edition)
    read = dict(rows.values_list("person_id", "at"))
    return [Reader(person, read.get(person.id)) for person in people]


def read_at(viewer: Viewer, person_id: UUID, pack: str, edition: str) -> datetime | None:
    """When somebody said that they had read an edition."""
    rows = Acknowledgement.objects.visible_to(viewer).filter(person_id=person_id, pack=pack, edition=edition)
    return rows.values_list("at", flat=True).first()


def settings_versions(viewer: Viewer) -> Sequence[SettingsVersion]:
    """Every version of the settings, newest first."""
    return list(SettingsVersion.objects.visible_to(viewer).order_by("-number"))


def settings_numbered(viewer: Viewer, number: int) -> SettingsVersion:
    """A version of the settings. Raises ``NotHere``."""
    found = SettingsVersion.objects.visible_to(viewer).filter(number=number).first()
    if found is None:
        raise NotHere(f"settings {number}")
    return found
