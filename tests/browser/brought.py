"""What capabilities bring to the gates themselves: each one's ``tests/pages.py`` and ``tests/planted.py``.

For the browser, in ``pages.py``:
``PAGES`` are looks at addresses, as in ``tests/browser/pages.py``; ``KNOWN`` says what the names in braces look
like; ``prepare(it)`` makes what is looked at, in the browser, and keeps it under those names.

For the permissions, in ``planted.py``: ``LETTERS`` are those of its references, ``plant(to)`` makes records of one
council with its mark in every text (``tests/gates/planting.py``), and ``EXAMPLES`` says, for each route with
something in its address, what stands there for one of them (``tests/gates/examples.py``).
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from oversight import capabilities


def brought(file: str = "pages") -> list[Any]:
    """The ``tests/pages.py`` of every capability that has one, or another file of its tests."""
    root = Path(capabilities.__file__).parent
    has = [
        each
        for each in capabilities.installed()
        if (root / each.rpartition(".")[2] / f"tests/{file}.py").exists()
    ]
    return [import_module(f"{each}.tests.{file}") for each in has]
