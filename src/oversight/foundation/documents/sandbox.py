"""Looking into a file in a process of its own, with little memory and little time (security.md T31)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import structlog

from oversight.foundation.documents.looking.findings import UNREADABLE, Unfit

SECONDS = 12.0
_SOURCE = str(Path(__file__).resolve().parents[3])
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from oversight.foundation.documents.looking.child import main; main()"
)

log = structlog.get_logger(__name__)


def look(path: Path, name: str, *, seconds: float = SECONDS, start: str = _START) -> str:
    """The kind of a file that may be kept. Raises ``Unfit``, also where looking took too much."""
    command = [sys.executable, "-I", "-c", start, _SOURCE, name]
    try:
        with path.open("rb") as file:
            child = subprocess.run(
                command, stdin=file, capture_output=True, timeout=seconds, env={}, check=True
            )
        answer = json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError) as why:
        log.warning("documents.looking_stopped", why=type(why).__name__)
        raise Unfit(UNREADABLE) from None
    if answer["problem"]:
        raise Unfit(answer["problem"])
    return str(answer["kind"])
