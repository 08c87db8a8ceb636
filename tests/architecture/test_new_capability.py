"""``make new-capability`` in a copy of the project: what it writes passes every gate as it comes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tools.new_capability import central, naming

from tests.served import CHROMIUM

NAME, FOLDER = "visits", "src/oversight/capabilities/visits"
COPIED = ("src", "content", "tests", "tools", "docs", "conftest.py", "pyproject.toml", ".importlinter")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", ".*_cache", "var")
NOT_OURS = ("OVERSIGHT_", "PYTEST_", "DJANGO_")
MATRIX = "tests/gates/test_gate_matrix.py::test_"
SUITE = (
    FOLDER, "tests/architecture", "--ignore=tests/architecture/test_new_capability.py",
    "tests/browser/test_page_list.py", f"{MATRIX}every_route_declares_something_and_has_an_example",
    f"{MATRIX}who_may_not_gets_the_page_that_is_not_there[QO]",
    f"{MATRIX}who_may_gets_the_page_by_the_declared_methods_only[QO]",
)  # fmt: skip
"""Its own tests, the layers and sizes, the list of pages, and its routes against the matrix for one of the roles."""

GATES = {
    "style": ("ruff", "check", FOLDER),
    "layout": ("ruff", "format", "--check", FOLDER),
    "types": ("mypy", "-p", f"oversight.capabilities.{NAME}"),
    "routes say who may use them": ("django", "check"),
    "its migration is written": ("django", "makemigrations", "--check"),
    "its tests and those of the house": ("pytest", "-n0", *SUITE),
}
BROWSER = ("pytest", "-n0", "tests/browser/test_pages_of_capabilities.py", "-k", f"{NAME}.")


@dataclass
class Copy:
    """A copy of the project, without git and without a database."""

    root: Path

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a module of Python there."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "oversight.config.settings", "PYTHONPATH": str(self.root / "src"),
            "OVERSIGHT_VAR": str(self.root / "var"),
        }  # fmt: skip
        return subprocess.Popen(
            [sys.executable, "-m", *command], cwd=self.root, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, *command: str) -> tuple[int, str]:
        """Run one to its end: what it gave and what it said."""
        running = self.start(*command)
        said, _ = running.communicate(timeout=300)
        return running.returncode, said

    def files(self) -> dict[str, bytes]:
        """Every file of the copy."""
        found = (each for top in ("src", "content", "tests") for each in (self.root / top).rglob("*"))
        kept = [each for each in found if each.is_file() and "__pycache__" not in each.parts]
        return {str(each.relative_to(self.root)): each.read_bytes() for each in kept}


@pytest.fixture(scope="module")
def copy(repository, tmp_path_factory):
    root = tmp_path_factory.mktemp("project")
    for each in COPIED:
        put = shutil.copytree if (repository / each).is_dir() else shutil.copy2
        put(repository / each, root / each, **({"ignore": LEFT_OUT} if put is shutil.copytree else {}))
    return Copy(root)


@pytest.fixture(scope="module")
def made(copy):
    """The copy with the new capability in it, what was said, and the browser's gate, which runs meanwhile.

    The navigation is full: one place of it is made free first.
    """
    chrome = copy.root / central.NAVIGATION
    chrome.write_text(re.sub(r'    \("Providers", .*\n', "", chrome.read_text()))
    code, said = copy.run("tools.new_capability", NAME, "--beside", "reviews", "--nav")
    assert code == 0, said
    browser = copy.start(*BROWSER) if CHROMIUM.exists() and (copy.root / BROWSER[2]).exists() else None
    yield copy, said, browser
    if browser and browser.poll() is None:
        browser.kill()


def test_it_says_what_it_made_and_what_to_do_next(made):
    _, said, _ = made
    assert said.startswith(f"{FOLDER}: ")
    assert "  visits.add: QO, QM, SRM, BS\n" in said
    assert "\nNext:\n  1. " in said


def test_the_few_files_that_name_it_do(made):
    copy, _, _ = made
    assert next(row for row in naming.the_map(copy.root) if "visits" in row)[-2:] == ["reviews", "visits"]
    matrix = central.Matrix(copy.root)
    assert [matrix.cell(f"visits.{verb}", "QO") for verb in central.VERBS] == ["Y", "Y", "Y"]
    assert [matrix.cell(f"visits.{verb}", "PL") for verb in central.VERBS] == ["Y", "-", "-"]
    assert '    ("Visits", "/visits/", Can.VISITS_SEE),\n' in (copy.root / central.NAVIGATION).read_text()


@pytest.mark.parametrize("gate", GATES)
def test_it_passes_the_gate(made, gate):
    copy, _, _ = made
    code, said = copy.run(*GATES[gate])
    assert code == 0, said[-4000:]


def test_a_second_one_of_that_name_is_refused_and_nothing_is_written(made):
    copy, _, _ = made
    before = copy.files()
    code, said = copy.run("tools.new_capability", NAME)
    assert (code, said) == (2, f"Nothing was made: the capability visits is there already: {FOLDER}\n")
    assert copy.files() == before


def test_a_gate_would_say_so_if_a_shelf_broke_the_rules(made):
    copy, _, _ = made
    view = copy.root / FOLDER / "views/staff.py"
    kept = view.read_text()
    try:
        view.write_text(kept.replace("@needs(Can.VISITS_ADD", "# @needs(Can.VISITS_ADD"))
        code, said = copy.run("django", "check")
        assert code == 1
        assert "the route 'visits/new/' (visits:add) does not say who may use it" in said
    finally:
        view.write_text(kept)


def test_its_pages_pass_the_accessibility_gate(made):
    _, _, browser = made
    if browser is None:
        pytest.skip(f"Chromium or {BROWSER[2]} is not here")
    said, _ = browser.communicate(timeout=300)
    assert browser.returncode == 0, said[-4000:]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"name": ""}, "no plain lower-case word"),
        ({"name": "Visits"}, "no plain lower-case word"),
        ({"name": "site_visits"}, "no plain lower-case word"),
        ({"name": "../visits"}, "no plain lower-case word"),
        ({"name": "utils"}, "a name that says nothing"),
        ({"name": "lambda"}, "a word of Python"),
        ({"name": "register"}, "is there already"),
        ({"name": "tasks"}, "a part of the foundation"),
        ({"name": "placement"}, "Did you mean NAME=placements"),
        ({"name": "visits"}, "add BESIDE="),
        ({"name": "visits", "beside": "nowhere"}, "nothing can stand beside it"),
        ({"name": "market", "record": "Risk"}, "as in RECORD=visit"),
        ({"name": "market", "record": "provider"}, "is a kind of record already"),
    ],
)
def test_what_cannot_be_a_capability_is_refused_with_a_way_out(repository, asked, why):
    with pytest.raises(naming.CannotBe, match=why):
        naming.names_for(repository, **asked)


@pytest.mark.parametrize(
    ("name", "record", "words"),
    [
        ("visits", "", ("visit", "visits")),
        ("policies", "", ("policy", "policies")),
        ("market", "", ("market", "markets")),
        ("market", "risk", ("risk", "risks")),
        ("intelligence", "item", ("item", "items")),
        ("sharing", "copy", ("copy", "copies")),
    ],
)
def test_one_and_several(name, record, words):
    one = record or naming.one_of(name)
    assert (one, naming.several(one, name)) == words


def test_letters_of_references_are_free_ones(repository):
    assert naming.free_letter(repository, "question") == "Q"
    assert naming.free_letter(repository, "sample") == "SA"


def test_a_full_navigation_takes_no_more(tmp_path, repository):
    path = tmp_path / central.NAVIGATION
    path.parent.mkdir(parents=True)
    places = [f'    ("Place {number}", "/{number}/", Can.X),\n' for number in range(central.MOST_PLACES)]
    path.write_text(f"PLACES = (\n{''.join(places[:-1])})\n")
    central.check_navigation(tmp_path)
    path.write_text(f"PLACES = (\n{''.join(places)})\n")
    with pytest.raises(naming.CannotBe, match="has its 6 places"):
        central.check_navigation(tmp_path)
