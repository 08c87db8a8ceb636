"""The accessibility gate (ux.md 5.4): everything that a machine can know of a page, in one visit at each size.

Each fault is one line: the address, the id of the check, what is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import axe_playwright_python
from django.urls import Resolver404, resolve

from oversight.sample.people import PEOPLE
from tests.browser.pages import PAGE, Look
from tests.served import Served

CHECKS = (Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {
        each: {"enabled": True}
        for each in ("label-content-name-mismatch", "td-has-header", "p-as-heading", "table-fake-caption",
                     "css-orientation-lock")
    },
    "resultTypes": ["violations"],
}  # fmt: skip
"""Every tag of ux.md 5.2 and its five experimental rules; no rule is switched off."""

WIDE, NARROW = 1280, 320
AT_WIDE = ("C2", "C3", "F4", "F5", "F6", "G5", "K6", "L1", "L2", "L3", "L5", "S1", "S2", "S3", "S4", "S5", "S6", "W2", "Z1",
           "Z2", "Z5")  # fmt: skip
AT_NARROW = ("C6", "F5", "G5", "S6", "Z1", "Z2", "Z5")
OPENED = ("F5", "L3", "Z1", "Z2", "Z5")
CONTROLS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]'
OPEN_ALL = """() => {
  const closed = [...document.querySelectorAll('details:not([open])')];
  closed.forEach((each) => { each.open = true; });
  const menu = document.querySelector('.govuk-service-navigation__toggle');
  if (menu && menu.checkVisibility() && menu.getAttribute('aria-expanded') === 'false') { menu.click(); closed.push(menu); }
  return closed.length;
}"""
TEXT = """() => {
  const copy = document.querySelector('main').cloneNode(true);
  copy.querySelectorAll('[class*=character-count__], .govuk-password-input__toggle, code, '
    + 'script, [data-progress-sentence], [data-progress-told]').forEach((each) => each.remove());
  return copy.textContent;
}"""
START_OF_WALK = """(find) => {
  document.querySelector('[data-module="govuk-error-summary"]')?.removeAttribute('tabindex');
  document.activeElement?.blur?.();
  document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); scrollTo(0, 0);
  const named = (it) => it.type === 'radio' && it.name ? [...document.getElementsByName(it.name)].filter((each) => each.form === it.form) : null;
  const wanted = [...document.querySelectorAll(find)].filter((it) => {
    if (!it.checkVisibility({visibilityProperty: true}) || it.disabled || it.tabIndex < 0) return false;
    const group = named(it);
    return !group || it.checked || (!group.some((each) => each.checked) && it === group[0]);
  });
  const looks = (it) => [it, it.labels?.[0]].filter(Boolean).flatMap((each) => [undefined, '::before', '::after'].map((part) => {
    const look = getComputedStyle(each, part);
    return [look.outlineStyle, look.outlineWidth, look.outlineColor, look.boxShadow, look.backgroundColor, look.borderColor, look.borderWidth, look.textDecoration].join();
  })).join('|');
  const walk = window.__walk = { wanted, plain: new Map(wanted.map((it) => [it, looks(it)])), met: [], faults: [], ended: false };
  const short = (it) => it.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
  walk.note = () => {
    const it = document.activeElement;
    if (!it || it === document.body) { if (walk.met.length) walk.ended = true; return; }
    if (walk.ended) return;
    const box = it.getBoundingClientRect(), label = it.labels?.[0];
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
    const there = document.elementFromPoint(x, y);
    if (it === walk.met[0]) { walk.ended = true; return; }
    const before = walk.met.at(-1);
    walk.met.push(it);
    if (looks(it) === walk.plain.get(it)) walk.faults.push(['K2', `no sign that it has the focus: ${short(it)}`]);
    if (!there || !(it.contains(there) || there.contains(it) || label?.contains(there) || there.contains(label || null)))
      walk.faults.push(['K3', `covered when it has the focus: ${short(it)}`]);
    if (before && !(before.compareDocumentPosition(it) & 4)) walk.faults.push(['K1', `out of order: ${short(it)}`]);
  };
  addEventListener('keydown', (event) => { if (event.key === 'Tab') walk.note(); }, true);
  return wanted.length;
}"""
END_OF_WALK = """() => {
  const walk = window.__walk, met = new Set(walk.met);
  const short = (it) => it.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
  walk.note();
  walk.wanted.filter((it) => !met.has(it)).slice(0, 5).forEach((it) => walk.faults.push(['K1', `Tab does not reach: ${short(it)}`]));
  if (!walk.ended) walk.faults.push(['K4', `the walk does not end: ${short(document.activeElement)}`]);
  document.activeElement?.blur?.();
  return walk.faults.slice(0, 12);
}"""
KINDS_OF_CONTROLS = """(find) => [...document.querySelectorAll(find)].filter((it) => it.checkVisibility()).map((it) =>
  [it.tagName, it.type, it.name, it.className, it.closest('[class]:not(a, button, input)')?.className].join(' '))"""
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
"""Tab goes down; that it comes up again moves nothing and is not sent, for the sake of the time."""
LETTERS = "abcdefghijklmnopqrstuvwxyz/?"
Fault = tuple[str, str]
LINKS_PER_ROUTE = 3


class Gate:
    """The pages of a service as people of each role open them; a window for each person, size and script."""

    def __init__(self, served: Served, known: Mapping[str, str], opened: ExitStack) -> None:
        self.served, self.known, self.opened = served, known, opened
        self.windows: dict[tuple[str, bool, int], Any] = {}
        self.asked: Counter[tuple[str, str]] = Counter()
        self.fetched: dict[tuple[str, str], int] = {}
        self.titles: dict[str, str] = {}
        self.walked: dict[tuple[str, int], set[str]] = {}

    def window(self, who: str, *, scripts: bool = True, width: int = WIDE) -> Any:
        """The page in which this person looks at everything of this size."""
        key = (who, scripts, width)
        if key not in self.windows:
            more = {"reduced_motion": "reduce" if width == NARROW else "no-preference"}
            page = self.opened.enter_context(self.served.as_(who, scripts=scripts, width=width, **more))
            self.windows[key] = page
        return self.windows[key]

    def address(self, look: Look) -> str:
        """The address with what was found in the sample."""
        return look.address.format_map(self.known)

    def open(self, look: Look, **how: Any) -> tuple[Any, int]:
        """Look at it: the page and what was answered."""
        page = self.window(look.who, **how)
        answer = page.goto(self.address(look), wait_until="load")
        return page, answer.status

    def faults(self, look: Look) -> list[str]:
        """Everything wrong with a page."""
        return [f"{self.address(look)} | {check} | {words}" for check, words in self._all(look)]

    def _all(self, look: Look) -> Iterator[Fault]:
        page, status = self.open(look)
        if status != look.status:
            yield "L4", f"answered {status}, not {look.status}"
            return
        if (there := route_of(urlsplit(page.url).path)) != look.route:
            yield "L4", f"leads to {there}"
            return
        if look.status == 200:
            yield from alone(self.titles, page.title(), look.route)
        text = plain(page.evaluate(TEXT))
        links = page.eval_on_selector_all(
            "a[href]",
            "all => all.filter((it) => it.pathname + it.search !== location.pathname + location.search).map((it) => it.href)",
        )
        yield from at_wide(page, walk=self._has_others(page, look.route, WIDE))
        yield from self._broken(look.who, links)
        page, _ = self.open(look, scripts=False)
        yield from same_words(text, plain(page.evaluate(TEXT)))
        yield from looked(page, ("J2", "L1", "G5"))
        page, _ = self.open(look, width=NARROW)
        yield from at_narrow(page, walk=self._has_others(page, look.route, NARROW))

    def _has_others(self, page: Any, route: str, width: int) -> bool:
        """Whether this state of a page has a kind of control that no other state of it had when it was walked."""
        here, met = (
            set(page.evaluate(KINDS_OF_CONTROLS, CONTROLS)),
            self.walked.setdefault((route, width), set()),
        )
        others = not here <= met
        met |= here
        return others

    def _broken(self, who: str, links: Iterable[str]) -> Iterator[Fault]:
        """Links of ours that do not lead anywhere for this person (L4): three of each route are tried."""
        context = self.window(who).context
        yield from broken(
            (each for each in links if self._new(who, each)), lambda at: context.request.get(at).status
        )

    def _new(self, who: str, link: str) -> bool:
        parts = urlsplit(link)
        key, path = (
            (who, f"{parts.path}?{parts.query}"),
            f"{route_of(parts.path)} {sorted(parse_qs(parts.query))}",
        )
        if (
            not link.startswith(self.served.base)
            or key in self.fetched
            or self.asked[who, path] >= LINKS_PER_ROUTE
        ):
            return False
        self.fetched[key] = 1
        self.asked[who, path] += 1
        return True


def route_of(path: str) -> str:
    """The name of the route of a path; the path itself where there is none."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def alone(titles: dict[str, str], title: str, route: str) -> Iterator[Fault]:
    """No two pages have one title (L2); ``titles`` is whose each was when it was met first."""
    if (other := titles.setdefault(title, route)) != route:
        yield "L2", f"the title of {other} too: {title}"


