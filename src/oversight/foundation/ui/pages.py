"""What pages are made of: the frozen values that templates lay out.

Views and tables build these; a template only looks at them. Any other object with the same attributes does
as well (the lists of ``foundation/search`` have columns, cells and pages of the same shape).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

ERROR = "Error: "


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. ``more`` is read out but not shown: 'Change' (name of Oak House)."""

    words: str
    url: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place in a navigation; ``current`` where the page is in that place."""

    words: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What surrounds every page: whose it is, where one can go, who is signed in.

    ``search`` is the address of the search page, empty where there is none. ``environment`` is the line of
    the demo banner. ``portal`` makes the page narrow. ``idle_minutes`` is after how long somebody who does
    nothing is signed out (0: nobody is signed in), ``stay_url`` what is asked to stay.
    """

    title: str = ""
    service: str = "Care quality"
    council: str = ""
    product: str = "Care provider oversight"
    home: str = "/"
    navigation: tuple[NavItem, ...] = ()
    account: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    signed_in_as: str = ""
    acting_for: str = ""
    search: str = ""
    demo: bool = False
    portal: bool = False
    back: Link | None = None
    caption: str = ""
    about: str = ""
    idle_minutes: int = 0
    stay_url: str = ""

    def browser_title(self, title: str = "", about: str = "", *, error: bool = False) -> str:
        """The title in the browser: what, about which service, the product, the council."""
        what = (title or self.title).removeprefix(ERROR)
        named = about or self.about
        parts = [what, named if named != what else "", self.service, self.council]
        said = " – ".join(each for each in parts if each)
        return f"{ERROR}{said}" if error or title.startswith(ERROR) else said

    def titled(self, title: str, **changes: Any) -> Page:
        """The same page with another title."""
        return replace(self, title=title, **changes)


@dataclass(frozen=True, slots=True)
class Mark:
    """A status as word, shape and colour. ``kind``: ``rag``, ``position`` or ``rating``."""

    kind: str
    level: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Status(Link):
    """A part of the strip under a service's name: a heading, a mark or a lead, a sentence, a link.

    ``words`` and ``url`` are the link's; ``sentence`` may be several lines.
    """

    heading: str = ""
    mark: Mark | None = None
    lead: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning about a whole service: what, who set it, until when."""

    words: str
    by: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The bar on every page of a service: name, facts, what one can do, warnings, strip, sections.

    ``heading`` where the name is the heading of the page (Overview); elsewhere it is a caption.
    """

    name: str
    facts: tuple[str, ...] = ()
    url: str = ""
    action: Link | None = None
    more: tuple[Link, ...] = ()
    warnings: tuple[Warned, ...] = ()
    strip: tuple[Status, ...] = ()
    sections: tuple[NavItem, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``href`` sorts by it; ``aria_sort`` says how the table stands now."""

    key: str
    words: str
    numeric: bool = False
    href: str = ""
    aria_sort: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it shows (text, a number, a mark), where it leads, a second line."""

    shown: Any
    href: str = ""
    note: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; ``empty`` is what is said where it has no rows.

    A row is a sequence of cells, or of plain text, numbers and marks. ``total`` is a last row of sums.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]] = ()
    empty: str = "There is nothing here yet."
    total: Sequence[Any] = ()
    caption_hidden: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page to go to; number 0 is a gap between pages."""

    number: int
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of how many, and the links to others."""

    number: int
    last: int
    links: tuple[PageLink, ...] = ()
    previous: str = ""
    following: str = ""

    @classmethod
    def of(cls, number: int, last: int, address: Callable[[int], str]) -> Pages:
        """The pages around one: first, last, its neighbours, and gaps between."""
        near = sorted({1, last, *range(max(number - 1, 1), min(number + 1, last) + 1)}) if last > 1 else []
        links: list[PageLink] = []
        for each in near:
            if links and each - links[-1].number > 1:
                links.append(PageLink(0))
            links.append(PageLink(each, address(each), each == number))
        before, after = number > 1, number < last
        return cls(
            number, last, tuple(links),
            address(number - 1) if before else "", address(number + 1) if after else "",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter, with how many rows it would show."""

    value: str
    words: str
    chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A text box of a filter."""

    name: str
    words: str
    value: str = ""
    hint: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A filter: check boxes (``choice``), a list to choose from (``person``), boxes (``text``, ``dates``)."""

    layout: str
    key: str
    words: str
    options: tuple[Option, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """Something chosen, in words, with the address of the list without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Filter:
    """The panel beside a list. ``kept`` are pairs carried unseen, so that sort and columns stay."""

    controls: tuple[Control, ...]
    tags: tuple[Tag, ...] = ()
    clear_href: str = "?view=all"
    kept: tuple[tuple[str, str], ...] = ()
    action: str = ""
    views: tuple[NavItem, ...] = ()
    save: Link | None = None
    manage: Link | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An item of a timeline: what happened, when, who did it, in more words, where it leads.

    ``corrected`` where a later event says otherwise: it stays, marked.
    """

    title: str
    at: date | datetime
    by: str = ""
    body: str = ""
    link: Link | None = None
    mark: Mark | None = None
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card: one question as its title, one sentence, then links. ``source`` says from where and when."""

    title: str
    sentence: str = ""
    links: tuple[Link, ...] = ()
    lines: tuple[str, ...] = ()
    source: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of a summary: what, its value (empty is said as not recorded), its source, its links."""

    words: str
    value: Any = ""
    source: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """What a policy says: its text, where it stands, since when, and what we hold about it."""

    id: str
    words: str
    document: str
    number: str = ""
    since: date | None = None
    url: str = ""
    held: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of which two people saved different values."""

    name: str
    words: str
    theirs: str
    yours: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to check before it is saved; ``change`` leads back to the question."""

    words: str
    value: Any
    change: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """A group of answers under a heading."""

    heading: str
    answers: tuple[Answer, ...] = field(default=())
