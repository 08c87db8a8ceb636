"""A service's page laid out: the bar with its strip and sections, the cards, the rows of details."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.register import queries
from oversight.capabilities.register.forms import RegisterForm
from oversight.capabilities.register.permissions import (
    can_add_files,
    can_close,
    can_correct,
    can_see_contract_values,
    can_see_files,
    can_see_finance,
    can_settle_scope,
)
from oversight.capabilities.register.views.staff import clocks
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.documents.listing import kept_with
from oversight.foundation.policy.reading import clauses_governing
from oversight.foundation.ui.openings import filled
from oversight.foundation.ui.pages import Card, Clause, Fact, Identity, Link, NavItem, Status, Warned
from oversight.foundation.ui.words import day, money, number, plural

SECTIONS = (
    ("Overview", ""),
    ("Timeline", "timeline/"),
    ("Risk", "risk/"),
    ("Intelligence", "intelligence/"),
    ("Visits", "visits/"),
    ("Improvement", "improvement/"),
    ("Decisions", "decisions/"),
    ("Files", "files/"),
    ("Details", "details/"),
)
NOTHING_YET = {
    "intelligence": ("Intelligence", "No intelligence has been recorded about this service yet."),
    "visits": ("Visits", "No visits or assessments have been recorded for this service yet."),
    "improvement": ("Improvement", "No improvement plan has been recorded for this service yet."),
}
"""What later capabilities fill: said in words until they do."""


ADDING = {
    "contacts": "Add a contact", "contracts": "Add a contract", "commissioners": "Add another commissioner",
    "officers": "Add an officer", "market-risks": "Add a market risk", "warnings": "Add a warning",
}  # fmt: skip
"""What can be recorded beside a service, by the word in its address."""


NO_RATINGS = Card("Regulator’s ratings", "No ratings have been taken in from the regulator yet.")
"""What the card says until somebody fills ``service.ratings``."""


def clauses(actor: Actor, form: type[RegisterForm]) -> Mapping[str, tuple[Clause, ...]]:
    """The clauses of the policies in force that govern a form's fields, by field."""
    return clauses_governing(actor, form.governed, localdate())


def said(value: bool | None) -> str:
    """Yes, no or not known."""
    return "Not known" if value is None else "Yes" if value else "No"


def home(row: Any) -> str:
    """The address of a service's pages."""
    return f"/services/{row.reference}/"


def identity(row: Any, actor: Actor, today: date, section: str) -> Identity:
    """The bar on every page of a service."""
    facts = [
        row.get_kind_display(),
        row.provider.name,
        row.regulator_id and f"Regulator’s ID {row.regulator_id}",
        row.reference,
    ]
    sections = tuple(NavItem(words, home(row) + tail, words == section) for words, tail in SECTIONS)
    correcting = Link("Correct details", f"{home(row)}correct/")
    return Identity(
        row.name, tuple(filter(None, facts)), home(row),
        action=correcting if can_correct(actor) and row.standing == "open" else None,
        more=tuple(_acts(row, actor)), warnings=tuple(_warnings(row, actor, today)),
        strip=_strip(row, actor, today), sections=sections, heading=section == "Overview",
    )  # fmt: skip


def _acts(row: Any, actor: Actor) -> list[Link]:
    found = []
    if can_correct(actor) and row.standing == "open":
        found += [Link(words, f"{home(row)}{word}/new/") for word, words in ADDING.items()]
        if row.regulator == "none" or row.in_area is False:
            found.append(Link("Record a local check", f"{home(row)}checks/new/"))
        found.append(Link("Change who runs it", f"{home(row)}provider/"))
    if can_settle_scope(actor) and row.standing == "open":
        found.append(Link("Settle oversight", f"{home(row)}scope/"))
    if can_close(actor):
        found += _closing(row)
    return found


def _closing(row: Any) -> list[Link]:
    if row.standing == "open":
        return [
            Link("Merge into another service", f"{home(row)}merge/"),
            Link("Close this service", f"{home(row)}close/"),
        ]
    return [Link("Reopen this service", f"{home(row)}reopen/")] if row.standing == "closed" else []


def _warnings(row: Any, actor: Actor, today: date) -> list[Warned]:
    return [
        Warned(each.words, each.set_by.name, each.lapses_on)
        for each in queries.warnings_of(actor, row, today)
    ]


