"""People, roles and closing accounts: who may, who must not, what is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from oversight.foundation.accounts import actions, rosters
from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.actions import Terms
from oversight.foundation.accounts.models import Membership, RoleProposal, User
from oversight.foundation.audit import rows
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from tests.foundation.accounts.browsing import day_boxes, fresh, heading, send, signed_in, text

DAY = date(2026, 11, 23)
TERMS = Terms("PL", "Broker", DAY, None, "Joins the placement team")


@pytest.fixture
def sa(house):
    """The system administrator, inside the walls of Anyshire."""
    actor = house.anyshire.actor("SA")
    with acting_for(actor.authority_id, actor.person_id):
        yield actor


def state(council):
    """Everything that a refusal must leave as it was."""
    return (
        User.objects.count(),
        list(
            Membership.objects.filter(authority=council.authority).values_list("role", "starts_on", "ends_on")
        ),
        RoleProposal.objects.filter(authority=council.authority).count(),
        Event.objects.filter(authority=council.authority).count(),
    )


def last(council):
    return Event.objects.filter(authority=council.authority).latest("number")


# -------------------------------------------------------------------------------------- granting a role


def test_an_ordinary_role_is_given_at_once_and_told(sa, house, now):
    person = house.anyshire.people["QO"]
    row = actions.grant_role(by=sa, at=now, person=person, terms=TERMS)
    assert isinstance(row, Membership)
    assert house.anyshire.actor("QO").roles == {"QO", "PL"}
    event = last(house.anyshire)
    assert event.name == "role.granted"
    assert event.event["person"] == {"id": str(person.pk), "name": person.name}
    assert event.event["reason"] == "Joins the placement team"
    assert list(event.event["rows"]) == [f"accounts.Membership/{row.pk}"]
    assert list(rows.faults(sa)) == []


@pytest.mark.parametrize("role", ["HOC", "DIR", "BM", "IG"])
def test_a_deciding_role_waits_for_a_second_different_person(sa, house, now, role):
    person = house.anyshire.people["QO"]
    row = actions.grant_role(by=sa, at=now, person=person, terms=replace(TERMS, role=role))
    assert isinstance(row, RoleProposal)
    assert house.anyshire.actor("QO").roles == {"QO"}
    with pytest.raises(Refused, match="A second, different person must grant it"):
        actions.decide_proposal(by=sa, at=now, proposal=row.pk, grant=True)
    assert house.anyshire.actor("QO").roles == {"QO"}
    director = house.anyshire.actor("DIR")
    actions.decide_proposal(by=director, at=now, proposal=row.pk, grant=True)
    assert house.anyshire.actor("QO").roles == {"QO", role}
    assert list(rows.faults(sa)) == []
    with pytest.raises(Refused, match="decided already"):
        actions.decide_proposal(by=house.anyshire.actor("HOC"), at=now, proposal=row.pk, grant=True)


def test_the_database_itself_refuses_one_person_for_both_parts(sa, house, now):
    person = house.anyshire.people["QO"]
    row = actions.grant_role(by=sa, at=now, person=person, terms=replace(TERMS, role="DIR"))
    for by in (sa.person_id, person.pk):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleProposal.objects.filter(pk=row.pk).update(decided_by=by, decided_at=now, granted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            authority=house.anyshire.authority, person=person, role="DIR", starts_on=DAY, granted_by=person.pk
        )


def test_a_refused_proposal_gives_nothing_and_needs_a_reason(sa, house, now):
    person = house.anyshire.people["QO"]
    row = actions.grant_role(by=sa, at=now, person=person, terms=replace(TERMS, role="DIR"))
    director = house.anyshire.actor("DIR")
    with pytest.raises(Refused, match="Enter why you are refusing"):
        actions.decide_proposal(by=director, at=now, proposal=row.pk, grant=False)
    actions.decide_proposal(by=director, at=now, proposal=row.pk, grant=False, reason="Not agreed")
    assert house.anyshire.actor("QO").roles == {"QO"}
    assert last(house.anyshire).name == "role.refused"
    assert rosters.waiting(sa) == []


def test_who_would_get_the_role_cannot_grant_it(house, now):
    head = house.anyshire.people["HOC"]
    with acting_for(house.anyshire.authority.id):
        row = actions.grant_role(
            by=house.anyshire.actor("QM"), at=now, person=head, terms=replace(TERMS, role="DIR")
        )
        with pytest.raises(Refused, match="You cannot grant a role to yourself"):
            actions.decide_proposal(by=house.anyshire.actor("HOC"), at=now, proposal=row.pk, grant=True)
        assert house.anyshire.actor("HOC").roles == {"HOC"}


@pytest.mark.parametrize("role", ["SA", "QM", "BS"])
def test_nobody_gives_a_role_to_themself(house, now, role):
    with acting_for(house.anyshire.authority.id):
        before = state(house.anyshire)
        with pytest.raises(Refused, match="You cannot give yourself a role"):
            actions.grant_role(
                by=house.anyshire.actor(role), at=now, person=house.anyshire.people[role], terms=TERMS
            )
        assert state(house.anyshire) == before


@pytest.mark.parametrize(("has", "wants"), [("SA", "QO"), ("QO", "SA"), ("SA", "AU")])
def test_an_administrator_holds_no_other_role(house, now, has, wants):
    by = house.anyshire.actor("QM")
    with acting_for(by.authority_id):
        before = state(house.anyshire)
        with pytest.raises(Refused, match="A system administrator can hold no other role"):
            actions.grant_role(
                by=by, at=now, person=house.anyshire.people[has], terms=replace(TERMS, role=wants)
            )
        assert state(house.anyshire) == before


def test_the_matrix_gives_an_administrator_no_casework():
    casework = {"intelligence", "risk", "concerns", "sources", "reviews", "improvement", "restrictions", "notices",
                "appeals", "decisions", "exceptions", "meetings", "sharing", "register"}  # fmt: skip
    given = {each.split(".")[0] for each in matrix().grants["SA"]}
    assert not given & casework


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (replace(TERMS, reason=" "), "Enter why this person needs the role"),
        (replace(TERMS, ends_on=DAY - timedelta(days=1)), "The day the role ends"),
        (replace(TERMS, role="QO"), "already has that role"),
        (replace(TERMS, role="PU"), "another kind of account"),
    ],
)
def test_a_role_that_cannot_be_is_refused_and_nothing_written(sa, house, now, terms, words):
    before = state(house.anyshire)
    with pytest.raises(Refused, match=words):
        actions.grant_role(by=sa, at=now, person=house.anyshire.people["QO"], terms=terms)
    assert state(house.anyshire) == before


def test_a_role_is_asked_for_once(sa, house, now):
    terms = replace(TERMS, role="DIR")
    actions.grant_role(by=sa, at=now, person=house.anyshire.people["QO"], terms=terms)
    with pytest.raises(Refused, match="already asked for"):
        actions.grant_role(by=sa, at=now, person=house.anyshire.people["QO"], terms=terms)


def test_a_manager_only_asks_and_a_head_only_approves(house, now):
    person = house.anyshire.people["QO"]
    with acting_for(house.anyshire.authority.id):
        row = actions.grant_role(by=house.anyshire.actor("QM"), at=now, person=person, terms=TERMS)
        assert isinstance(row, RoleProposal)
        before = state(house.anyshire)
        with pytest.raises(Refused, match="You cannot give this role"):
            actions.grant_role(by=house.anyshire.actor("HOC"), at=now, person=person, terms=TERMS)
        with pytest.raises(NotHere):
            actions.decide_proposal(by=house.anyshire.actor("BS"), at=now, proposal=row.pk, grant=True)
        assert state(house.anyshire) == before


@pytest.mark.parametrize("role", ["QO", "SRM", "SG", "PL", "CW", "BM", "CL", "AU", "IG"])
def test_whoever_manages_no_accounts_can_do_nothing(house, now, role):
    by, person = house.anyshire.actor(role), house.anyshire.people["BS"]
    with acting_for(by.authority_id):
        before = state(house.anyshire)
        member = Membership.objects.get(authority=house.anyshire.authority, person=person)
        with pytest.raises(NotHere):
            actions.grant_role(by=by, at=now, person=person, terms=TERMS)
        with pytest.raises(NotHere):
            actions.end_role(by=by, at=now, membership=member.pk, reason="No")
        with pytest.raises(NotHere):
            actions.deactivate(by=by, at=now, person=person, reason="No")
        assert state(house.anyshire) == before


def test_a_provider_manages_only_its_own_people(house, now):
    from uuid import uuid4

    mine, theirs = uuid4(), uuid4()
    council = house.anyshire
    with acting_for(council.authority.id):
        Membership.objects.filter(authority=council.authority, role="PU").update(about_id=mine)
        stranger = User.objects.create_user(
            "x@provider.example", name="A stranger", kind="provider", created_at=now
        )
        Membership.objects.create(authority=council.authority, person=stranger, role="PU", about_id=theirs,
                                  starts_on=DAY, granted_by=council.people["SA"].pk)  # fmt: skip
        by = council.actor("PU")
        assert [each.person for each in rosters.people(by, DAY)] == [council.people["PU"]]
        with pytest.raises(NotHere):
            actions.deactivate(by=by, at=now, person=stranger, reason="No")
        with pytest.raises(Refused, match="You cannot give this role"):
            actions.add_person(
                by=by, at=now, email="new@provider.example", name="New", terms=TERMS, address=str
            )
        made = actions.add_person(
            by=by,
            at=now,
            email="new@provider.example",
            name="New",
            terms=replace(TERMS, role="PU"),
            address=str,
        )
        assert Membership.objects.get(authority=council.authority, person=made).about_id == mine


@pytest.mark.parametrize("role", ["PU", "PA"])
def test_whose_organisation_is_not_recorded_manages_nobody(house, now, role):
    council = house.anyshire
    by, officer, before = council.actor(role), council.people["QO"], state(council)
    with acting_for(council.authority.id):
        assert [each.person for each in rosters.people(by, DAY)] == [council.people[role]]
        member = Membership.objects.get(authority=council.authority, person=officer)
        for deed in (
            lambda: rosters.person_seen(by, officer.pk),
            lambda: actions.deactivate(by=by, at=now, person=officer, reason="No"),
            lambda: actions.end_role(by=by, at=now, membership=member.pk, reason="No"),
            lambda: actions.grant_role(by=by, at=now, person=officer, terms=replace(TERMS, role=role)),
        ):
            with pytest.raises(NotHere):
                deed()
        given = {"email": "new@elsewhere.example", "name": "New", "terms": replace(TERMS, role=role)}
        with pytest.raises(Refused, match="which organisation you belong to"), transaction.atomic():
            actions.add_person(by=by, at=now, **given, address=str)
    assert state(council) == before


def test_people_of_the_other_council_are_not_there(sa, house, now):
    stranger = house.otherborough.people["QO"]
    before = state(house.anyshire)
    for deed in (
        lambda: actions.grant_role(by=sa, at=now, person=stranger, terms=TERMS),
        lambda: actions.deactivate(by=sa, at=now, person=stranger, reason="No"),
        lambda: actions.invite(by=sa, at=now, person=stranger, address=str),
        lambda: rosters.person_seen(sa, stranger.pk),
    ):
        with pytest.raises(NotHere):
            deed()
    assert state(house.anyshire) == before


# ------------------------------------------------------------------------------------------ ending one


def test_a_role_that_ends_is_gone_with_the_next_request(house, now):
    council = house.anyshire
    officer = signed_in(council.people["QO"])
    assert officer.get("/account/").status_code == 200
    with acting_for(council.authority.id):
        member = Membership.objects.get(authority=council.authority, role="QO")
        actions.end_role(by=council.actor("SA"), at=now, membership=member.pk, reason="Left the team")
        assert last(council).name == "role.ended"
        assert list(rows.faults(council.system)) == []
    assert officer.get("/account/").status_code == 404


def test_a_role_given_today_can_end_today(sa, house, now):
    row = actions.grant_role(by=sa, at=now, person=house.anyshire.people["QO"], terms=TERMS)
    actions.end_role(by=sa, at=now, membership=row.pk, reason="A mistake")
    assert house.anyshire.actor("QO").roles == {"QO"}
    assert last(house.anyshire).event["starts"] == "2026-11-23"


def test_ending_needs_a_reason_and_somebody_else(sa, house, now):
    own = Membership.objects.get(authority=house.anyshire.authority, role="SA")
    officer = Membership.objects.get(authority=house.anyshire.authority, role="QO")
    before = state(house.anyshire)
    with pytest.raises(Refused, match="You cannot end your own role"):
        actions.end_role(by=sa, at=now, membership=own.pk, reason="Enough")
    with pytest.raises(Refused, match="Enter why this role ends"):
        actions.end_role(by=sa, at=now, membership=officer.pk, reason="  ")
    assert state(house.anyshire) == before


def test_a_closed_account_has_no_role_no_session_and_no_way_in(house, now):
    council, person = house.anyshire, house.anyshire.people["QO"]
    browser = signed_in(person)
    browser.get("/account/")
    with acting_for(council.authority.id):
        assert actions.deactivate(by=council.actor("SA"), at=now, person=person, reason="Left") == 1
        assert list(rows.faults(council.system)) == []
    person.refresh_from_db()
    assert not person.is_active
    assert browser.get("/account/").status_code == 302


def test_who_works_for_two_councils_keeps_the_other(house, now):
    person = house.anyshire.people["QO"]
    with acting_for(house.otherborough.authority.id):
        Membership.objects.create(authority=house.otherborough.authority, person=person, role="PL",
                                  starts_on=date(2026, 1, 1), granted_by=house.otherborough.people["SA"].pk)  # fmt: skip
    with acting_for(house.anyshire.authority.id):
        actions.deactivate(by=house.anyshire.actor("SA"), at=now, person=person, reason="Left")
    person.refresh_from_db()
    assert person.is_active
    browser = signed_in(person)
    assert "Otherborough Council" in text(browser.get("/account/"))


def test_nobody_closes_their_own_account(sa, house, now):
    with pytest.raises(Refused, match="You cannot close your own account"):
        actions.deactivate(by=sa, at=now, person=house.anyshire.people["SA"], reason="Enough")


# ------------------------------------------------------------------------------------------- the pages


def test_a_person_is_added_through_the_page(house, mailoutbox, django_capture_on_commit_callbacks):
    browser = fresh(signed_in(house.anyshire.people["SA"]))
    typed = {
        "name": "Alex Example", "email": "alex@anyshire.example", "role": "QO", "job_title": "Officer",
        "reason": "Joins the team", **day_boxes("starts_on", DAY),
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        response = send(browser, "/people/new/", **typed)
    made = User.objects.get(email="alex@anyshire.example")
    assert response.headers["Location"] == f"/people/{made.pk}/"
    page = browser.get(f"/people/{made.pk}/")
    assert heading(page) == "Alex Example"
    assert "Invited, no password yet" in text(page)
    assert "Alex" not in page.content.decode().split("</title>")[0]
    assert [each.to for each in mailoutbox] == [["alex@anyshire.example"]]


def test_an_empty_form_says_what_to_do_and_writes_nothing(house):
    browser = fresh(signed_in(house.anyshire.people["SA"]))
    with acting_for(house.anyshire.authority.id):
        before = state(house.anyshire)
    words = text(send(browser, "/people/new/"))
    for each in ("Enter the person’s name", "Enter the person’s work email address", "Select a role",
                 "Enter the first day", "Enter why this person needs the role"):  # fmt: skip
        assert each in words
    with acting_for(house.anyshire.authority.id):
        assert state(house.anyshire) == before


def test_granting_asks_for_a_fresh_sign_in(house):
    browser = house.anyshire.client("QM")
    person = house.anyshire.people["QO"]
    response = browser.get(f"/people/{person.pk}/roles/new/")
    assert response.headers["Location"].startswith("/show-it-is-you/?next=")
    assert fresh(browser).get(f"/people/{person.pk}/roles/new/").status_code == 200


def test_a_proposal_goes_from_one_person_to_a_second_through_the_pages(house):
    council = house.anyshire
    manager, head = fresh(council.client("QM")), fresh(council.client("HOC"))
    person = council.people["QO"]
    typed = {"role": "BM", "reason": "Sits on the board", **day_boxes("starts_on", DAY)}
    assert send(manager, f"/people/{person.pk}/roles/new/", **typed).status_code == 302
    with acting_for(council.authority.id):
        row = RoleProposal.objects.get(authority=council.authority)
    assert "You cannot decide this one" in text(manager.get("/people/"))
    assert heading(head.get(f"/people/proposals/{row.pk}/")) == "A role that waits for a second person"
    assert send(manager, f"/people/proposals/{row.pk}/", answer="grant").status_code == 404
    assert send(head, f"/people/proposals/{row.pk}/", answer="grant").headers["Location"] == "/people/"
    assert council.actor("QO").roles == {"QO", "BM"}


def test_the_list_is_narrowed_by_name_and_role(house):
    browser = fresh(house.anyshire.client("SA"))
    every = text(browser.get("/people/"))
    assert "Quality officer of Anyshire" in every
    assert "Otherborough" not in every
    found = text(browser.get("/people/?q=quality&role=QM"))
    assert "Quality manager of Anyshire" in found
    assert "Quality officer of Anyshire" not in found
    assert "Nobody matches." in text(browser.get("/people/?q=zzz"))


def test_the_account_page_says_who_i_am_and_what_my_roles_let_me_do(house):
    words = text(house.anyshire.client("QO").get("/account/"))
    assert "Quality officer" in words
    assert "Record intelligence" in words
    assert "Manage users" not in words


def test_somebody_of_two_councils_changes_between_them(house):
    person = house.anyshire.people["QO"]
    with acting_for(house.otherborough.authority.id):
        Membership.objects.create(authority=house.otherborough.authority, person=person, role="PL",
                                  starts_on=date(2026, 1, 1), granted_by=house.otherborough.people["SA"].pk)  # fmt: skip
    browser = house.anyshire.client("QO")
    assert "Anyshire Council" in text(browser.get("/account/"))
    chosen = str(house.otherborough.authority.pk)
    assert send(browser, "/account/authority/", authority=chosen).status_code == 302
    assert "Otherborough Council" in text(browser.get("/account/"))
    assert "Placement officer" in text(browser.get("/account/"))


def test_a_council_one_has_no_role_at_cannot_be_chosen(house):
    browser = house.anyshire.client("QO")
    response = send(browser, "/account/authority/", authority=str(house.otherborough.authority.pk))
    assert response.status_code == 200
    assert "authority" not in browser.session
