"""What some pages need before they can be looked at, made once as people make it: in the browser, by forms."""

from __future__ import annotations

import base64
import csv
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.days import boxes, typed
from tests.served import PASS_PHRASE, Served

WAIT_SECONDS = 60
SHEET = ("Service name", "Kind of service", "Provider", "Postcode", "Registered beds")
KEYED = "tamsin"
"""Who has codes of an app and a passkey."""
PERSON = r"^/people/([0-9a-f-]{36})/$"
KEEN = "keen"
"""Who has shown again who they are and has turned nothing on yet."""
HALF = "half"
ANSWER_THE_REST = """(form) => {
  for (const list of form.querySelectorAll('select')) if (list.selectedIndex < 1) list.selectedIndex = Math.min(1, list.length - 1);
  for (const one of form.querySelectorAll('input[type=radio]'))
    if (!form.querySelector(`input[name="${one.name}"]:checked`)) one.checked = true;
}"""
"""Lists and choices that nobody answers are given their first answer: a form that asks one more still goes through."""
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
"""Who has given their password and is asked for a code: not yet anybody."""


class Maker:
    """Somebody of every role with a browser of their own; ``known`` is what was found and made, by its name."""

    def __init__(self, served: Served, opened: ExitStack, folder: Path) -> None:
        self.served, self.opened, self.folder = served, opened, folder
        self.known: dict[str, str] = {}
        self.pages: dict[str, Any] = {}

    def page(self, who: str) -> Any:
        """The page of somebody, signed in the first time it is asked for."""
        if who not in self.pages:
            self.pages[who] = self.opened.enter_context(self.served.as_(who, scripts=False))
        return self.pages[who]

    def look(self, who: str, address: str) -> str:
        """Open a page that must be there; its HTML."""
        page = self.page(who)
        answer = page.goto(address.format(**self.known))
        assert answer.status < 400, f"{who} at {page.url}: {answer.status}"
        return str(page.content())

    def send(self, who: str, address: str, values: Mapping[str, str] = {}, button: str = "") -> str:
        """Fill in the form of a page and send it (no address: of the page it stands at); where it leads."""
        if address:
            self.look(who, address)
        page, start = self.page(who), self.page(who).url
        form = page.locator("main form[method=post]").first
        if button:
            form = page.locator("main form[method=post]", has=page.get_by_role("button", name=button)).first
        form.evaluate(ANSWER_THE_REST)
        for name, value in values.items():
            fill(form, name, value)
        form.locator("button[type=submit]").first.click()
        problem = page.locator(".govuk-error-summary")
        assert not problem.count(), f"{who} at {start}: {problem.inner_text()}"
        return str(page.url)

    def links(self, who: str, address: str, pattern: str) -> list[str]:
        """Every part of the links of a page that a pattern finds, each once."""
        self.look(who, address)
        found = self.page(who).eval_on_selector_all(
            "a", "all => all.map(each => each.getAttribute('href') || '')"
        )
        return list(dict.fromkeys(hit[1] for each in found if (hit := re.search(pattern, each))))

    def letter(self, to: str, pattern: str) -> str:
        """What a pattern finds in the newest letter to an address; the service sends them from a job."""

        def found() -> str:
            letters = sorted(
                self.served.var.rglob("*.log"), key=lambda each: each.stat().st_mtime, reverse=True
            )
            texts = [each.read_text(errors="replace") for each in letters if "serve" not in each.name]
            texts = [each for each in texts if to in each]
            hit = next((hit for each in texts if (hit := re.search(pattern, each))), None)
            return hit[1] if hit else ""

        return until(found, f"a letter to {to}")


def quiet(it: Maker) -> None:
    """Wait until nothing is worked out in the background any more, which would change pages while they are looked at."""
    until(
        lambda: "" if "being worked out again" in it.look("qm", "/risk/") else "quiet",
        "risk to be worked out",
    )


def until(found: Callable[[], str], what: str) -> str:
    """Ask again until there is an answer."""
    for _ in range(WAIT_SECONDS * 5):
        if answer := found():
            return answer
        time.sleep(0.2)
    raise AssertionError(f"waited {WAIT_SECONDS} seconds for {what}")


def fill(form: Any, name: str, value: str) -> None:
    """Put a value into a field of a form, whatever its kind; ``#2`` is the second choice of a list."""
    field = form.locator(f'[name="{name}"]')
    kind = field.first.evaluate("each => each.tagName === 'SELECT' ? 'select' : each.type")
    if kind == "select":
        if value.startswith("#"):
            field.select_option(index=int(value[1:]))
        else:
            field.select_option(value)
    elif kind in ("radio", "checkbox"):
        (form.locator(f'[name="{name}"][value="{value}"]') if value else field.first).check()
    elif kind == "file":
        field.set_input_files(value)
    else:
        field.fill(value)


