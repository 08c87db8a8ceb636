"""The templates: the gallery of every component, and the pages about what went wrong."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.template import engines
from jinja2 import UndefinedError
from tools.assets.gallery import Everything, context

from oversight.foundation.ui.pages import Choice, Column, Link, Mark, Page, Table

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "rect", "circle", "line"}


class Seen(HTMLParser):
    """What stands in a page, and whether every element is closed."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.wrong = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("form", "a", "button") and tag in self.open:
            self.wrong.append(f"{tag} in {tag}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def engine():
    return engines.all()[0]


def render(template, **values):
    return engine().get_template(template).render({"page": Page(council="Anyshire Council"), **values})


def part(source, **values):
    return engine().from_string(source).render(values)


@pytest.fixture(scope="module")
def gallery():
    return engine().get_template("ui/gallery.html").render(context())


def test_the_gallery_is_well_formed(gallery):
    seen = Seen(gallery)
    assert (seen.wrong, seen.open) == ([], [])
    assert len(seen.all("main")) == 1
    assert len(seen.all("h1")) == 1


def test_ids_are_unique_and_everything_that_is_named_exists(gallery):
    seen = Seen(gallery)
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in seen.tags:
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            assert set((attrs.get(name) or "").split()) <= set(ids), attrs
        if str(attrs.get("href", "")).startswith("#"):
            assert attrs["href"][1:] in ids


def test_headings_are_in_order(gallery):
    levels = [int(each) for each in re.findall(r"<h([1-6])", gallery)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_link_leads_somewhere_and_nothing_is_inline(gallery):
    seen = Seen(gallery)
    assert all(each.get("href") for each in seen.all("a"))
    assert not [
        attrs for _, attrs in seen.tags if "style" in attrs or any(name.startswith("on") for name in attrs)
    ]
    assert not [attrs for _, attrs in seen.tags if "required" in attrs or "placeholder" in attrs]
    assert all("novalidate" in each for each in seen.all("form"))


def test_every_problem_is_in_the_summary_and_at_its_field_in_the_same_words(gallery):
    form = context()["form"]
    summary = re.findall(r'<li>\s*<a href="#([\w-]+)">\s*([^<]+?)\s*</a>', gallery)
    inline = re.findall(
        r'id="([\w-]+)-error" class="govuk-error-message">\s*<span[^>]*>Error:</span> ([^<]+?)\s*</p>',
        gallery,
    )
    expected = {name: words for name, words in form.problems().items()}
    assert [words.replace("&lsquo;", "‘") for _, words in summary] == list(expected.values())
    assert [words for name, words in inline if name.startswith("id_")] == list(expected.values())
    assert [words for name, words in inline if not name.startswith("id_")] == [
        "Last visit (to) must be a real date, such as 24/11/2026"
    ]
    assert re.search(r"<title>Error: Gallery – Oak House – Care quality – Anyshire Council</title>", gallery)


def test_every_mark_has_a_word_and_a_shape_that_is_not_read_out(gallery):
    found = re.findall(
        r'<span class="app-mark app-mark--\w+"><svg[^>]*aria-hidden="true"[^>]*><path d="[^"]+"/></svg><span class="app-mark__word">([^<]+)</span></span>',
        gallery,
    )
    assert len(found) == gallery.count('class="app-mark app-mark--')
    assert len(found) > 20
    assert all(each.strip() for each in found)


def test_tables_have_captions_scopes_and_one_order(gallery):
    tables = re.findall(r"<table.*?</table>", gallery, re.DOTALL)
    assert len(tables) >= 5
    for table in tables:
        assert re.search(r"<caption[^>]*>[^<]+</caption>", table)
        assert all("scope=" in each for each in re.findall(r"<th\b[^>]*>", table))
        assert not re.search(r"<th[^>]*>\s*</th>", table)
        assert len(re.findall(r'aria-sort="(?:ascending|descending)"', table)) <= 1
    assert gallery.count('class="app-scroll" role="region"') == len(tables)


def test_a_table_without_rows_says_so():
    said = part(
        '{% from "ui/components/tables.html" import table %}{{ table(it) }}',
        it=Table("Visits", [Column("a", "A")], empty="No visits yet. Plan the first visit."),
    )
    assert said.strip() == '<p class="app-empty">No visits yet. Plan the first visit.</p>'


def test_what_people_typed_is_escaped_everywhere():
    bad = '<script>alert("x")</script>'
    form = Everything({"what": bad, "mail": bad, "visit_day": bad}, today=context()["today"])
    html = part(
        '{% from "ui/components/fields.html" import fields, error_summary %}{{ error_summary(form) }}{{ fields(form) }}',
        form=form,
    )
    html += part(
        '{% from "ui/components/tables.html" import table %}{{ table(it) }}',
        it=Table(bad, [Column("a", bad)], [[bad], [Link(bad, bad)], [Mark("rag", bad)]]),
    )
    html += render("ui/pages/refused.html", title=bad, why=bad)
    html += render("ui/pages/stale.html", who=bad, choices=(Choice("a", bad, bad, bad, bad),))
    assert html.count("alert(") > 10
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(") == html.count("alert(")


def test_a_missing_value_is_an_error_in_our_templates_and_nothing_in_the_official_ones():
    with pytest.raises(UndefinedError):
        part("{{ thing }}")
    with pytest.raises(UndefinedError):
        part("{{ page.nothing }}", page=Page())
    official = '{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}{{ govukButton({"text": "Save"}) }}'
    assert "Save" in part(official)


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("not_found", "Page not found"),
        ("refused", "T"),
        ("failed", "T"),
        ("timed_out", "We signed you out"),
        ("confirm", "T"),
        ("message", "T"),
    ],
)
def test_pages_about_what_happened(page, heading):
    html = render(f"ui/pages/{page}.html", title="T")
    seen = Seen(html)
    assert (seen.wrong, seen.open) == ([], [])
    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", html) == [heading]
    assert f"<title>{heading} – Care quality – Anyshire Council</title>" in html
    assert not re.search(r"\b(sorry|please|oops|forbidden|invalid)\b", html, re.IGNORECASE)


def test_error_pages_need_nothing_at_all():
    for page in ("not_found", "refused", "failed", "timed_out"):
        assert "<h1" in engine().get_template(f"ui/pages/{page}.html").render({"title": "T"})


def test_the_refusal_says_why_and_that_nothing_was_saved():
    html = render(
        "ui/pages/refused.html",
        title="You cannot do this",
        why="You cannot lift this restriction yet. An appeal is open.",
    )
    assert "An appeal is open." in html
    assert "Nothing was saved." in html


def test_two_versions_stand_side_by_side_and_theirs_is_kept_unless_chosen():
    html = render(
        "ui/pages/stale.html",
        who="A Patel saved this page at 2:31pm.",
        choices=(Choice("phone", "Phone", "1", "2", "0"),),
        form_token="t",
        version=4,
    )
    radios = [each for each in Seen(html).all("input") if each.get("type") == "radio"]
    assert [(each["name"], each["value"], "checked" in each) for each in radios] == [
        ("keep-phone", "theirs", True),
        ("keep-phone", "yours", False),
    ]
    assert '<input type="hidden" name="version" value="4">' in html
    assert "Before: 0" in html


def test_a_form_carries_its_token_its_version_and_its_file_type():
    source = '{% from "ui/components/fields.html" import form_start, form_end %}{{ form_start(csrf, "abc", 0, form) }}{{ form_end() }}'
    html = part(source, csrf="", form=Everything(today=context()["today"]))
    assert 'name="form_token" value="abc"' in html
    assert 'name="version" value="0"' in html
    assert 'enctype="multipart/form-data"' in html


def test_progress_has_one_status_line_and_a_way_without_scripts():
    html = part(
        '{% from "ui/components/progress.html" import progress %}{{ progress("412 of 1,240 rows done.", 412, 1240, "/poll/", "/job/") }}'
    )
    assert html.count('role="status"') == 1
    assert 'data-progress-url="/poll/"' in html
    assert (
        '<progress class="app-progress__bar" id="progress-bar" max="1240" value="412">412 of 1,240</progress>'
        in html
    )
    assert '<a class="govuk-link" href="/job/" data-progress-link>Check progress</a>' in html


def test_what_was_done_is_said_once_in_a_banner():
    request = SimpleNamespace(_messages=["Saved <b>"])
    html = render("ui/pages/message.html", title="T", request=request)
    assert "govuk-notification-banner--success" in html
    assert "Saved &lt;b&gt;" in html


def test_the_demo_banner_is_there_only_for_demonstrations():
    assert "Everything here is invented" in render("ui/pages/message.html", title="T", page=Page(demo=True))
    assert "Everything here is invented" not in render("ui/pages/message.html", title="T")


def test_the_clause_stands_beside_its_field_and_folded_under_it(gallery):
    assert gallery.count("What the policy says</h2>") == 1
    assert gallery.count("What the policy says</span>") == 1
    assert "This criterion looks met." in gallery
