"""The scanner is asked over its own protocol; whatever is no plain answer is no answer."""

from __future__ import annotations

import socket

import pytest

from oversight.gateways.scanner import Clamd, Scan, ScannerUnavailable, Verdict, scanner_at
from tests.gateways.scanner.fake_clamd import EICAR, fake_clamd


def test_a_clean_file_over_tcp():
    with fake_clamd() as (fake, address):
        content = b"words " * 40_000
        assert scanner_at(address).scan([content[:100_000], content[100_000:]]) == Scan(Verdict.CLEAN)
        assert fake.seen == [content]


def test_an_infected_one_over_a_local_socket(tmp_path):
    with fake_clamd(tmp_path / "clamd.ctl") as (_, address):
        assert scanner_at(address).scan([b"first ", EICAR]) == Scan(Verdict.INFECTED, "Eicar-Signature")


def test_an_empty_piece_does_not_end_the_file():
    with fake_clamd() as (_, address):
        assert scanner_at(address).scan([b"first", b"", EICAR]).verdict == Verdict.INFECTED


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"stream: OK FOUND? no\0",
        b"\xff\0",
        b"OK\0",
    ],
)
def test_what_is_no_plain_answer_is_no_answer(answer):
    with fake_clamd(answer=answer) as (_, address), pytest.raises(ScannerUnavailable):
        scanner_at(address).scan([b"words"])


def test_a_scanner_that_answers_before_the_end_is_heard_or_is_no_answer():
    """clamd closes the line on a file that is too large for it: never taken for clean."""
    with fake_clamd(answer=b"INSTREAM size limit exceeded. ERROR\0", read=False) as (_, address):
        with pytest.raises(ScannerUnavailable):
            scanner_at(address).scan([b"x" * 1_000_000] * 20)


def test_a_scanner_that_is_not_there(tmp_path):
    with pytest.raises(ScannerUnavailable):
        scanner_at("tcp://127.0.0.1:9").scan([b"words"])
    with pytest.raises(ScannerUnavailable):
        scanner_at(f"unix://{tmp_path / 'nothing'}").scan([b"words"])


def test_a_scanner_that_says_nothing_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = ("127.0.0.1", silent.getsockname()[1])
        with pytest.raises(ScannerUnavailable):
            Clamd(where, timeout=0.1, deadline=0.2).scan([b"words"])


def test_without_a_scanner_nothing_is_called_clean():
    assert scanner_at("none").scan([EICAR]).verdict == Verdict.NOT_SCANNED


@pytest.mark.parametrize("address", ["", "clamd", "http://a.example", "tcp://", "unix://"])
def test_an_address_that_means_nothing(address):
    with pytest.raises(ValueError, match="a scanner is"):
        scanner_at(address)
