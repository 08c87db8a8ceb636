"""The frozen values that templates take, and the marks."""

import pytest

from oversight.foundation.ui import marks
from oversight.foundation.ui.environment import cell_of
from oversight.foundation.ui.pages import Cell, Link, Mark, Page, Pages

PAGE = Page(council="Anyshire Council")


def test_the_title_says_what_of_whom_in_which_product_of_which_council():
    assert PAGE.browser_title("Risk", "Oak House") == "Risk – Oak House – Care quality – Anyshire Council"
    assert (
        PAGE.browser_title("Services (page 2 of 9)")
        == "Services (page 2 of 9) – Care quality – Anyshire Council"
    )


def test_error_stands_in_front_once():
    assert PAGE.browser_title("Risk", error=True) == "Error: Risk – Care quality – Anyshire Council"
    assert PAGE.browser_title("Error: Risk", error=True) == "Error: Risk – Care quality – Anyshire Council"
    assert PAGE.browser_title("Error: Risk") == "Error: Risk – Care quality – Anyshire Council"


def test_a_title_does_not_say_a_thing_twice():
    assert PAGE.browser_title("Oak House", "Oak House") == "Oak House – Care quality – Anyshire Council"
    assert PAGE.titled("Risk").browser_title() == "Risk – Care quality – Anyshire Council"


def numbers(number, last):
    return [each.number for each in Pages.of(number, last, lambda n: f"?page={n}").links]


def test_pages_around_the_one_shown():
    assert numbers(1, 1) == []
    assert numbers(1, 3) == [1, 2, 3]
    assert numbers(5, 9) == [1, 0, 4, 5, 6, 0, 9]
    assert numbers(9, 9) == [1, 0, 8, 9]
    pages = Pages.of(2, 9, lambda n: f"?page={n}")
    assert (pages.previous, pages.following) == ("?page=1", "?page=3")
    assert [each.number for each in pages.links if each.current] == [2]
    assert Pages.of(1, 9, str).previous == ""
    assert Pages.of(9, 9, str).following == ""


def test_red_amber_and_green_have_three_shapes_and_none_a_fourth():
    shapes = {marks.shape_of(Mark("rag", level)) for level in ("red", "amber", "green", "none")}
    assert len(shapes) == 4


@pytest.mark.parametrize("kind", list(marks.LOOKS))
def test_within_a_kind_no_colour_has_two_shapes_and_no_mark_lacks_a_word(kind):
    for look in marks.LOOKS[kind].values():
        assert look.words
    tones: dict[str, set[str]] = {}
    for look in marks.LOOKS[kind].values():
        tones.setdefault(look.tone, set()).add(look.shape)
    shapes = [shape for each in tones.values() for shape in each]
    assert len(shapes) == len(set(shapes)), "two colours share a shape: on paper they look the same"


def test_a_level_that_nobody_knows_is_shown_hollow_with_its_own_word():
    look = marks.mark_of("rating", "Insufficient evidence")
    assert (look.words, look.hollow, look.tone) == ("Insufficient evidence", True, "none")
    assert marks.mark_of("rag", "").words == "No rating"
    assert marks.mark_of("rating", "Requires Improvement").words == "Requires improvement"


def test_a_cell_may_be_plain_a_link_or_a_mark():
    mark = Mark("rag", "red")
    assert cell_of("24 Nov 2026") == {"shown": "24 Nov 2026", "href": "", "note": "", "short": True}
    assert cell_of(Link("Oak House", "/s/1/"))["href"] == "/s/1/"
    assert cell_of(Cell("Oak House", "/s/1/", "Care home")) == {
        "shown": "Oak House",
        "href": "/s/1/",
        "note": "Care home",
        "short": False,
    }
    assert cell_of(mark)["shown"] is mark
