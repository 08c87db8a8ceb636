"""Anyshire works by an invented policy with clocks; its people do deeds inside its walls."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import actions as policy
from oversight.foundation.policy import facts_sources, objections
from oversight.foundation.policy.actions.settling import Wanted
from oversight.foundation.policy.overrides import overrides_of
from oversight.foundation.tasks import actions, queries
from oversight.foundation.tasks.actions.starting import About
from oversight.foundation.tasks.models import Task
from tests.foundation.tasks import packs

JUNE = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
OAK = {"about": "S-0123", "about_name": "Oak House", "about_url": "/services/S-0123/"}


@pytest.fixture(autouse=True)
def _surroundings(tmp_path, settings, monkeypatch):
    """The packs and addresses of these tests; what other parts registered is not asked."""
    packs.write(tmp_path / "packs")
    settings.PACKS_FOLDER = tmp_path / "packs"
    settings.ROOT_URLCONF = "tests.foundation.tasks.addresses"
    monkeypatch.setattr(facts_sources, "_sources", {})
    monkeypatch.setattr(objections, "_objections", {})


class Deeds:
    """What people of a council do with tasks."""

    def __init__(self, council, now):
        self.council, self.now = council, now

    def inside(self):
        return acting_for(self.council.authority.id)

    def by(self, role):
        return self.council.actor(role) if role else self.council.system

    def who(self, role):
        return self.council.people[role]

    def start(self, clock="notify", *, owner="QO", pool="", at=None, starts=None, role="QM", **more):
        given = OAK | {"event": "the decision", **more}
        with self.inside():
            return actions.start_clock(
                clock=clock, pack="shire", by=self.by(role), at=at or self.now, starts=starts, pool=pool,
                owner=None if pool else self.who(owner), **given,
            )  # fmt: skip

    def add(
        self, title="Ring the home", due_on=date(2026, 11, 25), *, owner="QO", pool="", role="QO", about=None
    ):
        with self.inside():
            return actions.add(
                title=title, due_on=due_on, owner=None if pool else self.who(owner), pool=pool,
                by=self.by(role), at=self.now, about=About(*about) if about else None,
            )  # fmt: skip

    def do(self, action, task, *, role="QO", at=None, **given):
        """An action on a task as it stands, or at the version given."""
        with self.inside():
            if action is not actions.take:
                given = {"version": self.fresh(task).version} | given
            return action(task=task, by=self.by(role), at=at or self.now, **given)

    def fresh(self, task):
        with self.inside():
            return Task.objects.select_related("owner").prefetch_related("pauses").get(pk=task.pk)

    def settle(self, overrides, at=None):
        """The council settles something of its own, from that day on."""
        at = at or self.now
        wanted = Wanted(overrides_of(overrides), timezone.localdate(at), "We agreed it")
        with self.inside():
            draft = policy.draft_settings(by=self.by("QM"), at=at, wanted=wanted)
            policy.approve_settings(by=self.by("HOC"), at=at, draft=draft, version=draft.version)

    def close(self, *days, at=None):
        """The council settles closure days."""
        self.settle({"closures": [{"date": str(each), "why": "Offices are closed"} for each in days]}, at)

    def events(self, task=None):
        with self.inside():
            rows = Event.objects.visible_to(self.council.system).order_by("number")
            return [each.name for each in (rows.filter(subject=task.reference) if task else rows)]

    def open_of(self, role):
        with self.inside():
            return [each.reference for each in queries.mine(self.by(role))]


@pytest.fixture
def deeds(house, now):
    """Anyshire, which adopted the policy in June."""
    made = Deeds(house.anyshire, now)
    with made.inside():
        policy.adopt(by=made.by("QM"), at=JUNE, pack="shire", edition="1", starts_on=date(2026, 6, 1))
    return made


@pytest.fixture
def others(house, now):
    """Otherborough, which has no policy."""
    return Deeds(house.otherborough, now)
