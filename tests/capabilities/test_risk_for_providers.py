"""The portal: a provider sees the ratings of its own services and what they mean, and nothing else (HAL 2.3)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from oversight.capabilities.register import actions as register
from oversight.capabilities.register.tests.places import a_provider, a_service
from oversight.capabilities.regulator.tests.files import LARCH, ROWAN, a_file, rated, services, taken
from oversight.capabilities.risk import actions, queries
from oversight.capabilities.risk.models import Current
from oversight.capabilities.risk.rules.for_providers import TOLD
from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.words import OutcomeKind
from oversight.foundation.accounts.models import Membership
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import actions as policy

QUESTIONS = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")
SECRET = "zqsecret"


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def by(house):
    return house.actor("QM")


@pytest.fixture
def own(house, by, now, tmp_path):
    """A provider with a service that is red and one that is green, worked out by the framework of HAL."""
    policy.adopt(by=by, at=now, pack="halton", edition="2024-10", starts_on=now.date() - timedelta(days=30))
    worst = a_service(house.anyshire, now, name="Alder House", regulator_id=LARCH)
    best = a_service(house.anyshire, now, worst.provider, name="Birch House", regulator_id=ROWAN)
    officer = {"person": house.anyshire.people["QO"], "duty": "linked_officer", "since": now.date()}
    register.add_part(service=worst, word="officers", values=officer, by=by, at=now)
    rows = [rated(domain=domain, rating="Inadequate", name="House 1") for domain in QUESTIONS]
    taken(a_file(tmp_path, *rows, *services(ROWAN)), by=by, at=now)
    actions.work_out(cause=f"A test {SECRET}", by=by, at=now)
    belongs(house.anyshire, worst.provider)
    return worst, best


@pytest.fixture
def anothers(house, now, own):
    """A service of another provider of the same council."""
    return a_service(house.anyshire, now, a_provider(house.anyshire, now, name="Elm Care"), name="Elm House")


def belongs(council, provider, **changes):
    """Say which provider the provider's person of a council belongs to."""
    held = Membership.objects.filter(person=council.people["PU"], role="PU")
    held.update(about_id=provider and provider.id, **changes)


def at(service):
    return f"/portal/services/{service.reference}/"


def page(council, address, role="PU"):
    answer = council.client(role).get(address)
    assert answer.status_code == 200, address
    return words(answer.content.decode())


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'").split())


def status(council, address, role="PU"):
    return council.client(role).get(address).status_code


@pytest.mark.requirement("HAL-2.3")
def test_a_provider_sees_the_rating_of_its_service_and_what_it_means(house, own, now):
    shown = page(house.anyshire, at(own[0]))
    for said in (
        "Alder House", f"Red since {now.day} November 2026", "What this rating means",
        "Red is the highest of three levels of risk", "It is not a decision about your service",
        "The regulator's rating for safe: inadequate. This by itself is enough for red.",
        "What would bring a better rating", "became", "the rating would be amber",
        "Other information the council holds", "Quality assurance framework", "An officer’s own view is never mixed into it",
        f"As it stands on {now.day} November 2026",
    ):  # fmt: skip
        assert said in shown, said
    green = page(house.anyshire, at(own[1]))
    assert "Green since" in green
    assert "Green is the lowest of three levels of risk" in green
    assert "Green is the best rating" in green


def test_the_first_page_says_for_whom_one_is_there_and_lists_its_services_with_their_ratings(
    house, own, anothers
):
    assert house.anyshire.client("PU").get("/")["Location"] == "/portal/"
    shown = page(house.anyshire, "/portal/")
    assert "You are here for Larch Care." in shown
    assert re.search(r"Alder House Residential home|Alder House .{0,40} Red", shown)
    assert re.search(r"Birch House .{0,40} Green", shown)
    assert "Elm" not in shown
    for link in re.findall(r'href="(/[^"]*)"', house.anyshire.client("PU").get("/portal/").content.decode()):
        if not link.startswith(("/static/", "/sign-out/")):
            assert status(house.anyshire, link) == 200, link


def test_something_wrong_leads_to_the_linked_officer_or_the_team_and_never_to_a_private_address(house, own):
    authority = house.anyshire.authority
    authority.telephone, authority.email = "01632 960100", "team@anyshire.example"
    authority.save()
    officer = house.anyshire.people["QO"]
    shown = page(house.anyshire, at(own[0]))
    assert (
        f"Ask {officer.name}, who looks after this service at Anyshire Council. Telephone: 01632 960100"
        in shown
    )
    assert officer.email not in shown
    assert "Ask the care quality team at Anyshire Council." in page(house.anyshire, at(own[1]))


# ------------------------------------------------------------------------------------------- nobody else's


def test_another_providers_service_is_not_there(house, own, anothers):
    missing = house.anyshire.client("PU").get("/portal/services/S-9999/")
    answer = house.anyshire.client("PU").get(at(anothers))
    assert (answer.status_code, answer.content) == (404, missing.content)
    belongs(house.anyshire, anothers.provider)
    assert [status(house.anyshire, at(each)) for each in (*own, anothers)] == [404, 404, 200]


def test_another_councils_service_is_not_there_even_for_a_provider_of_the_same_id(house, own, now):
    with acting_for(house.otherborough.authority.id):
        there = a_service(house.otherborough, now, name="Oak House")
        belongs(house.otherborough, own[0].provider)
    assert status(house.otherborough, at(own[0])) == 404
    assert status(house.otherborough, at(there)) == 404
    assert "Alder House" not in page(house.otherborough, "/portal/")
    belongs(house.anyshire, there.provider)
    assert status(house.anyshire, at(there)) == 404


