"""The rules of the house that import contracts cannot say: names, sizes, what is never committed."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

COUNCILS = ("west berkshire", "west-berkshire", "westberkshire", "somerset", "bromley", "halton", "berkshire")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "service", "base", "data", "info"}
LONGEST_FUNCTION, LONGEST_MODULE = 40, 400


def python_files(root: Path) -> list[Path]:
    """Our code; what Django writes (migrations) and tests have sizes of their own."""
    found = (path for path in (root / "src").rglob("*.py"))
    return sorted(path for path in found if not {"migrations", "tests"} & set(path.parts[len(root.parts) :]))


def functions(path: Path) -> list[tuple[str, int]]:
    """Each function of a file with its length in lines, docstring left out."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0]
            documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            words = (first.end_lineno - first.lineno + 1) if documented else 0
            found.append((f"{path.name}:{node.name}", node.end_lineno - node.lineno + 1 - words))
    return found


def test_imports_keep_the_staircase(repository, monkeypatch):
    monkeypatch.chdir(repository)
    assert lint_imports(config_filename=str(repository / ".importlinter")) == 0


def test_every_engine_folder_and_capability_is_in_the_contracts(repository):
    text = (repository / ".importlinter").read_text(encoding="utf-8")
    for folder in (repository / "src/oversight/capabilities").iterdir():
        if (folder / "__init__.py").exists():
            assert f"oversight.capabilities.{folder.name}\n" in text, f"{folder.name} has no shelf contract"


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names} | {node.module}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def pages_that_import_models(src: Path) -> list[str]:
    """Views and sites that reach rows other than through queries."""
    pages = [*src.glob("oversight/capabilities/*/views/**/*.py"), *src.glob("oversight/sites/**/*.py")]
    return [path.as_posix() for path in pages
            if any(re.search(r"capabilities\.\w+\.models\b", name) for name in imports_of(path))]  # fmt: skip


def test_pages_reach_rows_only_through_queries(repository):
    assert pages_that_import_models(repository / "src") == []


def test_the_check_on_pages_would_find_one(tmp_path):
    view = tmp_path / "oversight/capabilities/register/views/staff.py"
    view.parent.mkdir(parents=True)
    view.write_text("from oversight.capabilities.register.models import Service\n")
    assert len(pages_that_import_models(tmp_path)) == 1


def test_no_council_is_named_in_code(repository):
    named = [
        f"{path.relative_to(repository)}: {council}"
        for path in (repository / "src").rglob("*")
        if path.is_file() and path.suffix in {".py", ".jinja", ".html", ".txt"}
        for council in COUNCILS
        if council in path.read_text(encoding="utf-8").lower()
    ]
    assert named == []


def test_no_module_has_a_name_that_says_nothing(repository):
    assert [path for path in python_files(repository) if path.stem in FORBIDDEN_NAMES] == []


def test_modules_and_functions_keep_their_sizes(repository):
    files = python_files(repository)
    assert [
        path for path in files if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE
    ] == []
    lengths = [each for path in files for each in functions(path)]
    assert [name for name, length in lengths if length > LONGEST_FUNCTION] == []
    sizes = sorted(length for _, length in lengths)
    assert statistics.median(sizes) <= 10
    assert sizes[int(len(sizes) * 0.9)] <= 25


def test_every_public_function_and_class_has_a_docstring(repository):
    missing = []
    for path in python_files(repository):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                missing.append(f"{path.name}:{node.name}")
    assert missing == []


def test_nothing_of_the_real_data_is_committed(repository, shared_data):
    tracked = subprocess.run(["git", "ls-files"], cwd=repository, capture_output=True, text=True, check=True)
    real = {path.name for path in shared_data.rglob("*") if path.is_file() and path.name != "README.md"}
    assert [name for name in tracked.stdout.splitlines() if Path(name).name in real] == []


@pytest.mark.parametrize("folder", ["content", "docs", "tests", "src"])
def test_no_word_of_a_person_who_works_at_a_council(repository, folder):
    """E-mail addresses and council telephone numbers never stand in the project."""
    pattern = re.compile(r"[\w.]+@[\w.]*gov\.uk|\b01635 \d{6}\b|\b0300 123 2224\b")
    found = [path for path in (repository / folder).rglob("*")
             if path.suffix in {".py", ".yaml", ".md", ".csv", ".json"}
             and pattern.search(path.read_text(encoding="utf-8", errors="replace"))]  # fmt: skip
    assert [path for path in found if path.name != "test_architecture.py"] == []
