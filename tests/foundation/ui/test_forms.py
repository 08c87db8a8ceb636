"""Fields read what people write; messages say what to do (ux.md 2.2, 2.4)."""

import re
from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from oversight.foundation.ui.fields import describe, first_error
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
)

TODAY = date(2026, 11, 23)


class Visit(PlainForm):
    asks: ClassVar = {"why": "Enter why you are excluding this from the risk score"}

    day = DateParts(label="Date of the visit", past=True)
    due = DayText(label="Due date", future=True)
    what = Narrative(label="What happened")
    why = forms.CharField(label="Reason")
    kind = Choose(label="Provider", choices=[("a", "A"), ("b", "B")], hints={"b": "Also at the door"})
    area = Choose(label="Area", choices=[("", "Choose"), *((str(n), str(n)) for n in range(9))])
    met = ChooseMany(label="Criteria", choices=[("x", "X"), ("y", "Y")])
    sure = forms.BooleanField(label="the record is correct")
    file = forms.FileField(label="Photo")
    places = forms.IntegerField(label="Places", min_value=0)
    spend = Money(label="Spend", required=False)
    mail = forms.EmailField(label="Email address")


GOOD = {
    "day_day": "10", "day_month": "nov", "day_year": "2026", "due": "1 Dec 2026", "what": "A fall", "why": "Not liable", "kind": "a",
    "area": "3", "met": ["x", "y"], "sure": "on", "places": "42", "spend": "£1,200", "mail": "a@example.com",
}  # fmt: skip


def visit(**changes):
    data = MultiValueDict(
        {key: value if isinstance(value, list) else [value] for key, value in (GOOD | changes).items()}
    )
    return Visit(data, {}, today=TODAY)


def problem(name, **changes):
    return visit(**changes).problems().get(name, "")


def test_what_was_written_is_read():
    form = visit()
    assert list(form.problems()) == ["file"]
    assert form.cleaned_data["day"] == date(2026, 11, 10)
    assert form.cleaned_data["due"] == date(2026, 12, 1)
    assert form.cleaned_data["spend"] == Decimal(1200)
    assert form.cleaned_data["met"] == ["x", "y"]


def test_every_empty_field_says_what_to_do():
    form = Visit({}, {}, today=TODAY)
    assert form.problems() == {
        "day": "Enter the date of the visit", "due": "Enter the due date", "what": "Enter what happened",
        "why": "Enter why you are excluding this from the risk score", "kind": "Select the provider", "area": "Select the area",
        "met": "Select at least one: Criteria", "sure": "Select the box: the record is correct", "file": "Select a file",
        "places": "Enter the places", "mail": "Enter the email address",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "said", "codes"),
    [
        (("10", "11", ""), "Date of the visit must include a year", ["year"]),
        (("", "", "2026"), "Date of the visit must include a day and month", ["day", "month"]),
        (("31", "2", "2026"), "Date of the visit must be a real date", ["day", "month", "year"]),
        (("1", "nowember", "2026"), "Date of the visit must be a real date", ["month"]),
        (("1", "11", "26"), "Year must include 4 numbers", ["year"]),
        (("24", "11", "2026"), "Date of the visit must be today or in the past", ["day", "month", "year"]),
    ],
)
def test_what_is_wrong_with_a_date_in_three_boxes(parts, said, codes):
    form = visit(**dict(zip(("day_day", "day_month", "day_year"), parts, strict=True)))
    assert form.problems()["day"] == said
    shape = describe(form["day"])
    wrong = [
        each["label"].lower() for each in shape.params["items"] if "govuk-input--error" in each["classes"]
    ]
    assert wrong == codes
    assert shape.target == f"id_day_{codes[0]}"


def test_the_boxes_keep_what_was_typed():
    items = describe(visit(day_month="Nowember")["day"]).params["items"]
    assert [(each["name"], each["value"]) for each in items] == [
        ("day_day", "10"),
        ("day_month", "Nowember"),
        ("day_year", "2026"),
    ]


def test_today_is_in_the_past_and_in_the_future():
    assert problem("day", day_day="23") == ""
    assert problem("due", due="23/11/2026") == ""
    assert problem("due", due="22/11/2026") == "Due date must be today or in the future"
    assert problem("due", due="soon") == "Due date must be a real date, such as 24/11/2026"


def test_a_form_with_bounded_days_needs_today():
    with pytest.raises(ValueError, match="needs today"):
        Visit({})


def test_length_is_said_with_its_limit_and_line_ends_count_once():
    assert problem("what", what="x" * 5001) == "What happened must be 5,000 characters or fewer"
    assert problem("what", what="\r\n".join(["x" * 99] * 50)) == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [("£1,200", "1200"), ("1200.50", "1200.5"), (" 1 200 ", "1200"), ("0", "0"), ("-5", "-5")],
)
def test_money_is_read(typed, read):
    assert visit(spend=typed).fields["spend"].clean(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["lots", "1.234", "NaN", "Infinity", "1e99", "£"])
