"""Adopting an edition of a policy from a day on, and ending that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from oversight.engine.packs.pack import Pack
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.corrections import added, corrected
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.policy import adopted
from oversight.foundation.policy.events import PolicyChanged
from oversight.foundation.policy.models import Adoption
from oversight.foundation.policy.previewing import policy_with_edition
from oversight.foundation.ui.words import day


def adopt(*, by: Actor, at: datetime, pack: str, edition: str, starts_on: date) -> Adoption:
    """Work by an edition from a day on; another edition of the same pack ends the day before.

    Past days are never given another edition than they had. What the policy leaves open does not stand in
    the way: its page says what must be filled in. Raises ``Refused``.
    """
    by.check(Can.POLICY_ADOPT)
    found = adopted.published(pack, edition)
    there = list(Adoption.objects.visible_to(by).select_for_update().filter(pack=pack).order_by("-starts_on"))
    _check_day(found, there, starts_on, localdate(at))
    policy_with_edition(by, pack, edition, starts_on)
    ended = _end_before(there, starts_on, by=by, at=at, edition=edition)
    row = Adoption(
        authority_id=by.authority_id, pack=pack, edition=edition, checksum=adopted.checksum_of(found),
        place=there[0].place if there else _next_place(by), starts_on=starts_on, adopted_by=by.person_id,
        adopted_at=at,
    )  # fmt: skip
    details = {"title": found.about.title, "starts": day(starts_on), "edition": edition, "instead_of": ended}
    publish(PolicyChanged(f"{found.about.title} was adopted"), by=by, at=at)
    return added(row, by=by, at=at, name="policy.adopted", subject=f"{pack}/{edition}"[:60], details=details)


def _check_day(pack: Pack, there: Sequence[Adoption], starts_on: date, today: date) -> None:
    later = [each for each in there if each.starts_on >= starts_on]
    if later:
        raise Refused(
            f"Edition {later[-1].edition} of ‘{pack.about.title}’ is already adopted from "
            f"{day(later[-1].starts_on)}. Choose a later day"
        )
    standing = next((each for each in there if each.ends_on is None or each.ends_on >= starts_on), None)
    if standing is None:
        return
    if standing.edition == pack.about.edition:
        raise Refused(f"This edition is already in force from {day(standing.starts_on)}")
    if starts_on < today:
        raise Refused(
            f"Edition {standing.edition} was in force on {day(starts_on)}, and past days keep the edition they "
            "had. Choose today or a day in the future"
        )


def _end_before(
    there: Sequence[Adoption], starts_on: date, *, by: Actor, at: datetime, edition: str
) -> str:  # fmt: skip
    """End the edition that stands until then; which it was, for the record."""
    standing = next((each for each in there if each.ends_on is None or each.ends_on >= starts_on), None)
    if standing is None:
        return ""
    corrected(
        standing, {"ends_on": starts_on - timedelta(days=1)}, by=by, at=at, version=None,
        reason=f"Edition {edition} follows", name="policy.ended", subject=_named(standing),
    )  # fmt: skip
    return standing.edition


def end_adoption(
    *, by: Actor, at: datetime, adoption: Adoption, ends_on: date, reason: str, version: int | None
) -> None:
    """Stop working by an edition after a day, which is today or later. Raises ``Refused`` or ``Stale``."""
    by.check(Can.POLICY_ADOPT)
    if adoption.authority_id != by.authority_id:
        raise NotHere(str(adoption.pk))
    today = localdate(at)
    if adoption.ends_on is not None and adoption.ends_on < today:
        raise Refused(f"This edition ended on {day(adoption.ends_on)}")
    if ends_on < max(today, adoption.starts_on):
        raise Refused("The last day must be today or in the future, and not before the first day")
    _check_free(by, adoption, ends_on)
    corrected(
        adoption, {"ends_on": ends_on}, by=by, at=at, reason=reason, version=version, name="policy.ended",
        subject=_named(adoption),
    )  # fmt: skip
    publish(PolicyChanged(f"{_named(adoption)} ends"), by=by, at=at)


def _check_free(by: Actor, adoption: Adoption, ends_on: date) -> None:
    """An end may not be moved into the days of the edition that follows."""
    rows = Adoption.objects.visible_to(by).filter(pack=adoption.pack, starts_on__gt=adoption.starts_on)
    following = rows.order_by("starts_on").first()
    if following is not None and following.starts_on <= ends_on:
        raise Refused(
            f"Edition {following.edition} follows on {day(following.starts_on)}. Choose a day before it"
        )


def _named(adoption: Adoption) -> str:
    return f"{adoption.pack}/{adoption.edition}"[:60]


def _next_place(by: Actor) -> int:
    last = Adoption.objects.visible_to(by).order_by("-place").values_list("place", flat=True).first()
    return (last or 0) + 1
