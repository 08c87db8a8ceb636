"""The gallery in Chromium under our content policy: axe, reflow, keyboard, paper, and the progress of a job."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template import engines
from playwright.sync_api import expect
from tools.assets.gallery import context

from oversight.foundation.ui.middleware import policy

STATIC = Path(__file__).parents[3] / "src/oversight/foundation/ui/static"
SIZES = [(1280, 720), (320, 256)]
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {
        each: {"enabled": True}
        for each in (
            "label-content-name-mismatch",
            "td-has-header",
            "p-as-heading",
            "table-fake-caption",
            "css-orientation-lock",
        )
    },
}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
CONTROLS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]'


@pytest.fixture(scope="module")
def html():
    return engines.all()[0].get_template("ui/gallery.html").render(context())


class Shown:
    """The gallery in a page, with what the browser complained about and what it was told of a job."""

    def __init__(self, browser, html, size=(1280, 720), scripts=True, told=()):
        self.page = browser.new_page(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts, bypass_csp=False
        )
        self.complaints, self.told = [], list(told)
        self.page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.clock.install() if told else None
        self.page.route("**/*", lambda route: self._answer(route, html))
        self.page.goto("http://gallery.example/")

    def _answer(self, route, html):
        path = route.request.url.removeprefix("http://gallery.example")
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        elif path.endswith("/progress/"):
            now = self.told.pop(0) if len(self.told) > 1 else (self.told or [{}])[0]
            route.fulfill(body=json.dumps(now), content_type="application/json")
        else:
            headers = {"Content-Security-Policy": policy()}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)


@pytest.fixture
def show(chromium, html):
    pages = []

    def shown(**options):
        made = Shown(chromium, html, **options)
        pages.append(made.page)
        return made

    yield shown
    for each in pages:
        each.close()


def test_nothing_breaks_the_content_policy_and_no_script_fails(show):
    shown = show()
    assert shown.page.evaluate("document.body.classList.contains('govuk-frontend-supported')")
    assert shown.complaints == []


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_with_everything_open(show, size):
    page = show(size=size).page
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []


def test_nothing_runs_off_a_narrow_page_but_tables_and_charts_in_their_regions(show):
    page = show(size=SIZES[1]).page
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".app-scroll").first.evaluate("(each) => each.tabIndex === 0")


def test_rows_of_a_wide_list_are_stacked_on_a_narrow_page_with_their_headings(show):
    page = show(size=SIZES[1]).page
    assert page.locator(".app-scroll").first.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    cell = page.locator(".app-table--stacks tbody td[data-words]").first
    said = cell.evaluate("(each) => [getComputedStyle(each, '::before').content, each.dataset.words]")
    assert said[0] == f'"{said[1]}"'
    assert page.locator(".app-table--stacks .app-sort").first.is_visible()


def test_filters_are_folded_on_a_narrow_page_unless_one_has_a_problem(show):
    page = show(size=SIZES[1]).page
    fold, summary = page.locator(".app-filter__fold").first, page.locator(".app-filter__summary").first
    is_open = "(each) => each.open"
    assert fold.evaluate(is_open) is True
    page.evaluate("document.querySelector('.app-filter .govuk-error-message').remove()")
    page.set_viewport_size({"width": 1280, "height": 720})
    assert fold.evaluate(is_open) is True
    assert not summary.is_visible()
    page.set_viewport_size({"width": 320, "height": 256})
    expect(fold).to_have_js_property("open", False)
    assert summary.is_visible()


def test_without_scripts_the_filters_are_open(show):
    page = show(size=SIZES[1], scripts=False).page
    assert page.locator(".app-filter__fold input").first.is_visible()


@pytest.mark.parametrize("size", SIZES)
def test_tab_reaches_everything_and_shows_where_it_is(show, size):
    page = show(size=size).page
    page.evaluate("""() => {
      document.querySelector('[data-module="govuk-error-summary"]').remove();
      document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); scrollTo(0, 0);
    }""")
    wanted = page.evaluate(
        """(controls) => [...document.querySelectorAll(controls)].filter((each) => each.checkVisibility({visibilityProperty: true})
             && (each.type !== 'radio' || each.checked || (![...document.getElementsByName(each.name)].some((other) => other.checked)
                 && each === document.getElementsByName(each.name)[0]))).length""",
        CONTROLS,
    )
    seen, faults = 0, []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
          const it = document.activeElement;
          if (!it || it === document.body) return null;
          const box = it.getBoundingClientRect(), look = getComputedStyle(it);
          const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
          const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
          const there = document.elementFromPoint(x, y);
          const label = it.labels && it.labels[0];
          return {
            what: it.outerHTML.slice(0, 90),
            visible: look.outlineStyle !== 'none' || look.boxShadow !== 'none' || (label && getComputedStyle(label, '::before').outlineStyle !== 'none'),
            clear: !!there && (it.contains(there) || there.contains(it) || (!!label && label.contains(there))),
          };
        }""")
        if state is None:
            break
        seen += 1
        if not (state["visible"] and state["clear"]):
            faults.append(state)
    assert faults == []
    assert seen == wanted


