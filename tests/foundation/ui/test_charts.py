"""Charts: the picture and the table say the same, in real text of 16 px (ux.md 3.1, D1)."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from oversight.foundation.ui import charts
from oversight.foundation.ui.pages import Link
from oversight.foundation.ui.svg import ticks

SVG = "{http://www.w3.org/2000/svg}"
SAID = {"id": "c", "question": "Is it <safer>?", "answer": "Reds rose from 6 to 9"}
BARS = charts.Bars(**SAID, bars=[charts.Bar("Oak & Ash", 1240, "/s/1/"), charts.Bar("Elm", 0)])
STACKED = charts.Stacked(
    **SAID,
    parts=charts.RATED,
    stacks=[charts.Stack("June", (6, 20, 160, 4)), charts.Stack("July", (0, 0, 0, 0))],
)
LINES = charts.Lines(
    **SAID,
    points=["Jun", "Jul", "Aug", "Sep"],
    lines=[charts.Line("Families", [12, None, 11, 9]), charts.Line("Staff", [12, 13, 12, 9])],
    limits=[charts.Limit("Red", 40)],
)
DOTS = charts.Dots(
    **SAID, dots=[charts.Dot("Oak", 13), charts.Dot("Elm", 391)], limit=charts.Limit("Limit", 365)
)
EVERY = [BARS, STACKED, LINES, DOTS]


def drawn(chart) -> ElementTree.Element:
    return ElementTree.fromstring(str(chart.svg()))


def texts(chart) -> list[str]:
    return ["".join(each.itertext()) for each in drawn(chart).iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", EVERY, ids=lambda each: type(each).__name__)
def test_every_chart_has_a_title_a_description_and_no_style(chart):
    root = drawn(chart)
    assert root.find(f"{SVG}title").text == "Is it <safer>?"
    assert root.find(f"{SVG}desc").text.startswith("Reds rose from 6 to 9")
    assert root.get("aria-labelledby") == "c-title"
    assert not re.search(r"style=|<script|font-size|rotate|class=\"\"", str(chart.svg()))


@pytest.mark.parametrize("chart", EVERY, ids=lambda each: type(each).__name__)
def test_nothing_stands_outside_the_picture(chart):
    root = drawn(chart)
    wide, high = float(root.get("width")), float(root.get("height"))
    for each in root.iter(f"{SVG}rect"):
        assert float(each.get("x")) + float(each.get("width")) <= wide
        assert float(each.get("y")) + float(each.get("height")) <= high
    for each in root.iter(f"{SVG}text"):
        assert 0 <= float(each.get("x")) <= wide
        assert 10 <= float(each.get("y")) <= high


def test_bars_are_as_long_as_their_numbers():
    chart = charts.Bars(**SAID, bars=[charts.Bar("a", 100), charts.Bar("b", 25)])
    long, short = [float(each.get("width")) for each in drawn(chart).iter(f"{SVG}rect")]
    assert long / short == pytest.approx(4, rel=0.01)


def test_the_numbers_of_bars_are_written_and_in_the_table():
    assert texts(BARS) == ["Oak & Ash", "1,240", "Elm", "0"]
    assert BARS.table().rows == [(Link("Oak & Ash", "/s/1/"), 1240), ("Elm", 0)]


def test_a_chart_that_leads_somewhere_is_no_mere_image():
    assert drawn(BARS).get("role") == "group"
    assert drawn(BARS).find(f"{SVG}a").get("href") == "/s/1/"
    assert drawn(DOTS).get("role") == "img"


def test_parts_of_a_stack_are_told_apart_by_gaps_words_and_order():
    rects = [each for each in drawn(STACKED).iter(f"{SVG}rect") if each.find(f"{SVG}title") is not None]
    assert [each.find(f"{SVG}title").text for each in rects] == [
        "Red: 6",
        "Amber: 20",
        "Green: 160",
        "No rating: 4",
    ]
    for one, other in pairwise(rects):
        assert float(other.get("x")) - float(one.get("x")) - float(one.get("width")) == pytest.approx(
            2, abs=0.2
        )
    assert {"Red", "Amber", "Green", "No rating", "160", "190"} <= set(texts(STACKED))
    assert STACKED.table().rows[0] == ("June", 6, 20, 160, 4, 190)


def test_a_stack_has_at_most_four_parts_and_a_chart_at_most_four_lines():
    part = charts.Part("x", "#000000")
    with pytest.raises(ValueError, match="at most 4 parts"):
        charts.Stacked(**SAID, parts=[part] * 5, stacks=[])
    with pytest.raises(ValueError, match="At most 4 lines"):
        charts.Lines(**SAID, points=[], lines=[charts.Line("x", [])] * 5)


def test_a_point_that_is_not_known_leaves_a_gap():
    paths = [each.get("d") for each in drawn(LINES).iter(f"{SVG}path")]
    assert [len(re.findall(r"[ML]", each)) for each in paths] == [1, 2, 4]
    assert LINES.table().rows[1] == ("Jul", None, 13)


def test_the_names_of_lines_do_not_stand_on_one_another():
    places = {"".join(each.itertext()): float(each.get("y")) for each in drawn(LINES).iter(f"{SVG}text")}
    assert abs(places["Families"] - places["Staff"]) >= 20


def test_a_dot_past_the_limit_has_another_shape():
    assert len(list(drawn(DOTS).iter(f"{SVG}circle"))) == 1
    assert len(list(drawn(DOTS).iter(f"{SVG}path"))) == 1
    assert "Limit: 365" in texts(DOTS)


@pytest.mark.parametrize(
    "chart",
    [
        charts.Bars(**SAID, bars=[]),
        charts.Stacked(**SAID, parts=charts.RATED, stacks=[]),
        charts.Lines(**SAID, points=[], lines=[]),
        charts.Dots(**SAID, dots=[]),
    ],
)
def test_a_chart_of_nothing_is_drawn(chart):
    assert drawn(chart).tag == f"{SVG}svg"
    assert list(chart.table().rows) == []


@pytest.mark.parametrize("most", [0, 0.3, 1, 4, 7, 10, 22, 99, 100, 412, 1240, 98765])
def test_grid_lines_are_few_and_reach_over_the_top(most):
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] >= most
    assert len(found) <= 10
