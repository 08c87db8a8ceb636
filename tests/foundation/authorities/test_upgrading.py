"""An installation with records in it is brought up to date, and its proof still holds."""

import os
import subprocess
import sys

import pytest

from tests.served import fresh_database

FILL = """
import django; django.setup()
from datetime import UTC, datetime
from tests.characters import build
from oversight.capabilities.register.tests.places import a_service
from oversight.foundation.authorities.tenancy import acting_for
now = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
house = build(now)
with acting_for(house.anyshire.authority.id):
    a_service(house.anyshire, now)
"""


@pytest.fixture
def installation(tmp_path):
    """Runs a command on a database of its own; the test says what it prints."""
    with fresh_database(tmp_path) as address:
        here = os.environ | {"OVERSIGHT_VAR": str(tmp_path), "OVERSIGHT_DATABASE": address,
                             "DJANGO_SETTINGS_MODULE": "oversight.config.settings"}  # fmt: skip

        def run(*words):
            done = subprocess.run(
                [sys.executable, *words], env=here, capture_output=True, text=True, timeout=120
            )
            return done.returncode, done.stdout, done.stderr

        yield run


@pytest.mark.uses_database
def test_a_column_added_later_changes_no_digest_and_no_wall_stands_in_its_way(installation):
    oversight = ("-m", "oversight.cli")
    assert installation(*oversight, "prepare")[0] == 0
    status, _, why = installation("-c", FILL)
    assert status == 0, why
    for words in (("django", "migrate", "register", "0001"), ("prepare",)):
        status, _, why = installation(*oversight, *words)
        assert status == 0, why
    status, said, why = installation(*oversight, "audit", "verify")
    assert (status, why) == (0, "")
    assert said.count("nothing was altered") == 2
