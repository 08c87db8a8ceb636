"""Pages that capabilities bring to the gates themselves: each one's ``tests/pages.py``.

``PAGES`` are looks at addresses, as in ``tests/browser/pages.py``; ``KNOWN`` says what the names in braces look
like; ``prepare(it)`` makes what is looked at, in the browser, and keeps it under those names.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from oversight import capabilities


def brought() -> list[Any]:
    """The ``tests/pages.py`` of every capability that has one."""
    root = Path(capabilities.__file__).parent
    has = [
        each
        for each in capabilities.installed()
        if (root / each.rpartition(".")[2] / "tests/pages.py").exists()
    ]
    return [import_module(f"{each}.tests.pages") for each in has]
