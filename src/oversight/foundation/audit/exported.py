"""Proving an exported chain: no Django, no database, only the file, the key and the anchors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from oversight.engine.model import BadInput
from oversight.foundation.audit.chain import Anchor, Head, Link, Verdict, verify


def verify_export(export: Path, key_file: str | None, anchors_file: str | None) -> Verdict:
    """The verdict on an exported chain. Raises ``BadInput`` where a file cannot be read."""
    if not key_file:
        raise BadInput("an exported chain is proved with its key; name the file with --key")
    key = bytes.fromhex(_text(Path(key_file)).strip())
    lines = list(_lines(export))
    ends = [each for each in lines if "end" in each]
    end = Head(ends[-1]["end"], _hex(ends[-1]["last"]), _hex(ends[-1]["mark"])) if ends else None
    links = (
        Link(each["number"], each["event"], _hex(each["salt"]), _hex(each["mark"]))
        for each in lines
        if "event" in each
    )
    anchors = (
        [Anchor(each["number"], _hex(each["mark"])) for each in _lines(Path(anchors_file))]
        if anchors_file
        else []
    )
    return verify(key, links, end, anchors)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_text(path).rstrip("\n").split("\n"), start=1):
        try:
            yield json.loads(line)
        except json.JSONDecodeError as wrong:
            raise BadInput(f"{path}, line {number}: this is not JSON ({wrong.msg})") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadInput(f"{path} cannot be read: {wrong}") from None


def _hex(text: str) -> bytes:
    return bytes.fromhex(text)
