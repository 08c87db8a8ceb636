from __future__ import annotations

import pytest

from oversight.foundation.jobs import registry


@pytest.fixture
def kinds(monkeypatch):
    """Kinds of jobs registered by a test are gone after it."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(registry, "_chores", dict(registry._chores))
    return registry


@pytest.fixture
def pages(settings):
    """The pages by their addresses, with nothing around them."""
    settings.ROOT_URLCONF = "tests.foundation.documents.addresses"
    (templates,) = settings.TEMPLATES
    options = templates["OPTIONS"] | {"context_processors": ["tests.foundation.documents.addresses.chrome"]}
    settings.TEMPLATES = [templates | {"OPTIONS": options}]
