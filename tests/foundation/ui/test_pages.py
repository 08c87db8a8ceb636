"""The frozen values that templates take, and the marks."""

import pytest
from jinja2 import DictLoader, Environment

from oversight.foundation.ui import marks
from oversight.foundation.ui.pages import Cell, Column, Link, Mark, Page, Pages
from oversight.foundation.ui.table_rows import drawn_once, mark_html, table_rows

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


COLUMNS = (Column("name", "Service"), Column("what", "What is <said>"))


def drawn(value):
    return table_rows(COLUMNS, [["Oak House", value]]).partition("</th>")[2].removesuffix("</tr>\n")


def test_a_cell_may_be_plain_a_link_or_a_mark():
    opened = '<td class="govuk-table__cell{}" data-words="What is &lt;said&gt;">'
    assert drawn("24 Nov 2026") == f"{opened.format(' app-table__short')}24 Nov 2026</td>"
    assert '<a class="govuk-link" href="/s/1/">Oak House</a>' in drawn(Link("Oak House", "/s/1/"))
    second = (
        '<a class="govuk-link" href="/s/1/">Oak House</a><span class="app-table__second">Care home</span>'
    )
    assert drawn(Cell("Oak House", "/s/1/", "Care home")) == f"{opened.format('')}{second}</td>"
    assert mark_html("rag", "red") in drawn(Mark("rag", "red"))
    assert drawn(None) == f"{opened.format(' app-table__none')}–</td>"
    assert drawn("") == f"{opened.format(' app-table__short app-table__none')}–</td>"
    assert (drawn(1200), drawn(True)) == (f"{opened.format('')}1,200</td>", f"{opened.format('')}True</td>")


@pytest.mark.parametrize(
    "value",
    [
        "<b>",
        Cell("<b>"),
        Cell("x", "/?<b>"),
        Cell("x", "/", "<b>"),
        Link("<b>", "/"),
        Mark("rag", "red", "<b>"),
    ],
)
def test_what_people_wrote_is_never_taken_for_markup(value):
    assert "<b>" not in drawn(value)
    assert "&lt;b&gt;" in drawn(value)


def test_links_that_say_the_same_are_read_out_with_where_they_lead():
    rows = [[Cell("Oak House", f"/services/S-000{n}/"), "x"] for n in (1, 2)]
    drawn_rows = table_rows(COLUMNS, rows)
    assert all(f'visually-hidden"> (S-000{n})</span>' in drawn_rows for n in (1, 2))
    assert "visually-hidden" not in table_rows(COLUMNS, [*rows[:1], [Cell("Elm", "/services/S-0003/"), "x"]])


def test_a_row_of_sums_leaves_empty_what_has_no_sum():
    assert ">–<" not in table_rows(COLUMNS, [["Total", ""]], total=True)


def test_a_macro_is_asked_once_for_a_value_and_anew_for_another():
    asked = []

    class Macro:
        name = "counted"

        def __call__(self, value):
            asked.append(value)
            return f"<p>{value}</p>"

    assert [drawn_once(Macro(), each) for each in (("a",), ("b",), ("a",))] == [
        "<p>('a',)</p>", "<p>('b',)</p>", "<p>('a',)</p>",
    ]  # fmt: skip
    assert asked == [("a",), ("b",)]
    assert drawn_once(Macro(), ["no hash"]) == "<p>['no hash']</p>"


def test_macros_of_one_name_in_two_templates_are_two():
    pages = Environment(autoescape=True, loader=DictLoader({
        "one": "{% macro m(it) %}<p>{{ it }}</p>{% endmacro %}", "two": "{% macro m(it) %}<b>{{ it }}</b>{% endmacro %}",
        "page": "{% import 'one' as one %}{% import 'two' as two %}{{ drawn_once(one.m, v) }}{{ drawn_once(two.m, v) }}",
    }))  # fmt: skip
    pages.globals["drawn_once"] = drawn_once
    drawn_twice = [pages.get_template("page").render(v=("<i>",)) for _ in range(2)]
    assert drawn_twice == ["<p>(&#39;&lt;i&gt;&#39;,)</p><b>(&#39;&lt;i&gt;&#39;,)</b>"] * 2
