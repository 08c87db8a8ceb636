"""Records built many at a time are records like any other."""

from dataclasses import FrozenInstanceError, fields

import pytest

from oversight.gateways.regulator.building import _Draft, filled_in, record_of, records_from, sources
from oversight.gateways.regulator.records import ServiceRecord, Source

from .makers import LARCH, ROWAN, record


def test_a_draft_has_the_slots_of_a_record():
    assert _Draft.__slots__ == ServiceRecord.__slots__


def test_records_built_from_columns_equal_those_built_one_by_one():
    made = records_from(id=[LARCH, ROWAN], name=["a", "b"], beds=[1, None], ratings=[{}, {}])
    assert made == [ServiceRecord(LARCH, "a", beds=1), ServiceRecord(ROWAN, "b")]
    assert {type(each) for each in made} == {ServiceRecord}


def test_they_are_frozen():
    (made,) = records_from(id=[LARCH], name=["a"], ratings=[{}])
    with pytest.raises(FrozenInstanceError):
        made.name = "b"


def test_a_record_from_values():
    whole = record(beds=3, region="South West")
    assert record_of([getattr(whole, each.name) for each in fields(ServiceRecord)]) == whole
    assert record_of(filled_in(record(ratings={}), whole)).beds == 3


def test_sources():
    assert list(sources("f.csv", [2, 3])) == [Source("f.csv", 2), Source("f.csv", 3)]
    assert {type(each) for each in sources("f.csv", [2])} == {Source}