def test_the_skip_link_comes_first_and_leads_to_the_main_part(show):
    page = show().page
    page.evaluate("""() => {
      document.querySelector('[data-module="govuk-error-summary"]').remove();
      document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex');
    }""")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_the_error_summary_has_the_focus_and_leads_to_the_first_wrong_box(show):
    page = show().page
    assert page.evaluate("document.activeElement.dataset.module") == "govuk-error-summary"
    page.get_by_role("link", name="Date of the visit must include a year").press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_visit_year"


def test_letters_typed_on_the_page_do_nothing(show):
    page = show().page
    page.evaluate("document.activeElement.blur()")
    before = page.content()
    for letter in "abcdefghijklmnopqrstuvwxyz/?":
        page.keyboard.press(letter)
    assert page.url == "http://gallery.example/"
    assert page.content() == before


def test_without_scripts_everything_is_there(show):
    page = show(scripts=False).page
    assert page.get_by_role("link", name="Check progress").is_visible()
    assert page.get_by_role("link", name="Risk matrix").is_visible()
    assert page.get_by_text("You can enter up to 5000 characters").is_visible()


def test_a_text_is_copied_at_the_press_of_a_button_and_that_is_said(show):
    page = show().page
    button = page.get_by_role("button", name="Copy", exact=True)
    status = page.locator("[data-copy] [role=status]")
    assert status.text_content() == ""
    button.click()
    expect(status).to_have_text("Copied. Paste it into your case system.")
    expect(button).to_be_focused()
    page.locator("#id_what").fill("")
    page.locator("#id_what").press("Control+v")
    expect(page.locator("#id_what")).to_have_value("Can we place with Larch House? Yes.\nReceipt LU-0001.")


def test_where_a_browser_does_not_copy_the_text_is_selected_and_that_is_said(show):
    page = show().page
    page.evaluate("document.execCommand = () => false")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator("[data-copy] [role=status]")).to_contain_text("The text is selected.")
    expect(page.locator("#receipt")).to_be_focused()
    assert "Receipt LU-0001" in page.evaluate("getSelection().toString()")


def test_without_scripts_there_is_a_text_to_copy_and_no_button_that_does_nothing(show):
    page = show(scripts=False).page
    assert "Receipt LU-0001." in page.get_by_label("For your case system").input_value()
    assert page.get_by_role("button", name="Copy").count() == 0


def test_paper_has_what_is_said_and_not_what_is_clicked(show):
    page = show().page
    page.emulate_media(media="print")
    for hidden in (
        ".app-navigation",
        ".app-header__account",
        ".app-filter",
        ".app-sub",
        ".govuk-button",
        ".govuk-pagination",
        "form",
    ):
        assert page.locator(hidden).first.is_hidden(), hidden
    for kept in (
        ".app-header__council",
        ".app-identity__name",
        ".app-strip",
        ".app-table",
        ".app-timeline",
        ".app-mark__word",
    ):
        assert page.locator(kept).first.is_visible(), kept
    after = page.evaluate(
        "[...document.querySelectorAll('a')].map((each) => getComputedStyle(each, '::after').content)"
    )
    assert set(after) <= {"none", "normal"}


def test_a_job_is_asked_every_three_seconds_and_said_aloud_at_each_quarter(show):
    told = [
        {
            "done": 420,
            "total": 1240,
            "percent": 33,
            "state": "running",
            "sentence": "420 of 1,240 rows done.",
        },
        {
            "done": 500,
            "total": 1240,
            "percent": 40,
            "state": "running",
            "sentence": "500 of 1,240 rows done.",
        },
        {
            "done": 1240,
            "total": 1240,
            "percent": 100,
            "state": "done",
            "sentence": "Done. 1,240 of 1,240 rows done.",
        },
    ]
    page = show(told=told).page
    sentence, aloud = page.locator("[data-progress-sentence]"), page.locator("[data-progress-told]")
    assert aloud.text_content() == ""
    for now, said in (
        (told[0], "33%. 420 of 1,240 rows done."),
        (told[1], "33%. 420 of 1,240 rows done."),
        (told[2], "100%. Done. 1,240 of 1,240 rows done."),
    ):
        page.clock.fast_forward(3000)
        expect(sentence).to_have_text(now["sentence"])
        assert aloud.text_content() == said
        assert page.locator("progress").evaluate("(each) => each.value") == now["done"]
    assert page.get_by_role("link", name="See the result").is_visible()
