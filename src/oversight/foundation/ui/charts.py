"""Charts as SVG, drawn on the server: bars, stacked bars, lines, dots (ux.md 3.1).

A chart carries its question, its answer as a sentence and its numbers; ``svg()`` draws it and ``table()``
gives the same numbers. Colours, gaps and sizes are those of ux.md 3.1: direct labels, text of 16 px, no key
where a label can stand beside what it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from oversight.foundation.ui.pages import Column, Link, Table
from oversight.foundation.ui.svg import Drawing, ticks, width_of
from oversight.foundation.ui.words import number

COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
RAG = {"red": "#982828", "amber": "#F46A25", "green": "#0F7A52", "none": "#6B7876"}
DARK_TEXT_ON = frozenset({"#28A197", "#F46A25"})
WIDTH, ROW, GAP = 720, 34, 2
MOST_PARTS = MOST_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What every chart has. ``id`` is its own on the page; ``freshness`` says until when its numbers go."""

    id: str
    question: str
    answer: str
    subtitle: str = ""
    freshness: str = ""
    unit: str = ""

    def svg(self) -> Markup:
        """The picture."""
        raise NotImplementedError

    def table(self) -> Table:
        """The numbers."""
        raise NotImplementedError

    def _drawing(self, height: float, desc: str) -> Drawing:
        return Drawing(self.id, WIDTH, height, self.question, f"{self.answer}. {desc}")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its words, its number, where it leads."""

    words: str
    value: float
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Chart):
    """Bars that lie, the longest first if they come so."""

    bars: Sequence[Bar]
    first: str = "What"
    colour: str = COLOURS[0]

    def svg(self) -> Markup:
        """A row for each bar: words, bar, number."""
        left, right = _left(each.words for each in self.bars), 70
        most = max((each.value for each in self.bars), default=0) or 1
        draw = self._drawing(len(self.bars) * ROW + 6, f"{len(self.bars)} bars, from 0")
        for at, bar in enumerate(self.bars):
            top, long = at * ROW + 4, (WIDTH - left - right) * bar.value / most
            draw.text(left - 10, top + 18, bar.words, anchor="end", url=bar.url)
            draw.rect(left, top, max(long, 1), ROW - 10, self.colour)
            draw.text(left + max(long, 1) + 8, top + 18, number(bar.value), classes="chart__strong")
        draw.line(left, 0, left, len(self.bars) * ROW, "chart__axis")
        return draw.markup()

    def table(self) -> Table:
        """The bars as rows."""
        columns = (Column("what", self.first), Column("number", self.unit or "Number", numeric=True))
        return Table(
            self.question, columns, [(_cell(each.words, each.url), each.value) for each in self.bars]
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of every stacked bar: its words and its colour."""

    words: str
    colour: str


