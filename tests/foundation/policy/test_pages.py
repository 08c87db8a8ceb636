"""The pages of policies and settings, for each who may see them, and the forms on them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from oversight.foundation.audit.models import Event
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import facts_sources, queries
from oversight.foundation.policy.facts_sources import Known
from oversight.foundation.policy.models import Acknowledgement, Adoption, PostHolder

TODAY = date(2026, 11, 23)
HIGHER = {"points": {"risk/overall": {"requires_improvement": 60}}}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """Everybody has just signed in: asking again is tested where it is built."""
    monkeypatch.setattr("oversight.foundation.accounts.gate.signed_in_recently", lambda request: True)


@pytest.fixture
def council(adopted, house):
    facts_sources.register("register", lambda viewer, day: [
        Known("S-0001", "Oak House", "/services/S-0001/", {"regulator.overall": "requires_improvement"})
    ])  # fmt: skip
    return house.anyshire


def text(response):
    """What a page says, without its marks and head."""
    assert response.status_code == 200, response.content[:500]
    page = response.content.decode()
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert len(re.findall(r"<main[ >]", page)) == 1
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    body = re.sub(r"(?s)^.*?<main", "<main", page)
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


def send(client, address, **values):
    return client.post(address, {"form_token": new_token(), **values})


def test_the_list_shows_what_is_in_force_and_what_must_be_filled_in(council):
    page = text(council.client("QO").get("/policy/"))
    assert "In force on 23 November 2026 Policy Edition From To Standard of care 1 1 Jun 2026 No end" in page
    assert "Name who hears an appeal." in page
    assert "The council takes its policies as they are." in page


def test_the_list_shows_another_day(council):
    page = text(council.client("QO").get("/policy/?on=2026-05-31"))
    assert "No policy is in force on 31 May 2026." in page


def test_a_day_that_cannot_be_read_is_told_at_its_field(council):
    response = council.client("QO").get("/policy/?on=someday")
    assert "must be a real date" in text(response)
    assert "<title>Error: " in response.content.decode()


def test_a_policy_shows_every_clause_at_its_own_address(council):
    response = council.client("QO").get("/policy/shire/1/")
    page = text(response)
    assert "In force on 23 November 2026. Adopted from 1 June 2026" in page
    assert 'id="2.2"' in response.content.decode()
    assert "Rule: Stop placing usually follows (red on the matrix)" in page
    assert "Not automated: An aim that guides judgement." in page
    assert "To fill in: Name who hears an appeal." in page


def test_a_policy_on_another_day_is_the_edition_and_the_settings_of_that_day(council, adopted, now):
    adopted.settle({"words": {"position.embargo": "Closed to us"}}, date(2026, 12, 1), at=now)
    adopted.adopt(edition="2", starts_on=date(2027, 1, 1), at=now)
    client = council.client("QO")
    assert "Rule: Stop placing usually" in text(client.get("/policy/shire/1/"))
    later = text(client.get("/policy/shire/1/?on=2026-12-01"))
    assert "Rule: Closed to us usually follows" in later
    assert "Shown with settings 1" in later
    assert (
        client.get("/policy/shire/1/?on=2027-01-01").headers["Location"] == "/policy/shire/2/?on=2027-01-01"
    )
    assert "Not yet in force on 23 November 2026" in text(client.get("/policy/shire/2/"))


@pytest.mark.parametrize("address", ["/policy/shire/7/", "/policy/region/1/", "/policy/settings/9/"])
def test_what_the_council_does_not_have_is_not_there(council, address):
    assert council.client("QM").get(address).status_code == 404


def test_the_other_council_finds_nothing_of_it(council, adopted, house, now):
    adopted.settle(HIGHER, TODAY, at=now)
    client = house.otherborough.client("QM")
    assert client.get("/policy/shire/1/").status_code == 404
    assert client.get("/policy/settings/1/").status_code == 404
    assert "Standard of care" not in text(client.get("/policy/"))
    assert "Settings 1" not in text(client.get("/policy/settings/"))


@pytest.mark.parametrize("role", ["PU", "PA", "CL"])
def test_people_from_outside_do_not_come_to_these_pages(council, role):
    assert council.client(role).get("/policy/").status_code == 404


def test_reading_is_acknowledged_with_a_button(council, monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    client = council.client("QO")
    assert "I have read this policy" in text(client.get("/policy/shire/1/"))
    assert send(client, "/policy/shire/1/read/").headers["Location"] == "/policy/shire/1/"
    page = text(client.get("/policy/shire/1/"))
    assert "You said on 23 November 2026, 9:30am that you have read this edition." in page
    assert "Quality officer of Anyshire 23 November 2026, 9:30am" in page
    assert "Quality manager of Anyshire Not yet" in page
    assert client.get("/policy/shire/1/read/").status_code == 302
    with acting_for(council.authority.id):
        assert Acknowledgement.objects.visible_to(council.system).count() == 1


def test_an_edition_is_checked_with_what_it_would_change_and_then_adopted(council):
    client = council.client("QM")
    start = text(client.get("/policy/adopt/"))
    assert "Standard of care, edition 2" in start
    assert "Shared parts" not in start
    asked = {"edition": "shire/2", "starts_on": "1/12/2026"}
    page = text(client.get("/policy/adopt/", asked))
    assert "1 service of 1 would be treated differently on 1 December 2026." in page
    assert "Oak House" in page
    assert "Name who hears an appeal." in page
    assert send(client, "/policy/adopt/", **asked).headers["Location"] == "/policy/shire/2/"
    with acting_for(council.authority.id):
        rows = Adoption.objects.visible_to(council.system)
        assert sorted(rows.values_list("edition", "ends_on"), key=str) == [
            ("1", date(2026, 11, 30)),
            ("2", None),
        ]


def test_checking_without_an_edition_says_so_and_keeps_the_day(council):
    answer = council.client("QM").get("/policy/adopt/", {"starts_on": "1/12/2026"})
    assert "There is a problem Select the edition to adopt" in text(answer)
    assert 'value="1/12/2026"' in answer.content.decode()


def test_an_edition_over_days_that_have_another_is_refused_with_the_form(council):
    page = text(send(council.client("QM"), "/policy/adopt/", edition="shire/2", starts_on="1/11/2026"))
    assert "There is a problem Edition 1 was in force on 1 November 2026" in page
    with acting_for(council.authority.id):
        assert Adoption.objects.visible_to(council.system).count() == 1


def test_ending_a_policy_asks_why(council):
    client = council.client("QM")
    page = text(send(client, "/policy/shire/1/end/", ends_on="30/11/2026", reason="", version=1))
    assert "Enter why you are ending this" in page
    stale = text(send(client, "/policy/shire/1/end/", ends_on="30/11/2026", reason="Merged", version=4))
    assert "Look at the policy again first" in stale
    done = send(client, "/policy/shire/1/end/", ends_on="30/11/2026", reason="Merged", version=1)
    assert done.headers["Location"] == "/policy/"
    assert "To Standard of care 1 1 Jun 2026 30 Nov 2026" in text(client.get("/policy/"))


def test_a_post_is_named(council):
    client = council.client("QM")
    assert "Head of Commissioning Nobody named" in text(client.get("/policy/shire/1/posts/"))
    person = str(council.people["HOC"].id)
    values = {"role": "head_of_commissioning", "person": person, "starts_on": "23/11/2026"}
    assert send(client, "/policy/shire/1/posts/", **values).status_code == 302
    page = text(client.get("/policy/shire/1/posts/"))
    assert "Head of Commissioning Head of commissioning of Anyshire, from 23 November 2026" in page
    mine = values | {"person": str(council.people["QM"].id)}
    assert "You cannot name yourself" in text(send(client, "/policy/shire/1/posts/", **mine))
    assert "Select the post" in text(send(client, "/policy/shire/1/posts/", person=person))
    with acting_for(council.authority.id):
        assert PostHolder.objects.visible_to(council.system).count() == 1


def filled(client, address, **changes):
    """The form as it stands on the page, with changes."""
    page = client.get(address).content.decode()
    main = page[page.index("<main") :]
    values = {
        name: value for name, value in re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', main)
    }
    for name, inner in re.findall(r'(?s)<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', main):
        chosen = re.search(r'<option value="([^"]*)"[^>]*selected', inner)
        values[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'(?s)<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', main):
        values[name] = inner.strip()
    return values | changes


def test_settings_are_drafted_previewed_and_approved_by_another(council):
    drafter, approver = council.client("QM"), council.client("HOC")
    values = filled(
        drafter, "/policy/settings/new/", starts_on="1/12/2026", why="The points were too low",
        **{"points__risk-overall__requires_improvement": "60", "words__position-embargo": "Closed to us",
           "clocks__shire__appeal__unit": "days", "fill_in__shire__who-hears": "service_director"},
        closures="29/12/2026 Between the holidays",
    )  # fmt: skip
    made = drafter.post("/policy/settings/new/", values)
    assert made.headers["Location"] == "/policy/settings/1/", text(made)
    page = text(drafter.get("/policy/settings/1/"))
    assert "Overall rating: requires improvement Points of the risk matrix 15 60 2.1" in page
    assert "Appeal: of what Time limits working days calendar days 4.1" in page
    assert "29 December 2026 Closure days open Between the holidays" in page
    assert (
        "Name who hears an appeal.: who it is What the policy leaves open not settled Service director"
        in page
    )
    preview = text(drafter.get("/policy/settings/1/preview/"))
    assert "1 service of 1 would be treated differently on 1 December 2026." in preview
    assert "Oak House S-0001 Green Red Open Closed to us" in preview
    assert drafter.get("/policy/settings/1/approve/").status_code == 404
    assert "would be treated differently" in text(approver.get("/policy/settings/1/approve/"))
    done = send(approver, "/policy/settings/1/approve/", version=1)
    assert done.headers["Location"] == "/policy/settings/1/"
    with acting_for(council.authority.id):
        kept = queries.settings_in_force(council.system, date(2026, 12, 1))
        assert kept.overrides.kept() == {
            "points": {"risk/overall": {"requires_improvement": 60}},
            "words": {"position.embargo": "Closed to us"},
            "clocks": {"shire": {"appeal": {"unit": "days"}}},
            "fill_in": {"shire": {"who-hears": "service_director"}},
            "closures": [{"date": "2026-12-29", "why": "Between the holidays"}],
        }
        assert queries.settings_in_force(council.system, TODAY).number == 0


def test_a_form_sent_as_it_stands_changes_nothing(council, adopted, now):
    kept = {"points": {"risk/overall": {"good": 4}}, "bands": {"amber": 20},
            "closures": [{"date": "2026-12-29", "why": "Between the holidays"}],
            "settled": {"shire": {"quorum": "Four members."}}, "frequencies": {"shire": {"how-often": 6}}}  # fmt: skip
    adopted.settle(kept, TODAY, at=now)
    client = council.client("QM")
    values = filled(client, "/policy/settings/new/", starts_on="1/12/2026", why="To see")
    assert client.post("/policy/settings/new/", values).headers["Location"] == "/policy/settings/2/"
    with acting_for(council.authority.id):
        assert queries.settings_numbered(council.system, 2).overrides == kept
    assert "Nothing changes." in text(client.get("/policy/settings/2/"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"why": ""}, "Enter why the settings change"),
        ({"starts_on": "1/11/2026"}, "First day must be today or in the future"),
        ({"bands__amber": "70"}, "red begins at 50, which must be above amber (70)"),
        ({"points__risk-overall__good": "many"}, "Overall rating: good must be a whole number"),
        ({"closures": "29/12/2026 Closed\nsome day"}, "Line 2 must be a day and why"),
        ({"closures": "29/12/2026 Closed\n29 December 2026 Again"}, "29 December 2026 is there twice"),
    ],
)
def test_a_draft_is_not_saved_where_something_is_wrong_and_keeps_what_was_typed(council, changes, said):
    client = council.client("QM")
    values = filled(client, "/policy/settings/new/", starts_on="1/12/2026", why="Thought about it")
    response = client.post("/policy/settings/new/", values | changes)
    assert said in text(response)
    assert "<title>Error: " in response.content.decode()
    if "why" not in changes:
        assert "Thought about it" in response.content.decode()
    with acting_for(council.authority.id):
        assert queries.settings_versions(council.system) == []


def test_two_people_at_one_draft_see_both_versions(council, adopted, now):
    adopted.draft(HIGHER, date(2026, 12, 1), at=now)
    first, second = council.client("QM"), council.client("HOC")
    address = "/policy/settings/1/change/"
    mine = filled(first, address, bands__amber="20")
    theirs = filled(second, address, bands__amber="22")
    assert second.post(address, theirs).status_code == 302
    page = first.post(address, mine)
    said = text(page)
    assert "Somebody else changed this draft since you opened it" in said
    assert "amber begins at Where the bands begin 22 20" in said
    with acting_for(council.authority.id):
        assert queries.settings_numbered(council.system, 1).overrides["bands"] == {"amber": 22}
    version = re.search(r'name="version" value="(\d+)"', page.content.decode())[1]
    again = mine | {"form_token": new_token(), "version": version}
    assert first.post(address, again).headers["Location"] == "/policy/settings/1/"
    with acting_for(council.authority.id):
        assert queries.settings_numbered(council.system, 1).overrides["bands"] == {"amber": 20}


def test_the_author_is_told_that_somebody_else_approves(council, adopted, now):
    adopted.draft(HIGHER, date(2026, 12, 1), role="HOC", at=now)
    client = council.client("HOC")
    assert "Approve or not" not in text(client.get("/policy/settings/1/"))
    said = text(send(client, "/policy/settings/1/approve/", version=1))
    assert "You wrote on this draft, so somebody else must approve it" in said
    with acting_for(council.authority.id):
        assert queries.settings_numbered(council.system, 1).status == "draft"


def test_a_second_press_of_the_button_drafts_nothing_more(council):
    client = council.client("QM")
    values = filled(client, "/policy/settings/new/", starts_on="1/12/2026", why="Once")
    first, second = (client.post("/policy/settings/new/", values) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == "/policy/settings/1/"
    with acting_for(council.authority.id):
        assert len(queries.settings_versions(council.system)) == 1


def test_a_draft_is_withdrawn_with_a_reason(council, adopted, now):
    adopted.draft(HIGHER, date(2026, 12, 1), at=now)
    client = council.client("QM")
    assert "Enter why you are withdrawing" in text(send(client, "/policy/settings/1/withdraw/", reason=""))
    assert send(client, "/policy/settings/1/withdraw/", reason="Not now").status_code == 302
    assert "Settings 1 Withdrawn" in text(client.get("/policy/settings/"))
    refused = client.get("/policy/settings/1/change/").content.decode()
    assert "Settings 1 are no longer a draft" in refused


def test_settings_cannot_be_drafted_without_a_policy(house):
    page = house.otherborough.client("QM").get("/policy/settings/new/").content.decode()
    assert "Adopt one before you draft settings" in page


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/policy/", {"QO", "QM", "SRM", "HOC", "DIR", "AU", "SA", "IG", "BS"}),
        ("/policy/shire/1/", {"QO", "QM", "SRM", "HOC", "DIR", "AU", "SA", "IG", "BS"}),
        ("/policy/settings/", {"QO", "QM", "SRM", "HOC", "DIR", "AU", "SA", "IG", "BS"}),
        ("/policy/settings/1/", {"QO", "QM", "SRM", "HOC", "DIR", "AU", "SA", "IG", "BS"}),
        ("/policy/settings/new/", {"QM", "HOC"}),
        ("/policy/settings/1/change/", {"QM", "HOC"}),
        ("/policy/settings/1/preview/", {"QM", "HOC"}),
        ("/policy/settings/1/withdraw/", {"QM", "HOC"}),
        ("/policy/settings/1/approve/", {"HOC", "DIR"}),
        ("/policy/adopt/", {"QM", "HOC", "DIR"}),
        ("/policy/shire/1/posts/", {"QM", "HOC", "DIR"}),
        ("/policy/shire/1/end/", {"QM", "HOC", "DIR"}),
    ],
)
def test_each_page_is_for_those_with_the_right(council, adopted, now, address, allowed):
    adopted.draft(HIGHER, date(2026, 12, 1), at=now)
    everyone = ("QO", "QM", "SRM", "HOC", "DIR", "AU", "SA", "IG", "BS", "PU", "CL")
    seen = {role for role in everyone if council.client(role).get(address).status_code == 200}
    assert seen == allowed


def test_looking_writes_nothing(council, adopted, now):
    adopted.draft(HIGHER, date(2026, 12, 1), at=now)
    with acting_for(council.authority.id):
        before = Event.objects.visible_to(council.system).count()
    client = council.client("HOC")
    for address in (
        "",
        "shire/1/",
        "settings/",
        "settings/1/",
        "settings/1/preview/",
        "settings/1/approve/",
        "adopt/",
    ):
        assert client.get(f"/policy/{address}").status_code == 200
    with acting_for(council.authority.id):
        assert Event.objects.visible_to(council.system).count() == before
