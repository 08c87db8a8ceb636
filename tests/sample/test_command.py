"""`oversight sample make`, as a person calls it."""

import argparse
from pathlib import Path

import pytest

from oversight.commands import sample as command
from oversight.engine.model import BadInput


@pytest.fixture
def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="oversight")
    command.add_parser(parser.add_subparsers(required=True))
    return parser


def run(parser: argparse.ArgumentParser, *words: str) -> int:
    arguments = parser.parse_args(["sample", "make", *words])
    return arguments.run(arguments)


def test_it_writes_the_sample_and_says_what_was_written(parser, tmp_path, capsys):
    assert run(parser, "--into", str(tmp_path / "new" / "folder")) == 0
    told = capsys.readouterr().out
    for path in (tmp_path / "new" / "folder").iterdir():
        assert str(path) in told
    assert told.endswith("Everything in these files is invented.\n")
    assert (tmp_path / "new" / "folder" / "anyshire_evidence.csv").exists()


def test_it_writes_where_the_makefile_looks(parser):
    arguments = parser.parse_args(["sample", "make"])
    assert arguments.into == Path("var/sample")


def test_a_seed_makes_another_sample(parser, tmp_path, capsys):
    run(parser, "--into", str(tmp_path / "a"), "--seed", "3")
    run(parser, "--into", str(tmp_path / "b"))
    name = "anyshire_latest_ratings.csv"
    assert (tmp_path / "a" / name).read_bytes() != (tmp_path / "b" / name).read_bytes()
    assert "--seed 3" in (tmp_path / "a" / "README.txt").read_text(encoding="utf-8")


def test_services_alone_make_a_country(parser, tmp_path, capsys):
    assert run(parser, "--into", str(tmp_path), "--services", "40") == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "invented_latest_ratings.csv", "invented_active_locations.csv", "README.txt",
    }  # fmt: skip
    assert "     40  active locations" in capsys.readouterr().out


def test_a_country_that_cannot_be_is_refused(parser, tmp_path):
    with pytest.raises(BadInput, match="--services is a number from 5"):
        run(parser, "--into", str(tmp_path / "new"), "--services", "3", "--authorities", "5")
    with pytest.raises(BadInput, match="--authorities is a number from 1"):
        run(parser, "--into", str(tmp_path / "new"), "--services", "0")


def test_a_folder_that_is_a_file_is_refused(parser, tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match=r"cannot be written into .*taken"):
        run(parser, "--into", str(tmp_path / "taken"))
