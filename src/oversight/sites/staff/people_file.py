"""The list of people as a file. It stands here because accounts stand below exports."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from oversight.foundation.accounts import rosters
from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import EVERYBODY, StaffRequest, needs
from oversight.foundation.authorities.actor import NotHere
from oversight.foundation.exports.answering import answer, wants_export
from oversight.foundation.exports.sheets import Column, Sheet

COLUMNS = (
    Column("name", "Name"),
    Column("roles", "Roles today"),
    Column("email", "Email address", sensitive=True),
    Column("standing", "Account"),
)


@needs(Can.ACCOUNTS_MANAGE, doors=EVERYBODY)
def people(request: StaffRequest) -> HttpResponseBase:
    """The people the filters of the list let through, as CSV or XLSX."""
    if not wants_export(request):
        raise NotHere("format")
    asked = {each: request.GET.get(each, "") for each in ("q", "role", "gone")}
    now = timezone.now()
    rows = rosters.people(
        request.actor, timezone.localdate(now), asked["q"], asked["role"], gone=asked["gone"] == "yes"
    )
    cells = [(each.person.name, each.roles, each.person.email, each.standing) for each in rows]
    sheet = Sheet("People", COLUMNS, cells, "OFFICIAL", _in_words(asked), now)
    return answer(request, sheet, by=request.actor, at=now, list_at=reverse("people:people"))


def _in_words(asked: dict[str, str]) -> str:
    role = matrix().roles.get(asked["role"])
    said = [f"Words: ‘{asked['q']}’" if asked["q"] else "", f"Role: {role.title}" if role else "",
            "Closed accounts too" if asked["gone"] == "yes" else ""]  # fmt: skip
    return ". ".join(each for each in said if each)
