"""Adding a person, inviting them to set a password, and taking their account away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from oversight.foundation.accounts import mail
from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.actions.roles import Terms, check_theirs, end_now, grant_role
from oversight.foundation.accounts.actions.security import noted
from oversight.foundation.accounts.actions.sessions import end_all
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.codes import HOURS, make_code, person_of
from oversight.foundation.accounts.models import Membership, User, in_force
from oversight.foundation.accounts.powers import check_may_give, powers
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for

Address = Callable[[str], str]
"""Makes the full address of the invitation page from a code."""


def add_person(*, by: Actor, at: datetime, email: str, name: str, terms: Terms, address: Address) -> User:
    """Add a person with their first role, or ask for it where it takes two, and send them a link.

    Somebody who has an account at another authority keeps it, with its name and password. Raises
    ``Refused`` where the role cannot be given, ``NotHere`` for who may not add people.
    """
    by.check(Can.ACCOUNTS_MANAGE)
    if not powers(by).adds:
        raise NotHere("people")
    person = User.objects.filter(email__iexact=email.strip()).first()
    is_new = person is None
    if person is None:
        check_may_give(by, None, terms.role)
        person = _made(by, at, email.strip(), name.strip(), terms)
    grant_role(by=by, at=at, person=person, terms=terms, first=True)
    if is_new:
        _send_link(person, by, at, address)
    return person


def _made(by: Actor, at: datetime, email: str, name: str, terms: Terms) -> User:
    kind = matrix().roles[terms.role].kind
    person = User.objects.create_user(email, name=name, kind=kind, created_at=at)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    record("person.added", by=by, at=at, details={"person": told(person), "reason": terms.reason})
    return person


def invite(*, by: Actor, at: datetime, person: User, address: Address) -> None:
    """Send a person another link to set their first password; the earlier one stops working."""
    by.check(Can.ACCOUNTS_MANAGE)
    check_theirs(by, person)
    if not powers(by).adds:
        raise NotHere(str(person.pk))
    if person.has_usable_password():
        raise Refused("This person has a password already. They can set a new one from the sign-in page.")
    if not person.is_active:
        raise Refused("This account is closed. Give the person a role to open it again.")
    _send_link(person, by, at, address)


def _send_link(person: User, by: Actor, at: datetime, address: Address) -> None:
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record("person.invited", by=by, at=at, details={"person": told(person)})
    told_them = {"name": person.name, "link": address(make_code(person)), "hours": HOURS}
    transaction.on_commit(lambda: mail.send("invitation", person.email, told_them))


def accept_invitation(*, code: str, password: str, at: datetime) -> User:
    """Set the first password of whoever this code is for. Raises ``NotHere`` for a code that is spent."""
    person = person_of(code)
    if person is None:
        raise NotHere("invitation")
    try:
        validate_password(password, person)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from None
    person.set_password(password)
    person.save(update_fields=["password"])
    noted(person, "person.joined", at=at)
    return person


def deactivate(*, by: Actor, at: datetime, person: User, reason: str) -> int:
    """End every role a person has here; where they have none elsewhere, close the account and its sessions.

    Gives how many roles ended. Raises ``Refused`` for oneself and without a reason.
    """
    by.check(Can.ACCOUNTS_MANAGE)
    check_theirs(by, person)
    if not powers(by).ends:
        raise NotHere(str(person.pk))
    if person.pk == by.person_id:
        raise Refused("You cannot close your own account. Ask somebody else who manages accounts.")
    if not reason.strip():
        raise Refused("Enter why you are closing this account")
    day = localdate(at)
    now_or_later = in_force(day) | Q(starts_on__gt=day)
    roles = list(Membership.objects.visible_to(by).filter(now_or_later, person=person))
    titles = [matrix().roles[each.role].title for each in roles]
    for each in roles:
        end_now(each, day)
    details = {"person": told(person), "roles": titles, "reason": reason}
    record("person.deactivated", by=by, at=at, changed=roles, details=details)
    _close(person, by, day)
    return len(roles)


def _close(person: User, by: Actor, day: date) -> None:
    with acting_for(None, person.pk):
        elsewhere = Membership.objects.filter(in_force(day), person=person).exclude(
            authority_id=by.authority_id
        )
        is_elsewhere = elsewhere.exists()
    if not is_elsewhere:
        person.is_active = False
        person.save(update_fields=["is_active"])
    end_all(person)


def told(person: User) -> dict[str, str]:
    """A person as an event names them."""
    return {"id": str(person.pk), "name": person.name}
