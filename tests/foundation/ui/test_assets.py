"""G4 and the colours: what may not be in the built assets, and what the colours must be (C1, C2)."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from oversight.foundation.ui import charts

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "src/oversight/foundation/ui/static/oversight"
TEMPLATES = sorted((ROOT / "src/oversight/foundation/ui/templates").rglob("*.html"))
BUILT = [STATIC / "app.css", STATIC / "app.js"]
SCSS = (ROOT / "tools/assets/app.scss").read_text()
TOKENS = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", SCSS, re.MULTILINE))
WHITE, INK = "#ffffff", "#16201f"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_worked_out_as_the_standard_says():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("file", BUILT, ids=lambda each: each.name)
@pytest.mark.parametrize(
    "word",
    [
        "gds transport",
        "crown",
        "govuk-logo",
        "govuk-header",
        "@font-face",
        "1d70b8",
        "http:",
        "sourcemapping",
    ],
)
def test_nothing_of_gov_uk_branding_is_in_the_built_assets(file, word):
    text = file.read_text().lower().replace('[href^="http://"]', "").replace("http://www.w3.org/", "")
    assert word not in text


def test_the_built_files_are_there_and_small():
    sizes = {each.name: each.stat().st_size for each in BUILT}
    assert 60_000 < sizes["app.css"] < 140_000
    assert 10_000 < sizes["app.js"] < 40_000


def test_the_style_sheet_is_built_from_these_sources():
    css = BUILT[0].read_text()
    for part in (ROOT / "tools/assets/parts").glob("*.scss"):
        for name in re.findall(r"^\.(app-[\w-]+)", part.read_text(), re.MULTILINE):
            assert f".{name}" in css, f"{part.name}: .{name} is not in the built style sheet; run make assets"


def test_nothing_sticks_and_nothing_moves_against_ones_wish():
    css = BUILT[0].read_text()
    assert "position:sticky" not in css
    assert "position:fixed" not in css
    assert "prefers-reduced-motion" in css


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.stem)
def test_templates_obey_the_content_policy(template):
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|accesskey|http-equiv", text)
    assert all("src=" in each for each in re.findall(r"<script[^>]*>", text))
    assert not re.search(r'tabindex="[1-9]', text)


def test_no_script_listens_for_single_keys():
    source = (ROOT / "tools/assets/app.js").read_text()
    assert not re.search(r"keydown|keyup|keypress|innerHTML|eval\(|localStorage", source)


def test_the_lock_file_names_no_registry():
    lock = (ROOT / "tools/assets/package-lock.json").read_text()
    assert "http" not in re.sub(r'"(funding|url)": [^\n]+', "", lock)
    assert json.loads(lock)["packages"]["node_modules/govuk-frontend"]["version"] == "6.0.0"


@pytest.mark.parametrize("text", ["brand", "link", "ink", "muted", "red", "green", "amber"])
@pytest.mark.parametrize("on", ["#ffffff", "surface", "notice"])
def test_text_colours_stand_out(text, on):
    assert contrast(TOKENS[text], TOKENS.get(on, on)) >= 4.5


@pytest.mark.parametrize(
    ("mark", "on"),
    [("edge", "#ffffff"), ("edge", "surface"), ("notice-edge", "notice"), ("amber", "surface")],
)
def test_borders_and_marks_stand_out(mark, on):
    assert contrast(TOKENS[mark], TOKENS.get(on, on)) >= 3


def test_white_on_the_header_stands_out():
    assert contrast(WHITE, TOKENS["brand"]) >= 4.5
    assert contrast("#dbe8e8", TOKENS["brand"]) >= 4.5


@pytest.mark.parametrize("colour", [*charts.COLOURS, *charts.RAG.values()])
def test_chart_colours_stand_out_on_white(colour):
    assert contrast(colour, WHITE) >= 3


@pytest.mark.parametrize("colour", [*charts.COLOURS, *charts.RAG.values()])
def test_numbers_inside_bars_can_be_read(colour):
    assert contrast(INK if colour in charts.DARK_TEXT_ON else WHITE, colour) >= 4.5


def test_neighbouring_chart_colours_differ_as_the_design_says():
    for one, other in pairwise(charts.COLOURS):
        assert contrast(one, other) >= 3
