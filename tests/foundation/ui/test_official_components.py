"""G3: the official components give the HTML that their makers publish, all of it, at the version we build with."""

import gzip
import json
import re
from pathlib import Path

import pytest

from oversight.foundation.ui.environment import Official

HERE = Path(__file__).parent
FIXTURES = json.loads(gzip.decompress((HERE / "govuk-frontend-6.0.0-fixtures.json.gz").read_bytes()))
ASSETS = Path(__file__).parents[3] / "tools/assets"
COMPONENTS = Official().components


def plain(html: str) -> str:
    """HTML without the spaces that a browser ignores; one way of writing a quotation mark."""
    html = re.sub(r"\s+", " ", html.replace("&quot;", "&#34;"))
    return re.sub(r"\s+>", ">", re.sub(r"\s*(<[^>]+>)\s*", r"\1", html)).strip()


def macro(component: str):
    name = "govuk" + "".join(each.capitalize() for each in component.split("-"))
    return getattr(
        COMPONENTS.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module, name
    )


@pytest.mark.parametrize("component", sorted(FIXTURES))
def test_a_component_gives_the_published_html(component):
    wrong = [
        each["name"]
        for each in FIXTURES[component]
        if plain(str(macro(component)(each["options"]))) != plain(each["html"])
    ]
    assert wrong == []


def test_no_example_is_left_out():
    assert sum(len(each) for each in FIXTURES.values()) == 634


def test_the_examples_are_of_the_version_that_the_style_sheet_is_built_from():
    package = json.loads((ASSETS / "package.json").read_text())
    assert package["devDependencies"]["govuk-frontend"] == "6.0.0"


def test_every_component_that_a_template_uses_is_checked():
    used = set()
    for template in (Path(__file__).parents[3] / "src/oversight").rglob("templates/**/*.html"):
        used |= set(re.findall(r"govuk_frontend_jinja/components/([\w-]+)/", template.read_text()))
    assert {"button", "radios", "error-summary", "service-navigation"} <= used
    assert used <= set(FIXTURES)
