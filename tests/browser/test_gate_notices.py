"""Negative controls: for each check of the gate a small faulty page on which it must complain, and a sound one."""

import re

import pytest

from tests.browser import gate
from tests.browser.filling import differing, sent_empty

SOUND = """<!DOCTYPE html><html lang="en-GB"><head><title>Services – Care quality</title><style>
 a:focus, button:focus, input:focus, [tabindex]:focus { outline: 3px solid #000 } body { color: #000; background: #fff }
 input.govuk-input { border: 2px solid #000 } button { min-height: 44px; color: #000; background: #eee; border: 2px solid #000 }
 a { display: inline-block; padding: 6px; color: #00f } .govuk-skip-link:not(:focus) { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden }
 tr { break-inside: avoid } @media print { form:not(:has(h1)), button, .govuk-skip-link, nav { display: none } }
</style></head><body><a class="govuk-skip-link" href="#main-content">Skip to main content</a>
<header><span class="app-header__council">Care provider oversight</span></header>
<main id="main-content" tabindex="-1"><h1>Services</h1>BODY</main>
<footer><nav aria-label="Help and information"><a href="/help/">Help</a></nav></footer></body></html>"""

FAULTY = (
    ("C2", '<input class="govuk-input" aria-label="Name" style="border:1px solid #eee">'),
    ("C3", '<strong class="govuk-tag"> </strong>'),
    ("F4", '<p class="govuk-error-message">Please enter a valid date</p>'),
    ("F5", '<input name="town">'),
    ("F5", '<label for="a" hidden>Name</label><input id="a" name="a">'),
    ("F5", '<label for="a">Name</label><input id="a" name="a" placeholder="Jo">'),
    ("F5", '<label for="a">Name</label><input id="a" name="a" aria-describedby="gone">'),
    ("F5", '<div class="govuk-form-group"><label for="a">Name</label><div class="govuk-hint" id="h">Hint</div><input id="a"></div>'),
    ("F5", "<fieldset><label><input type=checkbox> Yes</label></fieldset>"),
    ("F5", "<form><label><input type=radio name=a value=1> Yes</label><label><input type=radio name=a value=2> No</label></form>"),
    ("F6", '<form novalidate method="post"><label>Name<input name="a" required></label></form>'),
    ("F6", '<form method="post"><label>Name<input name="a"></label></form>'),
    ("F6", '<form novalidate method="post"><label>Email<input type="email" name="email"></label></form>'),
    ("G5", '<p id="a">One</p><p id="a">Two</p>'),
    ("G5", "<h1>Another</h1>"),
    ("G5", '<a href="/a">One <button>Two</button></a>'),
    ("J2", "<button>Alone</button>"),
    ("J2", '<form><button type="button">Nothing</button></form>'),
    ("J2", "<form><label>Name<input></label></form>"),
    ("J2", '<form onsubmit="f()"><button>Send</button></form>'),
    ("K6", '<p tabindex="3">Three</p>'),
    ("K6", '<a href="/a" accesskey="a">A</a>'),
    ("L1", '<a tabindex="0">Nowhere</a>'),
    ("L1", '<a href="#">Nothing</a>'),
    ("L1", '<a href="javascript:f()">Script</a>'),
    ("L1", '<a href="/a"> </a>'),
    ("L1", '<a href="#gone">Part</a>'),
    ("L2", '<div class="govuk-error-summary">There is a problem</div>'),
    ("L2", '<nav class="govuk-pagination" aria-label="Pages"><a href="?page=2">2</a></nav>'),
    ("L3", '<a href="/a">Change</a><a href="/b">Change</a>'),
    ("L3", '<a href="/a">Click here</a>'),
    ("L3", '<form action="/a"><button>Save</button></form><form action="/b"><button>Save</button></form>'),
    ("L5", '<a href="/a" target="_blank">Help</a>'),
    ("S1", "<h3>Too deep</h3>"),
    ("S1", "<h2></h2>"),
    ("S2", '<nav><a href="/a">A</a></nav>'),
    ("S2", '<nav aria-label="Help and information"><a href="/a">A</a></nav>'),
    ("S3", '<p lang="">Bonjour</p>'),
    ("S4", "<dl><p>Neither</p></dl>"),
    ("S4", "<dl><div><dt>Key alone</dt></div></dl>"),
    ("S5", "<table><thead><tr><th scope=col>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"),
    ("S5", "<table><caption>A</caption><tbody><tr><td>1</td></tr></tbody></table>"),
    ("S5", "<table><caption>A</caption><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"),
    ("S5", "<table><caption>A</caption><thead><tr><th scope=col>A</th><th scope=col>B</th></tr></thead><tbody>"
           "<tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></tbody></table>"),
    ("S5", "<table><caption>A</caption><thead><tr><th scope=col aria-sort=ascending>A</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>"),
    (
        "S5",
        "<table><caption>A</caption><thead><tr><th scope=col aria-sort=ascending><a href=/a>A</a></th>"
        "<th scope=col aria-sort=descending><a href=/b>B</a></th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table>",
    ),
    ("S6", '<p role="status">One</p><p role="alert">Two</p>'),
    ("W2", "<p>You must submit the form in order to go on.</p>"),
    ("W2", "<h2>All The Services</h2>"),
    ("W2", "<p>Due on 2026-11-23.</p>"),
    ("W2", "<p>Due on 23/11/26.</p>"),
    ("Z1", '<div style="width: 3000px">Wide</div>'),
    ("Z1", '<div style="width: 100px; overflow-x: auto"><div style="width: 3000px">Wide</div></div>'),
    ("Z2", '<p style="width: 60px; height: 20px; overflow: hidden; white-space: nowrap">Cut off here</p>'),
    ("Z5", '<button style="min-height: 0; height: 12px; padding: 0">Small</button>'),
)  # fmt: skip
"""The id of a check and what it must not let through."""


