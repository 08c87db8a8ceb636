"""Nothing invented may be taken for something real: ids, names, postcodes, numbers, authorities."""

import csv
import json
import re

import pytest

from oversight.sample.editions import SEED, country, two_councils
from oversight.sample.invented import authorities, location_id, provider_id, website
from oversight.sample.months import MEASURED


def everything():
    """The default sample with the month after, and a country as large as England's."""
    yield from two_councils().services()
    yield from two_councils().next_month()
    yield from country(30_000, 150, SEED, MEASURED, rows_each=6).services()


@pytest.fixture(scope="module")
def invented():
    return list(everything())


@pytest.fixture(scope="module")
def real(shared_data):
    """What stands in the real files: ids, names, brands, outward postcodes, telephone and company numbers."""
    found = {
        "ids": set(),
        "names": set(),
        "areas": set(),
        "phones": set(),
        "companies": set(),
        "brands": set(),
    }
    for path in sorted((shared_data / "cqc").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                _add(
                    found, row["Location ID"], row["Provider ID"], row["Location Name"], row["Provider Name"]
                )
                found["areas"].add(row.get("Location Post Code", "").split(" ")[0])
                found["brands"] |= {row.get("Brand ID", ""), row.get("Brand Name", "")}
                found["companies"].add(row.get("Provider Companies House Number", "").strip())
    for path in sorted((shared_data / "cqc").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            _add(found, document["providerId"], document.get("locationId", ""), document["name"])
            found["areas"].add(document["postalCode"].split(" ")[0])
            found["phones"].add(document.get("mainPhoneNumber", ""))
    assert len(found["ids"]) > 30_000
    assert len(found["areas"]) > 1_000
    return found


def _add(found, *values):
    for value in values:
        found["ids" if re.fullmatch(r"1-\d+", value) else "names"].add(value.strip().lower())


@pytest.mark.real_data
def test_no_id_is_real(invented, real):
    assert not {one.id for one in invented} & real["ids"]
    assert not {one.provider.id for one in invented} & real["ids"]
    assert not {identity for identity in real["ids"] if identity.startswith(("1-990000", "1-980000"))}


@pytest.mark.real_data
def test_no_name_is_that_of_a_real_service_provider_or_brand(invented, real):
    names = {one.name.lower() for one in invented} | {one.provider.name.lower() for one in invented}
    assert not names & real["names"]
    assert (
        not {one.provider.brand_name for one in invented if one.provider.brand is not None} & real["brands"]
    )


@pytest.mark.real_data
def test_no_postcode_district_telephone_or_company_number_is_real(invented, real):
    assert not {one.address.postcode.split(" ")[0] for one in invented} & real["areas"]
    assert not {one.telephone for one in invented} & real["phones"]
    assert (
        not {one.provider.company_number for one in invented if one.provider.company_number}
        & real["companies"]
    )


@pytest.mark.real_data
def test_no_authority_is_real(shared_data):
    with (shared_data / "reference/england_asc_authorities_153.csv").open(encoding="utf-8") as file:
        real = {
            name.lower()
            for row in csv.DictReader(file)
            for name in (row["ons_name"], *row["cqc_name"].split("|"))
        }
    assert len(real) > 150
    assert not {one.name.lower() for one in authorities(500)} & real


def test_postcodes_are_in_areas_that_are_not_assigned(invented):
    shape = re.compile(r"(ZZ[1-9]|Q[A-Z]\d\d?) \d[ABDEFGHJLNPQRSTUWXYZ]{2}")
    for one in invented:
        assert shape.fullmatch(one.address.postcode)
        assert shape.fullmatch(one.provider.address.postcode)


def test_telephone_numbers_are_those_kept_for_drama(invented):
    numbers = {one.telephone for one in invented} | {one.provider.telephone for one in invented}
    assert all(re.fullmatch(r"01632960\d{3}", number) for number in numbers)


def test_company_numbers_and_places_are_out_of_the_real_range(invented):
    for one in invented:
        assert re.fullmatch(r"(99\d{6})?", one.provider.company_number)
        assert 54 <= one.address.latitude <= 57
        assert 1.3 <= one.address.longitude <= 5.5


def test_ids_have_the_regulators_shape():
    assert location_id(123) == "1-99000000123"
    assert provider_id(123) == "1-98000000123"
    assert website("Weaver’s Rest & Co") == "www.weaver-s-rest-co.example"