@pytest.mark.parametrize(
    "changes", [{"starts": 1, "ends": 9}, {"starts": -9, "ends": -1}], ids=["not yet", "over"]
)
def test_a_role_that_is_not_in_force_shows_nothing(house, own, now, changes):
    day = now.date()
    belongs(
        house.anyshire, own[0].provider,
        starts_on=day + timedelta(days=changes["starts"]), ends_on=day + timedelta(days=changes["ends"]),
    )  # fmt: skip
    assert [status(house.anyshire, each) for each in ("/portal/", at(own[0]))] == [404, 404]


def test_who_changed_from_one_provider_to_another_sees_the_new_one_alone(house, own, anothers, now):
    person, yesterday = house.anyshire.people["PU"], now.date() - timedelta(days=1)
    belongs(house.anyshire, own[0].provider, ends_on=yesterday)
    Membership.objects.create(
        authority=house.anyshire.authority, person=person, role="PU", about_id=anothers.provider_id,
        starts_on=now.date(), granted_by=house.anyshire.people["SA"].id,
    )  # fmt: skip
    assert [status(house.anyshire, at(each)) for each in (*own, anothers)] == [404, 404, 200]


def test_whose_provider_is_not_recorded_is_told_so_and_sees_no_service(house, own):
    belongs(house.anyshire, None)
    assert "It is not recorded which provider you belong to" in page(house.anyshire, "/portal/")
    assert status(house.anyshire, at(own[0])) == 404


def test_whose_other_role_is_about_the_provider_does_not_act_for_it(house, own, now):
    """An officer with an interest in a provider, and an agency, are no people of the provider."""
    for role in ("QM", "PA"):
        Membership.objects.filter(person=house.anyshire.people[role]).update(about_id=own[0].provider_id)
        assert not queries.own_services(house.actor(role), now.date()).exists()
        assert [status(house.anyshire, each, role) for each in ("/portal/", at(own[0]))] == [404, 404]


def test_the_councils_pages_about_risk_are_not_there_for_a_provider(house, own):
    for address in ("/risk/", "/risk/changes/", "/risk/snapshots/", f"/services/{own[0].reference}/risk/",
                    f"/services/{own[0].reference}/", "/people/delegations/"):  # fmt: skip
        assert status(house.anyshire, address) == 404, address
    assert status(house.anyshire, "/risk/", "PA") == 200


def test_a_closed_service_is_not_there(house, own, by, now):
    register.close_service(
        service=own[1], closed_on=now.date(), reason="It closed", version=None, by=by, at=now
    )
    assert status(house.anyshire, at(own[1])) == 404
    assert "Birch House" not in page(house.anyshire, "/portal/")


# ------------------------------------------------------------------------------------------- fails closed


def test_without_a_result_it_says_so(house, own, now):
    fresh = a_service(house.anyshire, now, own[0].provider, name="Cedar House")
    assert "No rating has been worked out" in page(house.anyshire, at(fresh))
    assert re.search(r"Cedar House .{0,40} No rating yet", page(house.anyshire, "/portal/"))


def test_facts_that_contradict_each_other_give_no_rating_and_are_not_told(house, own):
    result = {"outcomes": [], "risk": None, "problem": SECRET}
    Current.objects.filter(service=own[0]).update(band="", score=None, top_reason=SECRET, result=result)
    shown = page(house.anyshire, at(own[0]))
    assert "No rating has been worked out" in shown
    assert SECRET not in shown
    assert re.search(r"Alder House .{0,40} No rating yet", page(house.anyshire, "/portal/"))


# ------------------------------------------------------------------------------------- nothing in confidence


def forbidden(name):
    """A fact with a marked value and everything else a stored result says of it."""
    return {"fact": name, "value": f"{SECRET} {name}", "title": f"{SECRET} title", "points": 77, "rule": SECRET,
            "clause": SECRET}  # fmt: skip


def planted(kept):
    """The result with every fact that may not be told in every place where a result holds facts."""
    told = {"fact": "regulator.safe", "value": "inadequate"}
    risk = kept.result["risk"]
    for name in sorted(set(CATALOGUE) - TOLD):
        if name == "risk.band":
            continue
        risk["contributions"].append(forbidden(name))
        risk["floors"].append(
            {"band": "red", "rule": SECRET, "clause": SECRET, "because": [told, forbidden(name)]}
        )
        risk["missing"].append(name)
        for kind in OutcomeKind:
            kept.result["outcomes"].append({
                "kind": kind.value, "value": SECRET, "label": f"{SECRET} label", "strength": "usually", "rule": SECRET,
                "clause": SECRET, "pack": "halton", "because": [{"fact": "risk.band", "value": "red"}, forbidden(name)],
            })  # fmt: skip
    kept.result |= {"recommended_label": SECRET, "level": SECRET, "problem": SECRET}
    kept.top_reason = kept.recommended_words = kept.cause = SECRET
    kept.score, kept.missing, kept.complete = 77, 99, False
    return kept


def test_what_is_held_in_confidence_changes_not_a_letter_of_the_pages(house, own, by, now):
    pages = ("/portal/", at(own[0]), at(own[1]))
    client = house.anyshire.client("PU")
    before = [client.get(each).content for each in pages]
    for service in own:
        kept = planted(queries.current_of(by, service.id))
        kept.worked_out_at = now + timedelta(hours=1)
        kept.save()
        actions.record_view(
            service=service, band="amber", reason=f"{SECRET} view", ends_on=now.date() + timedelta(days=9), by=by, at=now
        )  # fmt: skip
    staff = house.anyshire.client("QM").get(f"/services/{own[0].reference}/risk/").content
    assert staff.count(SECRET.encode()) > 50, "what was planted is not to be met at all"
    after = [client.get(each).content for each in pages]
    assert after == before
    assert [each for each in after if SECRET.encode() in each or b"77" in each] == []
