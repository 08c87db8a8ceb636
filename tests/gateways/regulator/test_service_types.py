"""The regulator's service types in code's words."""

import pytest

from oversight.engine.facts.catalogue import SERVICE_TYPES
from oversight.gateways.regulator import columns
from oversight.gateways.regulator.service_types import DECIDING, split_types, type_words


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Care home service with nursing", "nursing_home"),
        ("Nursing homes", "nursing_home"),
        ("Care home service without nursing", "residential_home"),
        ("Residential homes", "residential_home"),
        ("Domiciliary care service", "home_care"),
        ("Homecare agencies", "home_care"),
        ("Supported living service", "supported_living"),
        ("Extra Care housing services", "extra_care"),
        ("Supported housing", "extra_care"),
        ("shared lives", "shared_lives"),
        ("Residential substance misuse treatment and/or rehabilitation service", "specialist_residential"),
        ("Dental service", "other"),
    ],
)
def test_a_type_by_any_of_its_names(said, word):
    assert type_words([said]) == (word,)


def test_the_type_that_decides_comes_first_and_each_once():
    said = [
        "Domiciliary care service",
        "Dental service",
        "Care home service without nursing",
        "Nursing homes",
    ]
    assert type_words(said) == ("nursing_home", "residential_home", "home_care", "other")
    assert type_words([]) == ()


def test_every_word_is_one_of_the_engines():
    assert set(DECIDING) <= set(SERVICE_TYPES)


def test_lists_are_divided_by_bars_or_by_commas():
    assert split_types("Domiciliary care service|Shared Lives") == (
        "Domiciliary care service",
        "Shared Lives",
    )
    assert split_types("Domiciliary care service, Shared Lives") == (
        "Domiciliary care service",
        "Shared Lives",
    )
    assert split_types(" ") == ()


def test_the_one_type_with_a_comma_in_it_is_not_torn():
    hospital = next(name for name in columns.SERVICE_TYPES if "," in name)
    assert split_types(f"{hospital}, Dental service") == (hospital, "Dental service")
    assert [name for name in columns.SERVICE_TYPES if "," in name] == [hospital]
