"""Naming who holds the posts of a policy."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.audit.corrections import added, corrected
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.policy.clauses import word_of
from oversight.foundation.policy.models import PostHolder
from oversight.foundation.policy.queries import packs_in_force
from oversight.foundation.ui.words import day


def name_holder(
    *, by: Actor, at: datetime, pack: str, role: str, person: User, starts_on: date, beside: bool = False
) -> PostHolder:
    """Name who holds a post from a day on; ``beside`` leaves those who hold it already in it.

    Nobody names themselves. Raises ``Refused``.
    """
    by.check(Can.POLICY_ADOPT)
    title = _title(by, pack, role, max(starts_on, localdate(at)))
    _check_person(by, at, person, starts_on)
    there = _holders(by, pack, role, starts_on)
    if any(each.person_id == person.pk for each in there):
        raise Refused(f"{person.name} already holds this post")
    for each in () if beside else there:
        _end(each, starts_on - timedelta(days=1), by=by, at=at, reason=f"{person.name} follows", title=title)
    row = PostHolder(
        authority_id=by.authority_id, pack=pack, role=role, person=person, starts_on=starts_on,
        named_by=by.person_id, named_at=at,
    )  # fmt: skip
    told = {"person": {"id": str(person.pk), "name": person.name}, "post": title, "starts": day(starts_on)}
    return added(row, by=by, at=at, name="post.named", subject=f"{pack}: {role}"[:60], details=told)


def _title(by: Actor, pack: str, role: str, on: date) -> str:
    found = next((each.pack for each in packs_in_force(by, on) if each.pack.id == pack), None)
    if found is None or role not in {str(each) for each in found.about.roles}:
        raise NotHere(f"{pack}: {role}")
    return word_of(found, "role", role)


def _check_person(by: Actor, at: datetime, person: User, starts_on: date) -> None:
    if person.pk == by.person_id:
        raise Refused("You cannot name yourself. Ask somebody else who adopts policies")
    if not staff_of(by, localdate(at)).filter(pk=person.pk).exists():
        raise NotHere("person")
    if starts_on < localdate(at):
        raise Refused("The first day must be today or in the future")


def _holders(by: Actor, pack: str, role: str, starts_on: date) -> list[PostHolder]:
    rows = PostHolder.objects.visible_to(by).select_for_update().filter(pack=pack, role=role)
    return list(rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)))


def end_post(*, by: Actor, at: datetime, holder: PostHolder, ends_on: date, reason: str) -> None:
    """Record that somebody holds a post no longer after a day. Raises ``Refused``."""
    by.check(Can.POLICY_ADOPT)
    if ends_on < localdate(at):
        raise Refused("The last day must be today or in the future")
    _end(holder, ends_on, by=by, at=at, reason=reason, title=holder.role)


def _end(holder: PostHolder, ends_on: date, *, by: Actor, at: datetime, reason: str, title: str) -> None:
    if ends_on < holder.starts_on:
        raise Refused(
            f"{holder.person.name} holds this post from {day(holder.starts_on)}. Choose a later day, or name "
            "the person beside them"
        )
    corrected(
        holder, {"ends_on": ends_on}, by=by, at=at, reason=reason, version=None, name="post.ended",
        subject=f"{holder.pack}: {holder.role}"[:60],
        details={"person": {"id": str(holder.person_id), "name": holder.person.name}, "post": title},
    )  # fmt: skip
