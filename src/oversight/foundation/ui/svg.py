"""A small pen for SVG: real text of 16 px, a title and a description, no style but classes. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

NARROW = frozenset("iljtfr.,:;'’ |!()1I")
WIDE = frozenset("mwMW@%")
_HEAD = Markup(
    '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}"'
    ' role="{5}" aria-labelledby="{2}-title" aria-describedby="{2}-desc"><title id="{2}-title">{3}</title>'
    '<desc id="{2}-desc">{4}</desc>'
)
_LINKED = Markup('<a href="{}">{}</a>')
_TITLED = Markup("<title>{}</title>{}")


class Drawing:
    """What is drawn, in order."""

    def __init__(self, name: str, width: float, height: float, title: str, desc: str) -> None:
        self._told = (_n(width), _n(height), name, title, desc)
        self._parts: list[Markup] = []
        self._leads = False

    def text(
        self, x: float, y: float, words: str, *, anchor: str = "start", classes: str = "", url: str = ""
    ) -> None:
        """Words, leading somewhere where there is ``url``."""
        said = Markup('<text x="{}" y="{}" text-anchor="{}"{}>{}</text>').format(
            _n(x), _n(y), anchor, Markup(' class="{}"').format(classes) if classes else "", words
        )
        self._parts.append(_LINKED.format(url, said) if url else said)
        self._leads = self._leads or bool(url)

    def rect(self, x: float, y: float, wide: float, high: float, colour: str, title: str = "") -> None:
        """A box; ``title`` says what it is where one points at it."""
        inner = _TITLED.format(title, "") if title else Markup("")
        self._parts.append(
            Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}">{}</rect>').format(
                _n(x), _n(y), _n(wide), _n(high), colour, inner
            )
        )

    def line(self, x: float, y: float, to_x: float, to_y: float, classes: str) -> None:
        """A straight line."""
        self._parts.append(
            Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>').format(
                _n(x), _n(y), _n(to_x), _n(to_y), classes
            )
        )

    def path(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """A line through points, with a dot at its end."""
        if not points:
            return
        way = " ".join(f"{'M' if not at else 'L'}{_n(x)} {_n(y)}" for at, (x, y) in enumerate(points))
        self._parts.append(
            Markup('<path d="{}" fill="none" stroke="{}" stroke-width="3"/>').format(way, colour)
        )
        self.circle(*points[-1], colour, 5)

    def circle(self, x: float, y: float, colour: str, radius: float = 7) -> None:
        """A dot."""
        self._parts.append(
            Markup('<circle cx="{}" cy="{}" r="{}" fill="{}"/>').format(_n(x), _n(y), _n(radius), colour)
        )

    def diamond(self, x: float, y: float, colour: str, radius: float = 9) -> None:
        """A dot on its corner: another shape, not only another colour."""
        way = f"M{_n(x)} {_n(y - radius)}L{_n(x + radius)} {_n(y)}L{_n(x)} {_n(y + radius)}L{_n(x - radius)} {_n(y)}z"
        self._parts.append(Markup('<path d="{}" fill="{}"/>').format(way, colour))

    def markup(self) -> Markup:
        """The whole picture: a group of links where something in it leads somewhere, else one image."""
        role = "group" if self._leads else "img"
        return _HEAD.format(*self._told, role) + Markup("").join(self._parts) + Markup("</svg>")


def width_of(words: str) -> float:
    """About how wide words are in 16 px Arial."""
    return sum(4.9 if each in NARROW else 13 if each in WIDE else 9 for each in words)


def ticks(most: float) -> list[float]:
    """Even steps from 0 to just over a number: at most ten."""
    if most <= 0:
        return [0, 1]
    size = 10 ** (len(str(int(most))) - 1)
    step = next(each for each in (size / 5, size / 2, size, size * 2) if most / each <= 5)
    step = max(step, 1) if most >= 1 else step
    count = -(-most // step)
    return [_tidy(step * at) for at in range(int(count) + 1)]


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else round(value, 4)


def _n(value: float) -> str:
    return str(escape(f"{value:.1f}".removesuffix(".0")))
