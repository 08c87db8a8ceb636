"""Drafting, approving and withdrawing the authority's own settings. Nobody approves what they wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from oversight.engine.model import BadInput
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.audit.corrections import Stale
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.authorities.references import next_reference
from oversight.foundation.policy import queries
from oversight.foundation.policy.differences import differences
from oversight.foundation.policy.events import PolicyChanged
from oversight.foundation.policy.models import SettingsVersion, Status
from oversight.foundation.policy.objections import objection_to
from oversight.foundation.policy.overrides import Overrides, overrides_of
from oversight.foundation.policy.previewing import policy_if
from oversight.foundation.policy.settable import settable
from oversight.foundation.ui.words import day


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants the settings to be: whole, from which day, and why."""

    overrides: Overrides
    starts_on: date
    why: str


def draft_settings(*, by: Actor, at: datetime, wanted: Wanted) -> SettingsVersion:
    """Draft settings from those in force. Raises ``Refused`` where they do not fit the policies."""
    by.check(Can.POLICY_DRAFT)
    _check(by, at, wanted)
    based_on = queries.settings_in_force(by, wanted.starts_on)
    row = SettingsVersion(
        authority_id=by.authority_id, number=_next_number(by), overrides=wanted.overrides.kept(),
        starts_on=wanted.starts_on, why=wanted.why.strip(), based_on=based_on.number,
        authors=[str(by.person_id)], drafted_by=by.person_id, drafted_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    _told("settings.drafted", row, based_on.overrides, by=by, at=at)
    return row


def change_draft(*, by: Actor, at: datetime, draft: SettingsVersion, wanted: Wanted, version: int) -> None:
    """Change a draft; whoever changes it becomes one of its authors. Raises ``Stale``, ``Refused``."""
    by.check(Can.POLICY_DRAFT)
    row = _locked(by, draft)
    _check_open(row)
    if row.version != version:
        raise Stale(row, [])
    _check(by, at, wanted)
    before = overrides_of(row.overrides)
    row.overrides, row.starts_on, row.why = wanted.overrides.kept(), wanted.starts_on, wanted.why.strip()
    row.authors = sorted({*row.authors, str(by.person_id)})
    row.based_on = queries.settings_in_force(by, wanted.starts_on).number
    row.version += 1
    row.save()
    _told("settings.changed", row, before, by=by, at=at)


def approve_settings(*, by: Actor, at: datetime, draft: SettingsVersion, version: int) -> None:
    """Bring a draft into force from its first day. Raises ``Refused`` with a sentence.

    Never by somebody who wrote on it; never for days that have passed; never over settings that were
    approved since it was begun; never where the change would flip a decision the person has open.
    """
    by.check(Can.POLICY_APPROVE)
    row = _locked(by, draft)
    _check_open(row)
    _check_approver(by, row)
    if row.version != version:
        raise Refused("This draft was changed since you opened it. Read it again before you approve it")
    wanted = Wanted(overrides_of(row.overrides), row.starts_on, row.why)
    _check(by, at, wanted)
    before = queries.settings_in_force(by, row.starts_on)
    if before.number != row.based_on:
        raise Refused(
            f"Settings {before.number} were approved after this draft was begun, and approving it would undo "
            "them. Withdraw this draft and draft the change again"
        )
    _check_objections(by, row.starts_on, before.overrides, wanted.overrides)
    row.status, row.approved_by, row.approved_at = Status.IN_FORCE, by.person_id, at
    row.version += 1
    row.save()
    _told("settings.approved", row, before.overrides, by=by, at=at, anchor=True)
    publish(PolicyChanged(f"{_named(row)} came into force"), by=by, at=at)


def withdraw_draft(*, by: Actor, at: datetime, draft: SettingsVersion, reason: str) -> None:
    """Give up a draft; it stays in the list as withdrawn. Raises ``Refused``."""
    by.check(Can.POLICY_DRAFT)
    if not reason.strip():
        raise Refused("Enter why you are withdrawing this draft")
    row = _locked(by, draft)
    _check_open(row)
    row.status = Status.WITHDRAWN
    row.version += 1
    row.save()
    details = {"number": row.number, "reason": reason.strip()}
    record("settings.withdrawn", by=by, at=at, subject=_named(row), changed=[row], details=details)


def _locked(by: Actor, draft: SettingsVersion) -> SettingsVersion:
    row = SettingsVersion.objects.visible_to(by).select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise NotHere(str(draft.pk))
    return row


def _check_open(row: SettingsVersion) -> None:
    if row.status == Status.IN_FORCE:
        raise Refused(f"Settings {row.number} are approved and stay as they are. Draft a new version")
    if row.status == Status.WITHDRAWN:
        raise Refused(f"Settings {row.number} were withdrawn. Draft a new version")


def _check_approver(by: Actor, row: SettingsVersion) -> None:
    if str(by.person_id) in {*row.authors, str(row.drafted_by)}:
        raise Refused("You wrote on this draft, so somebody else must approve it")
    grants = by.grants.get(Can.POLICY_APPROVE, ())
    if not by.everything and all(grant.words == "quorum" for grant in grants):
        raise Refused(
            "A board approves settings at a meeting with a quorum, not one member alone. Ask a head of "
            "commissioning or a director"
        )


def _check(by: Actor, at: datetime, wanted: Wanted) -> None:
    """That settings fit the policies of their first day, and begin today or later."""
    if not wanted.why.strip():
        raise Refused("Enter why you are changing the settings")
    if wanted.starts_on < localdate(at):
        raise Refused("The first day must be today or in the future. Past days keep the settings they had")
    here = [each.own for each in queries.packs_in_force(by, wanted.starts_on)]
    if not here:
        raise Refused(f"No policy is in force on {day(wanted.starts_on)}. Adopt one first")
    known = {each.key for each in settable(here)} | set(_earlier(by, wanted.starts_on).keys())
    try:
        wanted.overrides.check(known)
    except BadInput as why:
        raise Refused(f"{why}") from None
    policy_if(by, wanted.overrides, wanted.starts_on)


def _earlier(by: Actor, on: date) -> Overrides:
    """Settings in force may speak of an edition that is not in force any more; they are kept."""
    return queries.settings_in_force(by, on).overrides


def _check_objections(by: Actor, on: date, before: Overrides, after: Overrides) -> None:
    sentence = objection_to(by, policy_if(by, before, on), policy_if(by, after, on), on)
    if sentence:
        raise Refused(sentence)


def _told(
    name: str, row: SettingsVersion, before: Overrides, *, by: Actor, at: datetime, anchor: bool = False
) -> None:
    packs = [each.own for each in queries.packs_in_force(by, row.starts_on)]
    found = differences(packs, before, overrides_of(row.overrides))
    details: Mapping[str, Any] = {
        "number": row.number,
        "starts": day(row.starts_on),
        "changes": {f"{each.group}, {each.what}": [each.before, each.after] for each in found},
        "reason": row.why,
    }
    record(name, by=by, at=at, subject=_named(row), changed=[row], details=details, anchor=anchor)


def _named(row: SettingsVersion) -> str:
    return f"Settings {row.number}"


def _next_number(by: Actor) -> int:
    return int(next_reference("SV", by).partition("-")[2])