def broken(links: Iterable[str], status: Callable[[str], int]) -> Iterator[Fault]:
    """Links that are not answered as a page should be."""
    for each in links:
        if (found := status(each)) >= 400:
            yield "L4", f"a link to {urlsplit(each).path}?{urlsplit(each).query} that answers {found}"


def plain(text: str) -> str:
    """Words without spaces between lines, and without times of day."""
    return re.sub(r"\d{1,2}:\d\d(am|pm)", "", " ".join(text.split()))


def same_words(scripted: str, bare: str) -> Iterator[Fault]:
    """Without scripts a page says the same (D7)."""
    if scripted != bare:
        at = next(
            (at for at, (a, b) in enumerate(zip(scripted, bare, strict=False)) if a != b),
            min(len(scripted), len(bare)),
        )
        start = max(0, at - 30)
        yield "J2", f"with scripts ‘{scripted[start : at + 60]}’, without ‘{bare[start : at + 60]}’"


def looked(page: Any, ids: Iterable[str]) -> Iterator[Fault]:
    """The checks of ``checks.js`` by their ids."""
    page.evaluate(CHECKS)
    names = [*(each.name for each in PEOPLE), "Newt Comer"]
    found = page.evaluate(
        "([ids, people]) => { window.__people = people; return window.__checks(ids); }", [list(ids), names]
    )
    for check, said in found.items():
        for words in list(dict.fromkeys(said))[:8]:
            yield check, words