@contextmanager
def prepared_for(served: Served, folder: Path) -> Iterator[dict[str, str]]:
    """Everything that the list of pages names in braces."""
    with ExitStack() as opened:
        maker = Maker(served, opened, folder)
        for make in (register, tasks, documents, imports, views, policies, people, getting_in, security):
            make(maker)
        quiet(maker)
        yield maker.known


def register(it: Maker) -> None:
    """Services in every standing, and the parts of one."""
    names = it.links("qm", "/services/", r"^/services/(S-\d+)/$")
    it.known |= dict(zip(("service", "closed", "other"), names, strict=False))
    it.known["provider"] = it.links("qm", "/providers/", r"^/providers/(P-\d+)/$")[0]
    it.send("qm", "/providers/new/", {"name": "Ended Care"})
    it.known["closed_provider"] = it.page("qm").url.split("/providers/")[1].split("/")[0]
    it.send("qm", "/providers/{closed_provider}/close/", boxes("closed_on", -4) | {"reason": "It ended"})
    it.send("qm", "/services/{service}/contacts/new/", {"job": "#1", "name": "Blythe Example"})
    it.send("qm", "/services/{service}/warnings/new/", {"words": "Ring before you go", "lapses_on": typed(7)})
    part = it.links("qm", "/services/{service}/details/", r"/contacts/([0-9a-f-]{36})/correct/")
    it.known["contact"] = part[0]
    it.send("qm", "/services/{closed}/close/", boxes("closed_on", -4) | {"reason": "It closed its doors"})
    twin = {"provider": it.known["provider"], "name": "Twice Lodge", "regulator": "none"}
    it.send("qm", "/services/new/", twin)
    it.known["merged"] = it.page("qm").url.split("/services/")[1].split("/")[0]
    it.send("qm", "/services/{merged}/merge/", {"into": it.known["other"], "reason": "Recorded twice"})


def tasks(it: Maker) -> None:
    """A task of one's own, one whose clock runs, and a calendar address."""
    it.send("qm", "/tasks/new/", {"title": "Ring the home", "due_on": typed(8), "about": it.known["service"]})
    it.known["task"] = it.links("qm", "/my-work/", r"^/tasks/(T-\d+)/$")[0]
    clocked = it.links("qm", "/tasks/", r"^/tasks/(T-\d+)/$")
    it.known["clocked"] = next(each for each in clocked if each != it.known["task"])
    it.send("qm", "/account/calendar/")
    found = re.search(r"/calendar/([\w-]+)\.ics", it.page("qm").content())
    assert found
    it.known["secret"] = found[1]


def documents(it: Maker) -> None:
    """A document that was scanned."""
    file = it.folder / "record.txt"
    file.write_text("A record of a visit that never was.\n")
    it.send("qm", "/documents/add/?about={service}", {"title": "Record of a visit", "file": str(file)})
    it.known["document"] = it.page("qm").url.split("/documents/")[1].split("/")[0]


def imports(it: Maker) -> None:
    """An import in each of its states: read, checked, saved."""
    for name, rows in (("read", 3), ("checked", 4), ("saved", 5)):
        it.send("qm", "/imports/new/", {"file": str(sheet(it.folder / f"{name}.csv", name, rows))})
        it.known[f"import_{name}"] = it.page("qm").url.split("/imports/")[1].split("/")[0]
    for name in ("checked", "saved"):
        it.send("qm", f"/imports/{{import_{name}}}/columns/")
        settled(it, f"import_{name}", "Save nothing")
    it.send("qm", "/imports/{import_saved}/", button="good rows")
    settled(it, "import_saved", "Undo this import")
    it.known["job"] = it.links("qm", "/notifications/", r"^/jobs/(J-\d+)/$")[0]


def sheet(path: Path, name: str, rows: int) -> Path:
    """A small list of invented services, its last row wrong."""
    with path.open("w", newline="", encoding="utf-8") as file:
        told = csv.writer(file)
        told.writerow(SHEET)
        for number in range(rows):
            kind = "Castle" if number == rows - 1 else "Home care agency"
            told.writerow(
                (f"{name.title()} Larch {number}", kind, f"{name.title()} Larch Care", "ZZ1 1AA", "7")
            )
    return path


def settled(it: Maker, name: str, button: str) -> None:
    """Wait until the job of an import has come to its end."""

    def found() -> str:
        return button if button in it.look("qm", f"/imports/{{{name}}}/") else ""

    until(found, f"‘{button}’ of {name}")