def _strip(row: Any, actor: Actor, today: date) -> tuple[Status, ...]:
    call = next((each for each in queries.officers_of(actor, row, today) if each.duty == "call_first"), None)
    placing = (f"Call {call.person.name} before placing.",) if call else ()
    free = Status("", "", heading="Placing", lead="No restriction recorded", lines=placing)
    unknown = Status("", "", heading="Risk", lead="Not worked out yet")
    parts = (
        filled("service.placing", actor, row, today, otherwise=free),
        filled("service.risk", actor, row, today, otherwise=unknown),
    )
    if not clocks.can_see(actor):
        return parts
    return (*parts, clocks.status(*clocks.first_of(actor, queries.known_as(actor, row), today), home(row)))


def cards(row: Any, beside: queries.Beside, actor: Actor, sisters: int, today: date) -> tuple[Card, ...]:
    """The overview: each card answers one question. The order is the same for everyone (ux.md 1.5)."""
    due = [
        clocks.card(*clocks.first_of(actor, queries.known_as(actor, row), today), home(row), row.reference)
    ]
    return (
        *(due if clocks.can_see(actor) else ()),
        _people_card(row, beside, actor),
        _contract_card(row, beside, actor),
        filled("service.ratings", actor, row, today, otherwise=NO_RATINGS),
        _documents_card(row, actor),
        _oversight_card(row, actor),
        _commissioners_card(row, beside, actor),
        _market_card(row, beside, actor),
        _provider_card(row, sisters),
    )  # fmt: skip


def _provider_card(row: Any, sisters: int) -> Card:
    says = f"{row.provider.name} runs {plural(sisters, 'other open service')} here or under its brand."
    return Card(
        "Same provider", says, (Link(f"See {row.provider.name}", f"/providers/{row.provider.reference}/"),)
    )


def _links(row: Any, actor: Actor, word: str, has: bool, see: str, add: str) -> tuple[Link, ...]:
    """A card's link to what there is in the details; where there is nothing, the link that adds it."""
    if has:
        return (Link(see, f"{home(row)}details/#{word}"),)
    adds = can_correct(actor) and row.standing == "open"
    return (Link(add, f"{home(row)}{word}/new/"),) if adds else ()


def _documents_card(row: Any, actor: Actor) -> Card:
    if not can_see_files(actor):
        return Card("Documents", "You do not have access to files. Ask the care quality team.")
    kept = kept_with(actor, queries.known_as(actor, row))
    says = (
        f"{plural(len(kept), 'file is', 'files are')} kept here." if kept else "No files are kept here yet."
    )
    see = Link(
        "See the file" if len(kept) == 1 else f"See all {number(len(kept))} files", f"{home(row)}files/"
    )
    adding = Link("Add a file", f"/documents/add/?about={row.reference}")
    may_add = can_add_files(actor) and row.standing != "merged"
    links = (*((see,) if kept else ()), *((adding,) if may_add else ()))
    return Card("Documents", says, links, tuple(f"{each.title}, {day(each.added_at)}" for each in kept[:3]))


def _commissioners_card(row: Any, beside: queries.Beside, actor: Actor) -> Card:
    rows = beside.commissioners
    links = _links(
        row, actor, "commissioners", bool(rows), "See other commissioners", "Add another commissioner"
    )
    says = _counted(rows, "other body buys here", "other bodies buy here")
    return Card("Other commissioners", says, links, tuple(each.body for each in rows[:3]))


def _counted(rows: list[Any], one: str, several: str) -> str:
    return f"{len(rows)} {one if len(rows) == 1 else several}." if rows else "None recorded."


def _people_card(row: Any, beside: queries.Beside, actor: Actor) -> Card:
    lines = [f"{each.get_duty_display()}: {each.person.name}" for each in beside.officers]
    lines += [
        f"{each.get_job_display()}: {each.name}{', ' + each.telephone if each.telephone else ''}"
        for each in beside.contacts[:3]
    ]
    linked = any(each.duty == "linked_officer" for each in beside.officers)
    says = (
        "Who looks after it and whom to call." if linked else "No quality officer is linked to this service."
    )
    links = _links(row, actor, "contacts", bool(lines), "See all people and contacts", "Add a contact")
    return Card("People", says, links, tuple(lines))


def _contract_card(row: Any, beside: queries.Beside, actor: Actor) -> Card:
    lines = []
    for each in beside.contracts:
        told = [f"{each.get_kind_display()} contract"]
        if each.people_placed is not None:
            told.append(f"{plural(each.people_placed, 'person', 'people')} placed")
        if each.annual_spend is not None and can_see_contract_values(actor):
            told.append(f"{money(each.annual_spend)} a year")
        lines.append(", ".join(told))
    says = (
        "We buy from this service."
        if lines
        else "No contract is recorded: we do not buy here, or nobody has said."
    )
    links = _links(row, actor, "contracts", bool(lines), "See contracts", "Add a contract")
    return Card("Contracts", says, links, tuple(lines))