def test_what_is_no_amount_of_money(typed):
    said = problem("spend", spend=typed)
    assert said == ("" if typed == "£" else "Spend must be an amount of money, like £1,200 or 1200.50")


@pytest.mark.parametrize(
    ("typed", "kept"), [("ab12cd", "AB1 2CD"), (" ab1 2cd ", "AB1 2CD"), ("SW1A1AA", "SW1A 1AA")]
)
def test_postcodes_are_read(typed, kept):
    assert Postcode().clean(typed) == kept


@pytest.mark.parametrize("typed", ["AB1", "AB1 2C", "12345", "AB1 2CDE"])
def test_what_is_no_postcode(typed):
    with pytest.raises(forms.ValidationError, match="Enter a full UK postcode, like AB1 2CD"):
        Postcode().clean(typed)


@pytest.mark.parametrize(
    "typed", ["01632 960001", "(01632) 960 001", "+44 (0)1632 960001", "01632-960001 ext 12", "01632960001"]
)
def test_phone_numbers_are_read(typed):
    assert Phone().clean(typed) == typed


def test_what_is_no_phone_number():
    with pytest.raises(forms.ValidationError, match="Enter a phone number, like 01632 960001"):
        Phone().clean("ring me")
    assert Phone(required=False).clean("") == ""
    assert Postcode(required=False).clean("") == ""


def test_numbers_and_emails_say_what_they_must_be():
    assert problem("places", places="many") == "Places must be a whole number"
    assert problem("places", places="-1") == "Places must be 0 or more"
    assert problem("mail", mail="no") == "Enter an email address in the correct format, like name@example.com"
    assert problem("kind", kind="z") == "Select the provider"


def test_a_question_is_quoted():
    class Asked(PlainForm):
        told = Choose(label="Does the provider know?", choices=[("y", "Yes")])

    assert Asked({}).problems() == {"told": "Select an answer to ‘Does the provider know?’"}


def test_no_message_uses_a_forbidden_word():
    bad = Visit(
        {
            "day_day": "1",
            "due": "x",
            "what": "x" * 6000,
            "kind": "z",
            "met": ["z"],
            "places": "x",
            "spend": "x",
            "mail": "x",
        },
        {},
        today=TODAY,
    )
    messages = [*Visit({}, {}, today=TODAY).problems().values(), *bad.problems().values()]
    every = [str(text) for field in bad.fields.values() for text in field.error_messages.values()]
    assert len(messages) > 15
    assert not re.search(
        r"please|sorry|valid|required|oops|forbidden|illegal", " ".join([*messages, *every]), re.IGNORECASE
    )


def test_problems_come_in_the_order_of_the_fields_and_one_for_each():
    class Odd(Visit):
        def clean(self):
            self.add_error("why", "Second")
            raise forms.ValidationError("Something about it all")

    found = Odd({}, {}, today=TODAY).problems()
    assert next(iter(found)) == ""
    assert [each for each in found if each] == [*list(Visit.base_fields)[:10], "mail"]
    assert found["why"].startswith("Enter why")


@pytest.mark.parametrize(
    ("name", "component"),
    [("day", "date"), ("due", "input"), ("what", "count"), ("kind", "radios"), ("area", "select"), ("met", "checkboxes"), ("sure", "checkboxes"), ("file", "file"), ("spend", "input")],
)  # fmt: skip
def test_each_widget_has_its_component(name, component):
    assert describe(visit()[name]).component == component


def test_what_a_field_tells_its_component():
    form = visit()
    assert describe(form["mail"]).params["autocomplete"] == "email"
    assert describe(form["places"]).params["inputmode"] == "numeric"
    assert describe(form["spend"]).params["prefix"] == {"text": "£"}
    assert describe(form["spend"]).params["label"]["text"] == "Spend (optional)"
    assert describe(form["what"]).params["maxlength"] == 5000
    assert describe(form["what"]).params["spellcheck"] is True
    assert describe(form["kind"]).params["items"][1]["hint"] == {"text": "Also at the door"}
    assert [each["checked"] for each in describe(form["met"]).params["items"]] == [True, True]
    assert "required" not in str([describe(each).params for each in form]).lower().replace(
        "required=false", ""
    )


def test_a_label_can_be_the_heading_of_the_page_and_a_choice_can_show_more():
    form = visit()
    assert describe(form["kind"], heading=True).params["fieldset"]["legend"]["isPageHeading"] is True
    assert describe(form["what"], heading=True).params["label"]["isPageHeading"] is True
    items = describe(form["kind"], conditional={"b": "<p>More</p>"}).params["items"]
    assert [each.get("conditional") for each in items] == [None, {"html": "<p>More</p>"}]


def test_an_unknown_widget_is_refused():
    class Strange(PlainForm):
        when = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="No component shows a SplitDateTimeWidget"):
        describe(Strange()["when"])


def test_the_first_error_is_the_one_that_is_shown():
    assert first_error(visit(why="")["why"]) == "Enter why you are excluding this from the risk score"
    assert first_error(visit()["why"]) == ""
