"""A small library of two invented policies, and the deeds that bring them into force."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import actions, facts_sources, objections
from oversight.foundation.policy.actions.settling import Wanted
from oversight.foundation.policy.overrides import overrides_of
from tests.foundation.policy import packs

OCTOBER = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """The packs of these tests, written anew for each."""
    root = tmp_path / "packs"
    packs.write(root)
    settings.PACKS_FOLDER = root
    return root


@pytest.fixture(autouse=True)
def _addresses(settings):
    """The pages by their addresses."""
    settings.ROOT_URLCONF = "tests.foundation.policy.addresses"


@pytest.fixture(autouse=True)
def _registries(monkeypatch):
    """What other parts registered is not asked in these tests."""
    monkeypatch.setattr(facts_sources, "_sources", {})
    monkeypatch.setattr(objections, "_objections", {})


class Deeds:
    """What somebody at a council does, inside its walls."""

    def __init__(self, council):
        self.council = council

    def adopt(self, pack="shire", edition="1", starts_on=date(2026, 6, 1), *, role="QM", at=OCTOBER):
        by = self.council.actor(role)
        with acting_for(by.authority_id):
            return actions.adopt(by=by, at=at, pack=pack, edition=edition, starts_on=starts_on)

    def draft(self, overrides, starts_on, *, role="QM", at=OCTOBER, why="The points were too low"):
        by = self.council.actor(role)
        wanted = Wanted(overrides_of(overrides), starts_on, why)
        with acting_for(by.authority_id):
            return actions.draft_settings(by=by, at=at, wanted=wanted)

    def approve(self, draft, *, role="HOC", at=OCTOBER, version=None):
        by = self.council.actor(role)
        with acting_for(by.authority_id):
            actions.approve_settings(by=by, at=at, draft=draft, version=version or draft.version)

    def settle(self, overrides, starts_on, at=OCTOBER):
        draft = self.draft(overrides, starts_on, at=at)
        self.approve(draft, at=at)
        return draft


@pytest.fixture
def deeds(house):
    return Deeds(house.anyshire)


@pytest.fixture
def adopted(deeds):
    """Anyshire works by edition 1 of the shire's policy since 1 June 2026."""
    deeds.adopt()
    return deeds