@pytest.fixture(scope="module")
def window(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.route(
        "**/*", lambda route: route.fulfill(body=window_html[0], content_type="text/html; charset=utf-8")
    )
    window_html = [""]
    page = context.new_page()

    def show(body="", width=1280, html=SOUND):
        page.set_viewport_size({"width": width, "height": 900})
        window_html[0] = html.replace("BODY", body)
        page.goto("http://gate.example/")
        return page

    yield show
    context.close()


def ids(found):
    return {check for check, _ in found}


def test_a_sound_page_passes_every_check(window):
    page = window(
        '<p>All is well.</p><form novalidate><label for="a">Name of it</label><input class="govuk-input" id="a"><button>Save</button></form>'
    )
    assert list(gate.at_wide(page)) == []
    assert list(gate.looked(page, ("J2",))) == []
    page = window("<p>All is well.</p>", width=320)
    assert list(gate.at_narrow(page)) == []


@pytest.mark.parametrize(
    ("check", "body"), FAULTY, ids=[f"{check}-{at}" for at, (check, _) in enumerate(FAULTY)]
)
def test_a_faulty_page_is_noticed(window, check, body):
    assert check in ids(gate.looked(window(body), (check,)))


def test_every_check_has_a_page_on_which_it_complains():
    written = set(re.findall(r"^    ([A-Z]\d): ", gate.CHECKS, re.M)) | set(
        re.findall(r"^  checks\.([A-Z]\d) =", gate.CHECKS, re.M)
    )
    elsewhere = {"C6", "P1"}  # below: they need another medium
    assert written - {check for check, _ in FAULTY} == elsewhere
    assert set(gate.AT_WIDE) | set(gate.AT_NARROW) | {"J2", "P1"} == written


@pytest.mark.parametrize("html", [
    SOUND.replace(' lang="en-GB"', ""), SOUND.replace("<title>Services – Care quality</title>", "<title>Services</title>"),
    SOUND.replace("<title>Services", "<title>Quinn Ashdown"), SOUND.replace("footer>", "div>"),
    SOUND.replace('<a href="/help/">Help</a>', ""), SOUND.replace("<main", "<div").replace("</main", "</div"),
])  # fmt: skip
def test_a_faulty_frame_is_noticed(window, html):
    assert ids(gate.looked(window(html=html), ("S2", "S3", "L2", "G5")))


@pytest.mark.parametrize("body", [
    '<img src="/a.png">', '<p style="color: #bbb">Too light to read</p>',
    '<a href="/a" style="display: inline-block; width: 12px; height: 12px; padding: 0; overflow: hidden">a</a>'
    '<a href="/b" style="display: inline-block; width: 12px; height: 12px; padding: 0; overflow: hidden">b</a>',
    '<button aria-label="Send">Save</button>',
])  # fmt: skip
def test_axe_is_asked_everything(window, body):
    assert ids(gate.axe(window(body))) == {"A1"}


def test_no_rule_of_axe_is_switched_off():
    assert all(each == {"enabled": True} for each in gate.AXE_OPTIONS["rules"].values())
    assert set(gate.AXE_OPTIONS["runOnly"]["values"]) >= {"wcag2a", "wcag2aa", "wcag22aa", "best-practice"}


def test_what_is_folded_is_looked_at_too(window):
    page = window('<details><summary>More</summary><img src="/a.png"></details>', width=320)
    assert "A2" in ids(gate.at_narrow(page))
    page = window('<details><summary>More</summary><div style="width: 3000px">Wide</div></details>')
    assert "Z1" in ids(gate.at_wide(page))


WALKS = (
    ("K1", '<button style="order: 2">Two</button><a href="/a" tabindex="2">One</a>'),
    ("K1", '<a href="/a">A</a><script>addEventListener("focusin", (e) => { if (e.target.matches("main a")) document.querySelector("footer a").focus(); })</script>'
           '<button>Never</button>'),
    ("K2", '<a href="/a" style="outline: none !important">No sign</a>'),
    ("K3", '<div style="position: fixed; inset: 0; background: #fff; pointer-events: auto"></div>'),
    ("K4", '<button id="t">Trap</button><script>t.addEventListener("keydown", (e) => { if (e.key === "Tab") e.preventDefault(); })</script>'),
)  # fmt: skip


@pytest.mark.parametrize(("check", "body"), WALKS)
def test_the_walk_notices(window, check, body):
    assert check in ids(gate.walked(window(body)))


def test_a_missing_skip_link_and_a_key_that_does_something_are_noticed(window):
    no_skip = SOUND.replace('<a class="govuk-skip-link" href="#main-content">Skip to main content</a>', "")
    assert ids(gate.skipped(window(html=no_skip))) == {"K5"}
    script = '<script>addEventListener("keypress", () => document.body.append("!"))</script>'
    assert ids(gate.deaf(window(script))) == {"K6"}


@pytest.mark.parametrize("body", [
    "<style>form { display: block !important }</style><form><label>Name<input></label></form>",
    '<style>main a::after { content: " (" attr(href) ")" }</style><a href="/a">A</a>',
    "<style>tr { break-inside: auto !important }</style><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
    "<style>.app-header__council { display: none }</style>",
])  # fmt: skip
def test_a_bad_printout_is_noticed(window, body):
    assert ids(gate.printed(window(body))) == {"P1"}


def test_movement_is_noticed_where_less_is_asked_for(window):
    page = window("<style>@keyframes a { to { opacity: 0.5 } } h1 { animation: a 3s infinite }</style>")
    page.emulate_media(reduced_motion="reduce")
    assert ids(gate.looked(page, ("C6",))) == {"C6"}
    page.emulate_media(reduced_motion="no-preference")


def test_two_pages_of_one_title_are_noticed():
    titles = {}
    told = [list(gate.alone(titles, "Services", route)) for route in ("list", "list", "map")]
    assert told == [[], [], [("L2", "the title of list too: Services")]]


def test_words_that_only_scripts_show_and_links_that_lead_nowhere_are_noticed():
    assert ids(gate.same_words("one two", "one")) == {"J2"}
    assert list(gate.same_words("one", "one")) == []
    told = list(gate.broken(["/a", "/b"], {"/a": 200, "/b": 500}.get))
    assert told == [("L4", "a link to /b? that answers 500")]


FORM = '<form method="post" novalidate action="/"><label for="a">Name</label><input id="a" name="a"><button type="submit">Save</button></form>'
ANSWER = SOUND.replace("<title>", "<title>Error: ").replace("BODY", (
    '<div class="govuk-error-summary" tabindex="-1"><ul class="govuk-error-summary__list"><li><a href="#a">Enter the name</a></li></ul></div>'
    '<form method="post" novalidate><div class="govuk-form-group"><label for="a">Name</label><p class="govuk-error-message" id="a-error"><span class="govuk-visually-hidden">Error:</span> Enter the name</p>'
    '<input id="a" name="a" aria-describedby="a-error"></div><button>Save</button></form>'
    "<script>document.querySelector('.govuk-error-summary').focus()</script>"))  # fmt: skip


def test_an_error_page_that_is_right_passes(window):
    assert list(sent_empty(window(html=ANSWER))) == []


@pytest.mark.parametrize(("check", "before", "after"), [
    ("F1", "<title>Error: ", "<title>"), ("F1", "document.querySelector('.govuk-error-summary').focus()", ""),
    ("F1", '<li><a href="#a">Enter the name', '<li><a href="#a">Enter a name'), ("F1", "govuk-error-summary", "other"),
    ("F2", 'href="#a"', 'href="#main-content"'), ("F4", "Enter the name", "Please enter a valid name"),
    ("F5", ' aria-describedby="a-error"', ""),
])  # fmt: skip
def test_an_error_page_that_is_wrong_is_noticed(window, check, before, after):
    assert check in ids(sent_empty(window(html=ANSWER.replace(before, after))))


def test_answers_that_are_lost_are_noticed():
    assert list(differing({"a": "typed", "b": "kept"}, {"b": "kept"})) == [
        ("F3", "‘a’ was ‘typed’ and is ‘nothing’ after the error")
    ]
    assert list(differing({"a": "typed"}, {"a": "typed"})) == []
