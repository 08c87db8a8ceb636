"""Openings: filled by whoever stands above, with the page's own words where nobody does."""

from datetime import date

import pytest

from oversight.foundation.ui import openings

DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _nobody(monkeypatch):
    monkeypatch.setattr(openings, "_fillers", {})


def test_nobody_fills_it():
    assert openings.filled("a.card", None, None, DAY, otherwise="nothing yet") == "nothing yet"


def test_whoever_fills_it_is_told_who_looks_at_what_and_when():
    openings.fills("a.card")(lambda actor, row, day: (actor, row, day))
    assert openings.filled("a.card", "officer", "S-0001", DAY) == ("officer", "S-0001", DAY)


def test_who_has_nothing_to_say_leaves_the_words_of_the_page():
    openings.fills("a.card")(lambda actor, row, day: None)
    assert openings.filled("a.card", None, None, DAY, otherwise="nothing yet") == "nothing yet"


def test_no_two_fill_the_same():
    openings.fills("a.card")(lambda actor, row, day: 1)
    with pytest.raises(ValueError, match=r"the opening a\.card is filled already"):
        openings.fills("a.card")(lambda actor, row, day: 2)
