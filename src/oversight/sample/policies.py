"""What the invented councils work by, who holds the posts of their policies, and the work that is running."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from oversight.capabilities.register.models import Service
from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.policy import actions as policy
from oversight.foundation.policy import queries
from oversight.foundation.tasks import actions as tasks

POSTS = {
    "quality_officer": "QO",
    "quality_manager": "QM",
    "supplier_relationship_manager": "SRM",
    "head_of_commissioning": "HOC",
    "strategic_commissioner": "SRM",
    "service_manager": "QM",
    "contract_compliance_officer": "SRM",
    "head_of_adult_social_care": "SG",
    "head_of_assessment": "SG",
    "service_director": "DIR",
    "director_of_adult_services": "DIR",
    "safeguarding_lead": "SG",
    "placement_officer": "PL",
    "care_manager": "CW",
    "board_chair": "HOC",
    "board_member": "BM",
    "business_support": "BS",
}
"""Which of the invented people holds a post that a policy names."""


def adopt(slug: str, by: Actor, staff: Mapping[str, Sequence[User]], at: datetime) -> None:
    """Work by the policies of ``content/sample/policies.csv``, with people in their posts from today."""
    for each in sample_rows("policies.csv", slug):
        starts = date.fromisoformat(each["from"])
        policy.adopt(by=by, at=at, pack=each["pack"], edition=each["edition"], starts_on=starts)
    for found in queries.packs_in_force(by, at.date()):
        for role in found.pack.about.roles:
            for person in staff.get(POSTS.get(str(role), ""), ())[:1]:
                policy.name_holder(
                    by=by, at=at, pack=found.pack.id, role=str(role), person=person, starts_on=at.date()
                )


def start_work(
    slug: str, services: Sequence[Service], by: Actor, staff: Mapping[str, Sequence[User]], at: datetime
) -> None:
    """Start the clocks of ``content/sample/work.csv``; ``services`` are in the order of their references."""
    for each in sample_rows("work.csv", slug):
        service = services[int(each["service"])]
        tasks.start_clock(
            clock=each["clock"], pack=each["pack"], by=by, at=at, starts=at - timedelta(days=int(each["days_ago"])),
            about=service.reference, about_name=service.name, about_url=f"/services/{service.reference}/",
            owner=staff[each["owner"]][0] if each["owner"] else None, pool=each["pool"],
        )  # fmt: skip


def sample_rows(name: str, slug: str) -> Iterator[dict[str, str]]:
    """The rows of a council in one of the sample's tables."""
    path = Path(settings.PACKS_FOLDER).parent / "sample" / name
    with path.open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["council"] == slug)
