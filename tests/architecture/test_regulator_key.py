"""The key for the regulator's API comes from a file, and goes by HTTPS alone."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from oversight.config import environment

KEY = "a-key-for-tests"


@pytest.fixture(autouse=True)
def _alone(tmp_path, monkeypatch):
    monkeypatch.setenv("OVERSIGHT_VAR", str(tmp_path))
    for name in ("OVERSIGHT_REGULATOR_KEY_FILE", "OVERSIGHT_REGULATOR_ADDRESS"):
        monkeypatch.delenv(name, raising=False)


def test_it_is_read_from_a_file_and_without_one_there_is_none(tmp_path, monkeypatch):
    assert environment.regulator_key() == ""
    (tmp_path / "key").write_text(f"{KEY}\n")
    monkeypatch.setenv("OVERSIGHT_REGULATOR_KEY_FILE", str(tmp_path / "key"))
    assert environment.regulator_key() == KEY


@pytest.mark.parametrize("content", [None, b"two words", b"one\r\nX-Other: 1", "clé".encode()])
def test_what_is_no_key_is_refused_and_not_repeated(tmp_path, monkeypatch, content):
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    monkeypatch.setenv("OVERSIGHT_REGULATOR_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(ImproperlyConfigured) as why:
        environment.regulator_key()
    assert "X-Other" not in str(why.value)


@pytest.mark.parametrize("address", ["http://elsewhere.example", "ftp://x", "elsewhere", "https://"])
def test_another_address_than_by_https_is_refused(monkeypatch, address):
    monkeypatch.setenv("OVERSIGHT_REGULATOR_ADDRESS", address)
    with pytest.raises(ImproperlyConfigured, match="https"):
        environment.regulator_address()


@pytest.mark.parametrize("address", ["", "https://api.example/v1", "http://127.0.0.1:9/v1"])
def test_addresses_by_https_and_of_this_machine_are_taken(monkeypatch, address):
    monkeypatch.setenv("OVERSIGHT_REGULATOR_ADDRESS", address)
    assert environment.regulator_address() == address
