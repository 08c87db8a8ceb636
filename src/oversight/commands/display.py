"""How the command line shows things: aligned columns, colour on a terminal only, a progress bar, totals."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO, TypeVar

Item = TypeVar("Item")
COLOURS = {"red": "31;1", "amber": "33;1", "green": "32", "bold": "1", "dim": "2"}
SLOW = 1.0
"""Seconds after which a long piece of work shows its progress."""


def coloured(stream: TextIO) -> bool:
    """Whether to use colour: on a terminal, unless NO_COLOR is set."""
    return stream.isatty() and "NO_COLOR" not in os.environ


def paint(text: str, colour: str | None, stream: TextIO) -> str:
    """``text`` in a colour where the stream shows colours."""
    return f"\033[{COLOURS[colour]}m{text}\033[0m" if colour in COLOURS and coloured(stream) else text


def clipped(text: str, width: int) -> str:
    """``text`` cut to a width, with a mark that it was cut."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def columns(
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    widest: Sequence[int] | None = None,
    colour: Callable[[Sequence[Any]], str | None] = lambda row: None,
    stream: TextIO | None = None,
) -> str:
    """Rows under headings, aligned: numbers right, text cut to ``widest``, the first column coloured."""
    stream = stream or sys.stdout
    limits = widest or [60] * len(headings)
    cells = [[clipped(str(cell), limit) for cell, limit in zip(row, limits, strict=True)] for row in rows]
    widths = [max(len(line[i]) for line in ([*headings], *cells)) for i in range(len(headings))]
    numeric = [
        all(isinstance(row[i], (int, float)) for row in rows) and bool(rows) for i in range(len(headings))
    ]

    def line(values: Sequence[str]) -> list[str]:
        return [
            v.rjust(w) if right else v.ljust(w) for v, w, right in zip(values, widths, numeric, strict=True)
        ]

    out = [paint("  ".join(line(headings)).rstrip(), "bold", stream)]
    for row, values in zip(rows, cells, strict=True):
        first, *rest = line(values)
        out.append("  ".join([paint(first, colour(row), stream), *rest]).rstrip())
    return "\n".join(out)


def progress(items: Iterable[Item], total: int, doing: str, stream: TextIO | None = None) -> Iterable[Item]:
    """Pass items on, showing a bar on a terminal once the work has taken over a second."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield from items
        return
    began = shown = time.monotonic()
    for done, item in enumerate(items):
        yield item
        now = time.monotonic()
        if now - began > SLOW and now - shown > 0.1:
            shown = now
            _bar(stream, doing, done + 1, total)
    if shown != began:
        stream.write("\r\033[K")
        stream.flush()


def _bar(stream: TextIO, doing: str, done: int, total: int) -> None:
    part = min(done / total, 1.0) if total else 1.0
    filled = int(part * 30)
    stream.write(f"\r{doing} [{'#' * filled}{'.' * (30 - filled)}] {part:4.0%}  {done:,} of {total:,}")
    stream.flush()


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 service``, ``2 services``, ``1,204 services``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