RATED = (Part("Red", RAG["red"]), Part("Amber", RAG["amber"]), Part("Green", RAG["green"]),
         Part("No rating", RAG["none"]))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stack:
    """A stacked bar: its words and a number for each part."""

    words: str
    values: Sequence[float]
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked(Chart):
    """Bars of up to four parts, each part with its word and number on it, white between them."""

    parts: Sequence[Part]
    stacks: Sequence[Stack]
    first: str = "What"

    def __post_init__(self) -> None:
        if len(self.parts) > MOST_PARTS:
            raise ValueError(f"A stacked bar has at most {MOST_PARTS} parts, not {len(self.parts)}")

    def svg(self) -> Markup:
        """A row for each bar under the words of its parts."""
        left, top = _left(each.words for each in self.stacks), 34
        most = max((sum(each.values) for each in self.stacks), default=0) or 1
        draw = self._drawing(top + len(self.stacks) * (ROW + 4) + 4, f"{len(self.stacks)} bars, from 0")
        _key(draw, left, self.parts)
        for at, stack in enumerate(self.stacks):
            y = top + at * (ROW + 4)
            draw.text(left - 10, y + 20, stack.words, anchor="end", url=stack.url)
            self._row(draw, stack, left, y, (WIDTH - left - 60) / most)
        return draw.markup()

    def _row(self, draw: Drawing, stack: Stack, x: float, y: float, scale: float) -> None:
        for part, value in zip(self.parts, stack.values, strict=True):
            wide = value * scale
            if not value:
                continue
            draw.rect(x, y, max(wide - GAP, 1), ROW - 6, part.colour, f"{part.words}: {number(value)}")
            if wide > width_of(number(value)) + 8:
                inside = "chart__inside--dark" if part.colour in DARK_TEXT_ON else "chart__inside"
                draw.text(x + wide / 2, y + 20, number(value), anchor="middle", classes=inside)
            x += wide
        draw.text(x + 6, y + 20, number(sum(stack.values)), classes="chart__quiet")

    def table(self) -> Table:
        """The bars as rows, their parts as columns, and their sums."""
        columns = [Column("what", self.first), *(_number_column(each.words) for each in self.parts)]
        rows = [(_cell(each.words, each.url), *each.values, sum(each.values)) for each in self.stacks]
        return Table(self.question, (*columns, _number_column("Total")), rows)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its words, and a number for each point along the bottom (``None``: not known)."""

    words: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Limit:
    """A line across: where something begins, in words."""

    words: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Chart):
    """Up to four lines over the same points, each named at its end."""

    points: Sequence[str]
    lines: Sequence[Line]
    limits: Sequence[Limit] = ()
    first: str = "When"
    height: int = field(default=300)

    def __post_init__(self) -> None:
        if len(self.lines) > MOST_LINES:
            raise ValueError(f"At most {MOST_LINES} lines are told apart, not {len(self.lines)}")

    def svg(self) -> Markup:
        """The grid, the lines and their names."""
        left, right, bottom = 52, max((width_of(each.words) for each in self.lines), default=0) + 16, 34
        steps = ticks(max([*self._known(), *(each.value for each in self.limits)], default=1))
        draw = self._drawing(self.height, f"{len(self.points)} points, from {self._ends()}. From 0 upwards")
        wide, high = WIDTH - left - right, self.height - bottom - 12
        across = [left + (wide * at / max(len(self.points) - 1, 1)) for at in range(len(self.points))]
        self._grid(draw, steps, left, wide, high)
        for at, x in _few(across):
            draw.text(x, self.height - 8, self.points[at], anchor="start" if not at else "middle")
        scale = high / steps[-1]
        _limits(draw, self.limits, left, wide, high, scale)
        places = _apart([(_last(each.values), high + 12 - _last(each.values) * scale) for each in self.lines])
        for line, colour, place in zip(self.lines, COLOURS, places, strict=False):
            for run in _runs(across, line.values):
                draw.path([(x, high + 12 - y * scale) for x, y in run], colour)
            draw.text(WIDTH - right + 8, place + 5, line.words, classes="chart__strong")
        return draw.markup()

    def _grid(self, draw: Drawing, steps: Sequence[float], left: float, wide: float, high: float) -> None:
        for step in steps:
            y = high + 12 - high * step / steps[-1]
            draw.line(left, y, left + wide, y, "chart__axis" if not step else "chart__grid")
            draw.text(left - 8, y + 5, number(step), anchor="end", classes="chart__quiet")

    def _known(self) -> list[float]:
        return [value for each in self.lines for value in each.values if value is not None]

    def _ends(self) -> str:
        return f"{self.points[0]} to {self.points[-1]}" if self.points else "no points"

    def table(self) -> Table:
        """A row for each point."""
        columns = (Column("when", self.first), *(_number_column(each.words) for each in self.lines))
        rows = [(point, *(each.values[at] for each in self.lines)) for at, point in enumerate(self.points)]
        return Table(self.question, columns, rows)


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot: its words, its number, where it leads, whether it is past the limit."""

    words: str
    value: float
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots(Chart):
    """A dot for each thing on a line from 0, with a limit; those past it are diamonds."""

    dots: Sequence[Dot]
    limit: Limit | None = None
    first: str = "What"

    def svg(self) -> Markup:
        """A row for each thing: words, dot, number."""
        left, top = _left(each.words for each in self.dots), 30 if self.limit else 4
        reach = max(
            [each.value for each in self.dots] + ([self.limit.value] if self.limit else []), default=1
        )
        draw = self._drawing(top + len(self.dots) * ROW, f"{len(self.dots)} dots, from 0")
        scale = (WIDTH - left - 70) / (reach or 1)
        for at, dot in enumerate(self.dots):
            y, x = top + at * ROW + ROW / 2, left + dot.value * scale
            draw.line(left, y, WIDTH - 70, y, "chart__grid")
            draw.text(left - 10, y + 5, dot.words, anchor="end", url=dot.url)
            self._dot(draw, x, y, dot)
        if self.limit:
            across = left + self.limit.value * scale
            draw.line(across, top, across, top + len(self.dots) * ROW, "chart__limit")
            draw.text(across, 18, f"{self.limit.words}: {number(self.limit.value)}", anchor="middle")
        return draw.markup()

    def _dot(self, draw: Drawing, x: float, y: float, dot: Dot) -> None:
        past = self.limit is not None and dot.value > self.limit.value
        draw.diamond(x, y, COLOURS[2]) if past else draw.circle(x, y, COLOURS[0])
        draw.text(x + 14, y + 5, number(dot.value), classes="chart__strong")

    def table(self) -> Table:
        """The dots as rows."""
        columns = (Column("what", self.first), _number_column(self.unit or "Number"))
        return Table(
            self.question, columns, [(_cell(each.words, each.url), each.value) for each in self.dots]
        )


def _left(words: object) -> float:
    """Room for the words left of the bars."""
    return min(max([width_of(str(each)) for each in words] + [60]) + 14, 300)  # type: ignore[attr-defined]


def _key(draw: Drawing, x: float, parts: Sequence[Part]) -> None:
    """Which colour is which part, above the bars."""
    for part in parts:
        draw.rect(x, 6, 16, 16, part.colour)
        draw.text(x + 22, 20, part.words)
        x += 22 + width_of(part.words) + 22


def _runs(across: Sequence[float], values: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """The stretches of a line between points that are not known: those are left open."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(across, values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x, value))
    return [each for each in runs if each]


def _limits(
    draw: Drawing, limits: Sequence[Limit], left: float, wide: float, high: float, scale: float
) -> None:
    for limit in limits:
        y = high + 12 - limit.value * scale
        draw.line(left, y, left + wide, y, "chart__limit")
        draw.text(left + 6, y - 6 if y > 24 else y + 18, limit.words)


def _last(values: Sequence[float | None]) -> float:
    """The last number that is known."""
    return next((each for each in reversed(values) if each is not None), 0)


def _apart(places: Sequence[tuple[float, float]], least: float = 20) -> list[float]:
    """Heights for the names of lines so that none stands on another, in the order given."""
    order = sorted(range(len(places)), key=lambda at: places[at][1])
    found, above = [0.0] * len(places), -least
    for at in order:
        above = max(places[at][1], above + least)
        found[at] = above
    return found


def _few(across: Sequence[float]) -> list[tuple[int, float]]:
    """Every point where they are few; else every second, third … so that their words do not touch."""
    step = max(1, -(-len(across) // 7))
    return [(at, x) for at, x in enumerate(across) if at % step == 0]


def _number_column(words: str) -> Column:
    return Column(words.lower().replace(" ", "_"), words, numeric=True)


def _cell(words: str, url: str) -> object:
    return Link(words, url) if url else words
