"""Names of authorities."""

import csv
from itertools import combinations

import pytest

from oversight.gateways.regulator import authorities_like, same_authority


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bristol", "Bristol, City of"),
        ("Herefordshire", "Herefordshire, County of"),
        ("Kingston upon Hull", "Kingston upon Hull, City of"),
        ("County Durham", "Durham"),
        ("Bedford Borough", "Bedford"),
        ("St Helens", "St. Helens"),
        ("telford & wrekin", "Telford and Wrekin"),
        ("Anyshire County Council", "ANYSHIRE"),
        ("The Royal Borough of Windsor and Maidenhead", "Windsor and Maidenhead"),
        ("City of London", "City of London Corporation"),
        ("Southend on Sea", "Southend-on-Sea"),
    ],
)
def test_one_authority_by_two_names(one, other):
    assert same_authority(one, other)
    assert same_authority(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Derby", "Derbyshire"),
        ("Bedford", "Central Bedfordshire"),
        ("City of London", ""),
        ("", ""),
        ("City", "County"),
    ],
)
def test_two_authorities(one, other):
    assert not same_authority(one, other)


def test_suggestions_for_a_name_that_is_not_there():
    known = ["Anyshire", "Otherborough", "North Anyshire", "Telford and Wrekin"]
    assert authorities_like("anyshire council", known)[0] == "Anyshire"
    assert authorities_like("Anyshre", known)[0] == "Anyshire"
    assert authorities_like("telford", known) == ["Telford and Wrekin"]
    assert authorities_like("", known) == []


@pytest.mark.real_data
def test_every_english_authority_is_itself_under_all_its_names_and_no_other(shared_data):
    path = shared_data / "reference/england_asc_authorities_153.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [[row["ons_name"], *row["cqc_name"].split("|")] for row in rows]
    assert len(names) == 153
    for own in names:
        assert all(same_authority(own[0], other) for other in own)
    mixed = [(a, b) for one, two in combinations(names, 2) for a in one for b in two if same_authority(a, b)]
    assert mixed == []
