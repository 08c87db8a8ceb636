"""What the gallery shows: every component in its states, of an invented council."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, ClassVar

from django import forms

from oversight.foundation.ui import charts
from oversight.foundation.ui.forms import (
    Choose,
    ChooseMany,
    DateParts,
    DayText,
    Money,
    Narrative,
    Phone,
    PlainForm,
    Postcode,
)  # fmt: skip
from oversight.foundation.ui.pages import (
    Answer,
    Answers,
    Box,
    Card,
    Cell,
    Choice,
    Clause,
    Column,
    Control,
    Event,
    Fact,
    Filter,
    Identity,
    Link,
    Mark,
    NavItem,
    Option,
    Page,
    Pages,
    Status,
    Table,
    Tag,
    Warned,
)  # fmt: skip

TODAY = date(2026, 11, 23)


class Everything(PlainForm):
    """A field of every kind."""

    asks: ClassVar = {"kind": "Select how it was received", "visit": "Enter the date of the visit"}

    kind = Choose(
        label="How was it received?", choices=[("call", "Phone call"), ("letter", "Letter"), ("visit", "On a visit")],
        hints={"visit": "Also when somebody told you at the door"},
    )  # fmt: skip
    told = Choose(label="Does the provider know?", choices=[("yes", "Yes"), ("no", "No")])
    visit = DateParts(label="Date of the visit", help_text="For example, 27 3 2026", past=True)
    due = DayText(label="Due date")
    what = Narrative(label="What happened", help_text="What happened, when, and how you know. Use initials.")
    note = Narrative(label="Note", required=False, count=False, rows=3)
    places = forms.IntegerField(label="Places", min_value=0)
    spend = Money(label="Spend in a year")
    postcode = Postcode(label="Postcode")
    phone = Phone(label="Phone number", required=False)
    mail = forms.EmailField(label="Email address")
    area = Choose(
        label="Area", choices=[("", "Choose an area"), *((str(n), f"Area {n}") for n in range(1, 10))]
    )
    criteria = ChooseMany(
        label="Criteria met",
        choices=[("a", "Rated Inadequate"), ("b", "Plan missed twice"), ("c", "Open police matter")],
    )
    sure = forms.BooleanField(label="I have read this record and it is a correct account of the visit")
    file = forms.FileField(label="Photo or document", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


def page() -> Page:
    """What surrounds the gallery."""
    words = ("My work", "Services", "Risk matrix", "Can we place?", "Meetings", "Reports")
    return Page(
        council="Anyshire Council", demo=True, search="/search/", signed_in_as="Sam Okafor",
        navigation=tuple(NavItem(each, f"/{at}/", at == 1) for at, each in enumerate(words)),
        account=(Link("Notifications (3)", "/notifications/"), Link("Imports", "/imports/"),
            Link("People", "/people/"),
            Link("Audit", "/audit/"),
            Link("Your account", "/account/"), Link("Sign out", "/sign-out/")),
        footer=(Link("Help", "/help/"), Link("Policy", "/policy/"), Link("Accessibility", "/accessibility/"), Link("Privacy", "/privacy/")),
    )  # fmt: skip


def identity() -> Identity:
    """The bar and the strip of a service that is in trouble."""
    sections = (
        "Overview",
        "Timeline",
        "Risk",
        "Intelligence",
        "Visits",
        "Improvement",
        "Decisions",
        "Files",
        "Details",
    )
    return Identity(
        name="Oak House", heading=True, facts=("Care home with nursing", "Oak Care Ltd", "CQC 1-123456789", "S-0123"),
        action=Link("Record intelligence", "/new/"), more=(Link("Start a visit record", "/a/"), Link("Close this service", "/b/")),
        warnings=(Warned("Call the named officer before you contact this service.", "A Patel", date(2027, 1, 31)),),
        strip=(
            Status("Why", "/why/", " we do not place here", heading="Placing", mark=Mark("position", "embargo"),
                   lines=("Since 3 October 2026.", "Call Sam Okafor first: 01632 960001.")),
            Status("Why red", "/risk/", heading="Risk", mark=Mark("rag", "red", "Red, 46 points"),
                   lines=("CQC ‘safe’ Inadequate (+20), 3 safeguarding concerns (+15), plan missed twice (+8).",)),
            Status("All 5 deadlines", "/deadlines/", heading="Next deadline", lead="Send typed visit record",
                   lines=("Due 20 November 2026 (3 days overdue).", "Owner: you.")),
        ),
        sections=tuple(NavItem(each, f"/{at}/", at == 0) for at, each in enumerate(sections)),
    )  # fmt: skip


def table() -> Table:
    """A list that sorts."""
    columns = (
        Column("name", "Service", href="?sort=-name", aria_sort="ascending"), Column("rating", "CQC overall", href="?sort=rating", aria_sort="none"),
        Column("risk", "Risk"), Column("placing", "Placing"), Column("visit", "Last visit", href="?sort=visit", aria_sort="none"),
        Column("places", "Places", numeric=True, href="?sort=places", aria_sort="none"), Column("spend", "Spend", numeric=True),
    )  # fmt: skip
    rows = [
        (Cell("Oak House", "/s/1/", "Care home with nursing"), Mark("rating", "inadequate"), Mark("rag", "red", "Red, 46"), Mark("position", "embargo"), "10 Nov 2026", 42, "£1,240,000"),
        (Cell("Ash Lodge", "/s/2/", "Care home"), Mark("rating", "requires_improvement"), Mark("rag", "amber", "Amber, 24"), Mark("position", "caution"), "2 Sep 2026", 28, "£640,500"),
        (Cell("Beech Homecare", "/s/3/", "Home care"), Mark("rating", "good"), Mark("rag", "green", "Green, 6"), Mark("position", "none"), "14 May 2026", "", "£212,000"),
        (Cell("Elm Court", "/s/4/", "Supported living"), Mark("rating", "none"), Mark("rag", "none"), Mark("position", "none"), None, 12, ""),
        (Cell("Willow View", "/s/5/", "Care home"), Mark("rating", "outstanding"), Mark("rag", "green", "Green, with gaps"), Mark("position", "none"), "1 Jun 2026", 60, "£890,000"),
    ]  # fmt: skip
    return Table(
        "Services",
        columns,
        rows,
        total=("5 services", "", "", "", "", 142, "£2,982,500"),
        caption_hidden=True,
    )


def filters() -> Filter:
    """The panel beside it."""
    return Filter(
        controls=(
            Control("choice", "risk", "Risk", (Option("red", "Red", True, 9), Option("amber", "Amber", False, 31), Option("green", "Green", False, 170), Option("none", "No rating", False, 4))),
            Control("choice", "placing", "Placing", (Option("embargo", "Embargo", False, 2), Option("caution", "Place with caution", False, 5))),
            Control("person", "officer", "Linked officer", (Option("me", "Me", True), Option("nobody", "Nobody"), Option("1", "A Patel"))),
            Control("text", "name", "Name", boxes=(Box("name", "Name", "oak"),)),
            Control("dates", "visit", "Last visit", boxes=(Box("visit_from", "From", "", "For example, 24/11/2026"), Box("visit_to", "To", "32/11/2026", "", "Last visit (to) must be a real date, such as 24/11/2026"))),
        ),
        tags=(Tag("Red", "?officer=me"), Tag("Linked officer: me", "?risk=red")),
        views=(NavItem("Reds and ambers", "?a", True), NavItem("Not visited this year", "?b")),
        save=Link("Save this view", "/views/new/"), manage=Link("All your saved views", "/views/"),
    )  # fmt: skip


def events() -> tuple[Event, ...]:
    """What happened to a service."""
    return (
        Event("Restriction imposed: embargo", datetime(2026, 10, 3, 14, 31, tzinfo=UTC), "Head of Commissioning", "CQC rated ‘safe’ Inadequate on 28 September 2026.", Link("", "/r/1/"), Mark("position", "embargo")),
        Event("Visit recorded", date(2026, 9, 30), "Sam Okafor", "Unannounced. 4 of 16 standards not met."),
        Event("Phone number changed", datetime(2026, 9, 2, 9, 5, tzinfo=UTC), "A Patel", corrected="It was the number of another home. See 4 September 2026."),
    )  # fmt: skip


def cards() -> tuple[Card, ...]:
    """Answers to one question each."""
    return (
        Card("Deadlines", "3 fall due this week.", (Link("All 5 deadlines", "/d/"),), ("Typed visit record: 20 Nov 2026 (3 days overdue)", "Factual accuracy: 24 Nov 2026 (tomorrow)")),
        Card("Open actions", "12 open, 4 overdue.", (Link("The improvement plan", "/p/"),)),
        Card("Visits", "No visits yet. Plan the first visit.", (Link("Plan a visit", "/v/"),)),
        Card("CQC ratings", "Overall requires improvement (was good).", (Link("All key questions", "/c/"),), source="Published 28 September 2026.", problem="We could not check with CQC since 20 November. Showing what we had."),
        Card("People and contracts", "Registered manager: not recorded.", (Link("Add a contact", "/p/"),)),
        Card("Documents", "Insurance ends 30 November 2026.", (Link("All 14 files", "/f/"),)),
    )  # fmt: skip


def facts() -> tuple[Fact, ...]:
    """Rows of a record."""
    return (
        Fact("Kind", "Care home with nursing", "CQC, checked 23 November 2026 at 6:00am"),
        Fact("Phone", "01632 960001", links=(Link("Change", "/c/", "phone"),)),
        Fact("Registered manager", "", links=(Link("Add", "/a/", "a registered manager"),)),
        Fact("Placing", Mark("position", "caution")),
    )


def pictures() -> tuple[charts.Chart, ...]:
    """A chart of each kind."""
    months = ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    return (
        charts.Stacked(id="market", question="Is the market getting safer?", answer="Reds rose from 6 to 9 since June", subtitle="Services by risk at the end of each month", freshness="Data to 21 November 2026.", parts=charts.RATED, first="Month",
                       stacks=[charts.Stack(m, v, f"/risk/?month={m}") for m, v in zip(months, [(6, 20, 160, 4), (6, 22, 158, 4), (7, 25, 154, 4), (8, 28, 150, 5), (8, 30, 149, 4), (9, 31, 148, 4)], strict=True)]),
        charts.Bars(id="drivers", question="What is driving the reds?", answer="CQC ratings give 180 of 412 points", subtitle="Points of red services by factor", first="Factor", unit="Points",
                    bars=[charts.Bar("CQC rating", 180, "/risk/?factor=cqc"), charts.Bar("Safeguarding concerns", 120), charts.Bar("Overdue actions", 64), charts.Bar("Complaints", 48)]),
        charts.Lines(id="telling", question="What are people telling us?", answer="Items rose from 31 in June to 52 in November", subtitle="Items of intelligence in a month by source", points=months,
                     lines=[charts.Line("Families", [12, 14, 11, 15, 18, 22]), charts.Line("Professionals", [15, 12, 17, 20, 19, 21]), charts.Line("Staff", [4, None, 6, 5, 9, 9])], limits=[charts.Limit("Usual in a month: 10", 10)]),
        charts.Dots(id="visits", question="Are we visiting who we should?", answer="2 of 4 services are past their limit", subtitle="Days since the last visit", limit=charts.Limit("Limit", 365), first="Service", unit="Days",
                    dots=[charts.Dot("Oak House", 13, "/s/1/"), charts.Dot("Ash Lodge", 82), charts.Dot("Beech Homecare", 391), charts.Dot("Elm Court", 720)]),
    )  # fmt: skip


CLAUSE = Clause(
    "WB-18.1", "A service is placed under embargo where it is rated Inadequate, or where the council has evidence of serious harm.",
    "Quality and contract monitoring policy", "18.1", date(2026, 4, 1), "/policy/#WB-18.1", "We hold: CQC ‘safe’ Inadequate, 28 September 2026. This criterion looks met.",
)  # fmt: skip


def context() -> dict[str, Any]:
    """Everything the gallery's template takes."""
    bad = Everything({"kind": "", "visit_day": "3", "visit_month": "nov", "visit_year": "", "due": "31/02/2026", "places": "-1",
                      "spend": "lots", "postcode": "AB1", "phone": "12", "mail": "no", "what": "x" * 5001}, today=TODAY)  # fmt: skip
    good = Everything(
        today=TODAY,
        initial={
            "visit": date(2026, 11, 10),
            "due": date(2026, 12, 1),
            "kind": "call",
            "spend": 1240,
            "criteria": ["a"],
        },
    )
    return {
        "title": "Gallery", "about": "Oak House", "page": page(), "who": identity(), "form": bad, "good": good, "clause": CLAUSE,
        "marks": [("rag", ("red", "amber", "green", "none")), ("position", ("embargo", "caution", "none")),
                  ("rating", ("outstanding", "good", "requires_improvement", "inadequate", "none")), ("state", ("overdue", "soon", "met", "paused", "waiting"))],
        "listing": table(), "filter": filters(), "pages": Pages.of(5, 9, lambda n: f"?page={n}"), "events": events(), "cards": cards(), "facts": facts(),
        "job": SimpleNamespace(sentence="Checking your file. 412 of 1,240 rows done. About 2 minutes left.", done=412, total=1240),
        "choices": (Choice("phone", "Phone", "01632 960002", "01632 960009", "01632 960001"), Choice("places", "Places", "42", "", "40")),
        "answers": (Answers("What happened", (Answer("How it was received", "Phone call", "?a"), Answer("Note", ""))),),
        "charts": pictures(), "csrf_input": "", "today": TODAY,
    }  # fmt: skip
