"""References are given in order and once, also where two people ask for the first of a kind at once."""

from __future__ import annotations

import pytest

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import Counter
from oversight.foundation.authorities.references import next_reference, next_references
from oversight.foundation.authorities.tenancy import acting_for

pytestmark = pytest.mark.django_db


def test_each_letter_counts_by_itself_in_each_authority(house):
    for council in (house.anyshire, house.otherborough):
        by = Actor.system(council.authority.id)
        with acting_for(council.authority.id):
            assert next_reference("ZZ", by) == "ZZ-0001"
            assert next_references("ZZ", by, 2) == ["ZZ-0002", "ZZ-0003"]
            assert next_reference("ZY", by) == "ZY-0001"


def test_somebody_who_was_first_by_a_moment_is_followed(house, monkeypatch):
    by, begin = Actor.system(house.anyshire.authority.id), type(Counter.objects.all()).bulk_create

    def after_another(rows, found, **more):
        begin(rows, [Counter(authority_id=by.authority_id, letter="ZZ", last=7)])
        return begin(rows, found, **more)

    monkeypatch.setattr(type(Counter.objects.all()), "bulk_create", after_another)
    with acting_for(by.authority_id):
        assert next_reference("ZZ", by) == "ZZ-0008"
        assert Counter.objects.filter(authority=by.authority_id, letter="ZZ").count() == 1