def views(it: Maker) -> None:
    """A saved view of the list of services."""
    it.send("qm", "/account/views/save/?path=/services/&query=standing=open", {"name": "Open ones"})
    it.known["view"] = it.links("qm", "/account/views/", r"/account/views/([0-9a-f-]{36})/rename/")[0]


def policies(it: Maker) -> None:
    """The policy that is in force, and settings in draft."""
    it.known["policy"] = it.links("qm", "/policy/", r"^/policy/([a-z-]+/[\d-]+)/")[0]
    it.send("qm", "/policy/settings/new/", {"starts_on": typed(8), "why": "The council settles it so"})
    it.known["number"] = it.page("qm").url.split("/settings/")[1].split("/")[0]


def people(it: Maker) -> None:
    """Somebody invited, a role that waits for a second person, somebody standing in."""
    day, end = boxes("starts_on", 0), boxes("ends_on", 7)
    new = {
        "name": "Newt Comer",
        "email": "newt@anyshire.example",
        "role": "BM",
        "reason": "A new member",
        **day,
    }
    it.known["person"] = it.links("sa", "/people/?q=quinn", PERSON)[0]
    it.send("sa", "/people/new/", new | {"role": "PL"})
    it.known["invited"] = it.page("sa").url.split("/people/")[1].split("/")[0]
    it.send("sa", "/people/{invited}/roles/new/", {"role": "HOC", "reason": "To decide", **day})
    it.known["proposal"] = it.links("hoc", "/people/", r"/people/proposals/([0-9a-f-]{36})/")[0]
    it.known["membership"] = it.links("sa", "/people/{invited}/", r"/people/roles/([0-9a-f-]{36})/end/")[0]
    it.send("hoc", "/people/delegations/new/",
            {"absent": "#1", "stand_in": "#2", "post": "#1", "reason": "On leave", **day, **end})  # fmt: skip
    it.known["delegation"] = it.links("hoc", "/people/delegations/", r"delegations/([0-9a-f-]{36})/end/")[0]


def getting_in(it: Maker) -> None:
    """Links from letters: an invitation, a forgotten password (of somebody who never signs in: that ends it)."""
    it.known["invitation"] = it.letter("newt@anyshire.example", r"/invitation/([\w.:-]+)/")
    it.send("", "/forgotten-password/", {"email": "ig@anyshire.example"})
    it.known["forgotten"] = it.letter("ig@anyshire.example", r"/forgotten-password/([\w-]+)/")


def security(it: Maker) -> None:
    """Somebody with codes of an app, recovery codes and a passkey; and somebody half way in."""
    it.look(KEYED, "/account/")
    keep_passkey(it)
    it.known["passkey"] = it.links(KEYED, "/account/security/passkeys/", r"/passkeys/(\d+)/name/")[0]
    show_again(it.page(KEYED), "/account/security/app/on/")
    secret = it.page(KEYED).locator("main code").inner_text()
    it.send(KEYED, "", {"code": code_of_app(secret)})
    it.served.states[KEYED] = it.page(KEYED).context.storage_state()
    with it.served.as_("") as page:
        sign_in(page, KEYED)
        it.served.states[HALF] = page.context.storage_state()
    with it.served.as_("") as page:
        sign_in(page, "odell")
        show_again(page, "/account/")
        it.served.states[KEEN] = page.context.storage_state()


def sign_in(page: Any, who: str) -> None:
    """Give an address and a password."""
    page.goto("/sign-in/")
    page.fill("input[name=login]", f"{who}@anyshire.example")
    page.fill("input[name=password]", PASS_PHRASE)
    with page.expect_navigation():
        page.click("#form button[type=submit]")


def show_again(page: Any, then: str) -> None:
    """Give the password once more, as serious pages ask, and go on."""
    page.goto(f"/show-it-is-you/?next={then}")
    page.fill("input[name=password]", PASS_PHRASE)
    with page.expect_navigation():
        page.click("#form button[type=submit]")


def keep_passkey(it: Maker) -> None:
    """Add a passkey of a device that Chromium plays; passkeys want a name, so this is at localhost."""
    context = it.served.browser.new_context(base_url=it.served.base.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(page, KEYED)
    show_again(page, "/account/security/passkeys/add/")
    page.fill("input[name=name]", "Work laptop")
    with page.expect_navigation():
        page.click("#passkey_add")
    assert "/add/" not in page.url, page.locator("main").inner_text()
    context.close()


def code_of_app(secret: str, at: float | None = None) -> str:
    """The code that an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int((at or time.time()) // 30)), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
