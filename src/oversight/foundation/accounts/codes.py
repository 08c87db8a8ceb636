"""The code of an invitation link: it works once, for 72 hours, and reading it changes nothing."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from oversight.foundation.accounts.models import User

HOURS = 72
SALT = "oversight.accounts.invitation"


def make_code(person: User) -> str:
    """A code that lets whoever holds it set this person's first password."""
    return signing.dumps({"person": str(person.pk), "was": _was(person)}, salt=SALT)


def person_of(code: str) -> User | None:
    """Whose code it is; nobody, where it was used, has been replaced, is too old or was made up."""
    try:
        said = signing.loads(code, salt=SALT, max_age=HOURS * 3600)
        found = User.objects.filter(pk=UUID(said["person"]), is_active=True).first()
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    return found if found and constant_time_compare(said["was"], _was(found)) else None


def _was(person: User) -> str:
    """What the password was, so that setting one, or sending another link, ends this code."""
    return salted_hmac(SALT, f"{person.password}|{person.email}").hexdigest()[:32]