def axe(page: Any, check: str = "A1") -> Iterator[Fault]:
    """What axe finds, with every tag and the experimental rules."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate(
        "(options) => window.axe.run(document, options).then((all) => all.violations)", AXE_OPTIONS
    )
    for each in found:
        html = " ".join(each["nodes"][0]["html"].split())[:120]
        more = f" and {len(each['nodes']) - 1} more" if len(each["nodes"]) > 1 else ""
        why = " ".join(each["nodes"][0].get("failureSummary", "").split())[:160]
        yield check, f"axe {each['id']}: {html}{more} ({why})"


def walked(page: Any) -> Iterator[Fault]:
    """From the top of the page with Tab, to the end (K1 to K4)."""
    steps = page.evaluate(START_OF_WALK, CONTROLS)
    keys = page.context.new_cdp_session(page)
    for _ in range(steps + 3):
        keys.send("Input.dispatchKeyEvent", TAB)
    keys.detach()
    yield from page.evaluate(END_OF_WALK)


def skipped(page: Any) -> Iterator[Fault]:
    """The skip link is first and leads to the main part (K5)."""
    page.evaluate(START_OF_WALK, CONTROLS)
    page.keyboard.press("Tab")
    words = page.evaluate("document.activeElement.textContent.trim()")
    if words != "Skip to main content":
        yield "K5", f"the first stop is ‘{words}’"
        return
    page.keyboard.press("Enter")
    if (where := page.evaluate("document.activeElement.tagName")) != "MAIN":
        yield "K5", f"the skip link leads to {where}"


def deaf(page: Any) -> Iterator[Fault]:
    """Letters typed on the page itself do nothing (K6)."""
    page.evaluate("document.activeElement?.blur?.()")
    before = page.evaluate("[location.href, document.body.innerHTML]")
    page.keyboard.type(LETTERS)
    if page.evaluate("[location.href, document.body.innerHTML]") != before:
        yield "K6", "a letter typed on the page changed something"


def printed(page: Any) -> Iterator[Fault]:
    """On paper there is what is said and not what is clicked (P1)."""
    page.emulate_media(media="print")
    yield from looked(page, ("P1",))
    page.emulate_media(media="screen")


def at_wide(page: Any, *, walk: bool = True) -> Iterator[Fault]:
    """One visit at 1280: as it comes, by keyboard, on paper, everything opened.

    ``walk``: by keyboard too; left out where another state of this page had all its kinds of controls.
    """
    yield from looked(page, AT_WIDE)
    yield from axe(page)
    yield from deaf(page)
    if walk:
        yield from walked(page)
    yield from printed(page)
    if page.evaluate(OPEN_ALL):
        yield from looked(page, OPENED)
    yield from skipped(page)


def at_narrow(page: Any, *, walk: bool = True) -> Iterator[Fault]:
    """One visit at 320, which is 1280 at 400%: as it comes, by keyboard, everything opened.

    Axe looks at each page twice: as it comes at 1280, and here with the menu and everything that folds open.
    """
    yield from looked(page, AT_NARROW)
    if walk:
        yield from walked(page)
    opened = page.evaluate(OPEN_ALL)
    if opened:
        yield from looked(page, OPENED)
    yield from axe(page, "A2" if opened else "A1")


def pages_of(looks: Iterable[Look]) -> list[Look]:
    """Those that are pages."""
    return [each for each in looks if each.kind == PAGE]
