"""Generated files are as they would be generated now; the register of requirements and the marks agree."""

from __future__ import annotations

import csv

import pytest
from jsonschema import Draft202012Validator

from oversight.commands import coverage, reference
from oversight.engine.packs.library import Library
from oversight.engine.packs.parts import FILES, FOLDERS, shape_of
from oversight.engine.packs.source import read_source


@pytest.fixture(scope="module")
def library(repository):
    return Library(repository / "content/packs")


def test_the_reference_has_not_drifted(repository, library):
    assert reference.drifted(repository, library) == [], "run 'make reference'"


def test_drift_and_strays_are_noticed(repository, library, tmp_path):
    for path, text in reference.pages(library):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert reference.drifted(tmp_path, library) == []
    (tmp_path / "docs/reference/facts.md").write_text("changed")
    (tmp_path / "content/schema/stray.schema.json").write_text("{}")
    assert reference.drifted(tmp_path, library) == [
        "content/schema/stray.schema.json",
        "docs/reference/facts.md",
    ]


def test_the_page_of_requirements_has_not_drifted(repository):
    path = repository / "docs/reference/requirements.md"
    assert path.read_text(encoding="utf-8") == coverage.page(repository), "run 'make coverage-of-policy'"


def test_every_mark_is_a_requirement_of_the_register(repository):
    assert coverage.unknown_ids(repository) == []


def test_the_register_is_the_one_that_was_given(repository, shared_data):
    given = (shared_data.parent / "requirements.csv").read_text(encoding="utf-8")
    assert (repository / "content/requirements.csv").read_text(encoding="utf-8") == given
    with (repository / "content/requirements.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) > 140


def files_of_packs(repository):
    for path in sorted((repository / "content/packs").rglob("*.yaml")):
        name = "/".join(path.relative_to(repository / "content/packs").parts[2:])
        yield path, name


def test_the_published_schema_accepts_every_pack_file(repository):
    schemas = {name: Draft202012Validator(TYPES[name]) for name in TYPES}
    for path, name in files_of_packs(repository):
        kind = name.partition("/")[0] if "/" in name else name
        if kind == "risk.yaml":
            continue  # a matrix may start from another's: the schema describes it whole
        source = read_source(path, name)
        errors = [error.message for error in schemas[kind].iter_errors(plain(source.value))]
        assert errors == [], path


def plain(value):
    """A value as JSON holds it."""
    if isinstance(value, dict):
        return {
            str(key).lower() if isinstance(key, bool) else key: plain(each) for key, each in value.items()
        }
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_the_published_schema_refuses_an_unknown_key():
    rules = Draft202012Validator(TYPES["restrictions.yaml"])
    rule = {
        "id": "a/b",
        "clause": "1",
        "when": {"fact": "regulator.safe", "is": "good"},
        "then": {"position": "none"},
    }
    assert not list(rules.iter_errors([rule]))
    assert list(rules.iter_errors([{**rule, "wenn": 1}]))


def _schema(name):
    import json

    return json.loads(reference.schema(name, shape_of(name) if name in FILES else FOLDERS[name]))


TYPES = {name: _schema(name) for name in (*FILES, *FOLDERS)}