def _oversight_card(row: Any, actor: Actor) -> Card:
    says = row.get_scope_display() + (f", since {day(row.scope_on)}" if row.scope_on else "")
    lines = [row.scope_why] if row.scope_why else []
    if row.scope_asked_by:
        lines.insert(0, f"Asked by: {row.get_scope_asked_by_display()}")
    links = (
        (Link("Settle oversight", f"{home(row)}scope/"),)
        if can_settle_scope(actor) and row.standing == "open"
        else ()
    )
    return Card("Oversight", f"{says}.", links, tuple(lines))


def _market_card(row: Any, beside: queries.Beside, actor: Actor) -> Card:
    lines = tuple(f"{each.get_criterion_display()}; contract reviewed every {each.review_every_months} months"
                  for each in beside.market_risks)  # fmt: skip
    says = "The market depends on this service." if lines else "No market risk is recorded."
    links = _links(row, actor, "market-risks", bool(lines), "See market risk", "Add a market risk")
    return Card("Market risk", says, links, lines)


def _address(row: Any) -> str:
    return ", ".join(filter(None, (row.address, row.town, row.postcode)))


def details(row: Any, actor: Actor) -> tuple[Fact, ...]:
    """The rows of the details of a service."""
    change = (
        (Link("Change", f"{home(row)}correct/", "details"),)
        if can_correct(actor) and row.standing == "open"
        else ()
    )
    told: list[tuple[str, Any]] = [
        ("Name", row.name), ("Kind of service", row.get_kind_display()), ("Regulator", row.get_regulator_display()),
        ("Regulator’s ID", row.regulator_id), ("Address", _address(row)),
        ("District or ward", row.district), ("Council whose area it is in", row.host_authority),
        ("In our area", said(row.in_area)), ("Run by the council", said(row.in_house)), ("Telephone", row.telephone),
        ("Email address", row.email), ("Website", row.website),
        ("Registered beds", "" if row.beds is None else number(row.beds)),
        ("Complexity of needs", row.get_needs_display()), ("Date registered or opened", day(row.opened_on)),
        ("Oversight", row.get_scope_display()),
        ("Who asked for oversight", row.get_scope_asked_by_display() if row.scope_asked_by else ""),
        ("Why", row.scope_why), ("Open or closed", row.get_standing_display()),
    ]  # fmt: skip
    if row.kind == "children" or row.ofsted_rating:
        told += [
            ("Ofsted rating", row.get_ofsted_rating_display()),
            ("Date of the Ofsted rating", day(row.ofsted_rated_on)),
        ]
    return tuple(
        Fact(words, value, links=change if place == 0 else ()) for place, (words, value) in enumerate(told)
    )


def part_facts(word: str, each: Any, actor: Actor) -> tuple[Fact, ...]:
    """The rows of one thing recorded beside a service."""
    hidden = {"annual_spend"} if not can_see_contract_values(actor) else set()
    skipped = {"id", "authority", "service", "version", "ended_on"} | hidden
    rows = []
    for field in each._meta.concrete_fields:
        if field.name in skipped or field.name.startswith("history"):
            continue
        rows.append(Fact(str(field.verbose_name).capitalize(), part_value(each, field)))
    return tuple(rows)


def part_value(each: Any, field: Any) -> str:
    """One column of a part, as people read it."""
    if field.choices:
        return str(getattr(each, f"get_{field.name}_display")())
    value = getattr(each, field.name)
    if field.name == "annual_spend":
        return money(value)
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)


def provider_facts(row: Any, actor: Actor) -> tuple[Fact, ...]:
    """The rows of a provider; its finances only for those who may see them."""
    told: list[tuple[str, Any]] = [
        ("Name", row.name), ("Brand", row.brand.name if row.brand else ""), ("Regulator’s ID", row.regulator_id),
        ("Company number", row.company_number), ("Address", _address(row)),
        ("Telephone", row.telephone), ("Email address", row.email), ("Website", row.website),
        ("Open or closed", row.get_standing_display()),
    ]  # fmt: skip
    if can_see_finance(actor):
        told += [
            ("Financial risk", row.get_finance_risk_display()), ("What the accounts show", row.finance_note),
            ("Accounts looked at", day(row.finance_checked_on)), ("In administration", said(row.in_administration)),
        ]  # fmt: skip
    return tuple(Fact(words, value) for words, value in told)
