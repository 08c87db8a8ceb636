"""Every pack of this installation can be adopted, read, settled and changed through the pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oversight.engine.packs.library import Library
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import adopted, queries, reading
from oversight.foundation.policy.forms import initial_of, name_of, settings_form
from oversight.foundation.policy.overrides import Overrides
from oversight.foundation.policy.overriding import overridden
from oversight.foundation.policy.settable import settable
from tests.foundation.policy.conftest import Deeds

PACKS = Path(__file__).parents[3] / "content" / "packs"
NAMES = [name for name in Library(PACKS).names() if not name.startswith("common/")]
DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _real(settings, folder):
    settings.PACKS_FOLDER = PACKS


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_is_adopted_and_every_clause_shown(house, name):
    pack, _, edition = name.partition("/")
    Deeds(house.anyshire).adopt(pack, edition, DAY, at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    with acting_for(house.anyshire.authority.id):
        viewer = house.actor("QO")
        shown = reading.policy_shown(viewer, pack, edition, DAY)
        every = [clause for section in shown.sections for clause in section.clauses]
        assert [each.id for each in every] == list(shown.pack.clauses)
        assert [each.id for each in every if not (each.applied_by or each.not_automated or each.gaps)] == []
        assert len(queries.gaps_open(viewer, DAY)) == len(shown.pack.about.to_fill_in)
    page = house.anyshire.client("QO").get(f"/policy/{name}/?on=2026-11-23").content.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {each.anchor for each in every} <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_as_it_stands_settles_nothing(house, name):
    pack = adopted.published(*name.split("/"))
    shape = settings_form([pack])
    assert len({name_of(each.key) for each in shape.settable}) == len(shape.settable)
    given = {**initial_of(shape, Overrides()), "starts_on": "24/11/2026", "why": "To see"}
    form = shape({key: value for key, value in given.items() if value is not None}, today=DAY)
    assert form.is_valid(), form.errors
    assert form.wanted(Overrides()).overrides == Overrides()


@pytest.mark.parametrize("name", NAMES)
def test_every_number_that_can_be_set_changes_the_pack(name):
    pack = adopted.published(*name.split("/"))
    for each in settable([pack]):
        if each.kind != "number" or each.own is None:
            continue
        value = each.own - 1 if each.key == ("bands", "amber") else each.own + 1
        made: dict = {}
        inner = made
        for part in each.key[:-1]:
            inner = inner.setdefault(part, {})
        inner[each.key[-1]] = value
        after = overridden(pack, Overrides.model_validate(made))
        assert {one.key: one.own for one in settable([after])}[each.key] == value
