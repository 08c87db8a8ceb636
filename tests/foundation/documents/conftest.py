from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.documents import actions, doors
from oversight.foundation.documents.models import Document
from tests.foundation.documents import zoo
from tests.gateways.scanner.fake_clamd import fake_clamd


@pytest.fixture(autouse=True)
def _doors(monkeypatch):
    """Whoever owns a kind of record stands at its door only in the tests that say so."""
    monkeypatch.setattr(doors, "_doors", {})
    monkeypatch.setattr(doors, "_pages", {})


@pytest.fixture
def clamd(settings):
    """A scanner that works."""
    with fake_clamd() as (fake, address):
        settings.SCANNER = address
        yield fake


@pytest.fixture
def keep(now):
    """Keep a file as somebody of a council."""

    def kept(
        council, role="QO", *, content=None, name="report.pdf", about="S-0001", at=now, **values
    ) -> Document:
        by = council.actor(role)
        file = SimpleUploadedFile(name, zoo.pdf() if content is None else content)
        with acting_for(by.authority_id):
            return actions.keep(
                file, title=values.pop("title", "Visit report"), about=about, by=by, at=at, **values
            )

    return kept


@pytest.fixture
def pages(settings):
    """The pages by their addresses, with nothing around them."""
    settings.ROOT_URLCONF = "tests.foundation.documents.addresses"
    (templates,) = settings.TEMPLATES
    options = templates["OPTIONS"] | {"context_processors": ["tests.foundation.documents.addresses.chrome"]}
    settings.TEMPLATES = [templates | {"OPTIONS": options}]
