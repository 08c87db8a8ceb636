from __future__ import annotations

import pytest


@pytest.fixture
def pages(settings):
    """The pages by their addresses, with nothing around them."""
    settings.ROOT_URLCONF = "tests.foundation.documents.addresses"
    (templates,) = settings.TEMPLATES
    options = templates["OPTIONS"] | {"context_processors": ["tests.foundation.documents.addresses.chrome"]}
    settings.TEMPLATES = [templates | {"OPTIONS": options}]
