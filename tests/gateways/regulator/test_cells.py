"""The text of single cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.gateways.regulator.cells import (
    are_ids,
    clean,
    clean_column,
    company_number,
    flag,
    is_id,
    present,
    whole_number,
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (" Larch House", "Larch House"),
        ("Larch\u00a0House ", "Larch House"),
        ("\ufeffLarch  House", "Larch House"),
        ("Larch\r\nHouse", "Larch House"),
        ("people’s", "people’s"),
        ("\0", ""),
    ],
)
def test_spaces_of_every_kind(text, cleaned):
    assert clean(text) == cleaned


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=8))
def test_a_column_is_cleaned_as_its_cells_are(texts):
    assert list(clean_column(texts)) == [clean(text) for text in texts]


def test_marks_that_stand_for_nothing():
    assert [present(text) for text in ("-", "*", "", "BRAND Larch")] == ["", "", "", "BRAND Larch"]


@pytest.mark.parametrize("text", ["1-10000792582", "RM317", "RXWAT", "5J501", "Y01929006"])
def test_ids(text):
    assert is_id(text)
    assert are_ids([text, "1-123456789"])


@pytest.mark.parametrize("text", ["", "-1", "1 2", "Larch House", "Rowan", "1-123|1-124", "x" * 40])
def test_what_is_no_id(text):
    assert not is_id(text)
    assert not are_ids(["1-123456789", text])


def test_flags():
    assert [flag(text) for text in ("Y", "n", "yes", "", "maybe")] == [True, False, True, None, None]


@pytest.mark.parametrize(
    ("text", "number"),
    [("28", 28), ("0", 0), ("28.0", 28), ("1,024", 1024), ("", None), ("-1", None), ("1e3", None)],
)
def test_whole_numbers(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234567", "01234567"),
        ("01234567", "01234567"),
        ("15756430    ", "15756430"),
        ("oc301234", "OC301234"),
        ("IP19203R", "IP19203R"),
        ("-", ""),
        ("*", ""),
        ("", ""),
        ("123456789", None),
        ("none", None),
    ],
)
def test_company_numbers_get_their_zeros_back(text, number):
    assert company_number(text) == number
