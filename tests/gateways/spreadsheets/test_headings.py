"""Which heading seems to be which column."""

import pytest

from oversight.gateways.spreadsheets import first_said, likely, plain

NAMES = {"position": ("position", "status"), "name": ("service name", "name"), "other": ("name",)}


@pytest.mark.parametrize(("heading", "says"), [
    ("  Regulator’s   ID: ", "regulator s id"), ("POST-CODE", "post code"), ("", ""),
])  # fmt: skip
def test_headings_are_compared_without_signs_and_capitals(heading, says):
    assert plain(heading) == says


def test_the_likeliest_name_stands_before_the_order_of_the_file():
    assert likely(["Status", "Position"], NAMES) == {"position": "Position"}
    assert likely(["Status", "Colour"], NAMES) == {"position": "Status"}


def test_a_heading_is_one_column_and_of_two_alike_the_first():
    assert likely(["Name"], NAMES) == {"name": "Name"}
    assert likely(["Service name", "Name"], NAMES) == {"name": "Service name", "other": "Name"}
    assert likely(["STATUS", "status."], NAMES) == {"position": "STATUS"}
    assert likely([], NAMES) == {}


def test_what_is_said_under_a_heading_is_told_in_short():
    assert first_said(["Red", "", " Red ", "Amber", "Green", "Blue"]) == "Red; Amber; Green"
    assert first_said(["x" * 60], 1) == "x" * 40
    assert first_said([]) == ""
