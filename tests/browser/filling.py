"""Forms of the service as they come back with errors (ux.md 2.4): what the gate asks of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.browser.gate import Fault, axe, looked

FORMS = """(methods) => [...document.querySelectorAll('main form')].map((form, at) => ({at, method: form.method,
  fields: [...form.elements].filter((it) => it.name && it.type !== 'hidden' && it.tagName !== 'BUTTON').length}))
  .filter((each) => methods.includes(each.method) && each.fields).map((each) => each.at)"""
EMPTY = """(at) => { for (const it of [...document.querySelectorAll('main form')][at].elements) {
  if (it.type === 'hidden' || it.tagName === 'BUTTON' || it.tagName === 'FIELDSET') continue;
  if (it.type === 'checkbox' || it.type === 'radio') it.checked = false;
  else if (it.tagName === 'SELECT') it.selectedIndex = it.options[0] && !it.options[0].value ? 0 : -1;
  else it.value = '';
} }"""
TYPED = """([at, left]) => { const typed = {}; let number = 0;
  for (const it of [...document.querySelectorAll('main form')][at].elements) {
    if (it.name && it.name === left) { if (/radio|checkbox/.test(it.type)) it.checked = false; else it.value = ''; continue; }
    if (!it.name || it.type === 'hidden' || it.type === 'password' || it.type === 'file' || it.tagName === 'BUTTON') continue;
    if (it.tagName === 'SELECT') { it.selectedIndex = it.options.length - 1; typed[it.name] = it.value; }
    else if (it.type === 'radio' || it.type === 'checkbox') { it.checked = true; typed[it.name] = it.value; }
    else { it.value = `zz ${number += 1} ?`; typed[it.name] = it.value; }
  } return typed; }"""
HELD = """(names) => Object.fromEntries(names.map((name) => {
  const all = [...document.querySelectorAll(`main form [name="${CSS.escape(name)}"]`)].filter((it) => it.type !== 'hidden');
  const it = all.find((each) => !/radio|checkbox/.test(each.type) || each.checked); return [name, it ? it.value : '']; }))"""
SUMMARY = """() => { const summary = document.querySelector('.govuk-error-summary'); const said = (it) => it.textContent.replace(/\\s+/g, ' ').trim();
  return { title: document.title, there: !!summary, focused: !!summary && (document.activeElement === summary || summary.contains(document.activeElement)),
    listed: [...document.querySelectorAll('.govuk-error-summary__list li')].map(said),
    hrefs: [...document.querySelectorAll('.govuk-error-summary__list a')].map((it) => it.getAttribute('href')),
    inline: [...document.querySelectorAll('main .govuk-error-message')].filter((it) => !it.closest('.govuk-error-summary') && said(it)).map((it) => said(it).replace(/^Error: ?/, '')) }; }"""
FOCUSED = """(href) => { const it = document.activeElement; const wanted = document.querySelector(href.replace(/([.:])/g, '\\\\$1'));
  return !!wanted && it === wanted && (it.matches('input, select, textarea') || it.id === 'form-error' || it.classList.contains('govuk-error-message') || it.matches('[id^=form]')); }"""


def sent_empty(page: Any) -> Iterator[Fault]:
    """What is wrong with a page that came back with errors (F1, F2, F4, F5, and axe in that state)."""
    found = page.evaluate(SUMMARY)
    if not found["there"]:
        yield "F1", "there is no summary of errors"
        return
    if not found["title"].startswith("Error: "):
        yield "F1", f"the title does not begin with ‘Error: ’: {found['title']}"
    if not found["focused"]:
        yield "F1", "the summary does not have the focus"
    if sorted(found["listed"]) != sorted(found["inline"]):
        yield "F1", f"the summary says {found['listed']}, the fields say {found['inline']}"
    yield from led(page, found["hrefs"])
    yield from looked(page, ("F4", "F5", "L1", "L2", "S1"))
    yield from axe(page, "A2")


def led(page: Any, hrefs: list[str]) -> Iterator[Fault]:
    """Each link of the summary moves the focus to its field (F2)."""
    for at, href in enumerate(hrefs):
        page.locator(".govuk-error-summary__list a").nth(at).press("Enter")
        if not page.evaluate(FOCUSED, href):
            yield "F2", f"the link {href} of the summary does not lead to its field"


def differing(typed: Mapping[str, str], held: Mapping[str, str]) -> Iterator[Fault]:
    """What was typed and is gone after an error (F3)."""
    for name, value in typed.items():
        if held.get(name, "") != value:
            yield "F3", f"‘{name}’ was ‘{value}’ and is ‘{held.get(name) or 'nothing'}’ after the error"


def forms_of(page: Any, *methods: str) -> list[int]:
    """Which of the forms of a page ask something and are sent in one of these ways."""
    return list(page.evaluate(FORMS, methods))


def sent(page: Any, at: int) -> None:
    """Send a form with its first button."""
    with page.expect_navigation(wait_until="load"):
        page.locator("main form").nth(at).locator("button[type=submit], button:not([type])").first.click()


def tried(page: Any, at: int) -> Iterator[Fault]:
    """Send one form empty, then filled in but for one field that must be."""
    page.evaluate(EMPTY, at)
    sent(page, at)
    yield from sent_empty(page)
    hrefs = page.evaluate(SUMMARY)["hrefs"]
    if not hrefs:
        return
    left = page.evaluate("(href) => document.getElementById(href.slice(1))?.name || ''", hrefs[-1])
    typed = page.evaluate(TYPED, [at, left])
    sent(page, at)
    if not page.evaluate(SUMMARY)["there"]:
        yield "F3", f"it was taken although ‘{left}’ was left empty"
        return
    yield from differing(typed, page.evaluate(HELD, list(typed)))
