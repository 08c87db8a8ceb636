"""The audit trail as pages."""

import json
from datetime import timedelta

import pytest

from oversight.foundation.audit import chain, keys, queries, sentences
from oversight.foundation.audit.actions import record
from oversight.foundation.audit.models import Event
from oversight.foundation.audit.queries import Asked
from oversight.foundation.authorities.actor import NotHere
from oversight.foundation.authorities.tenancy import acting_for
from tests.foundation.accounts.browsing import fresh, heading, send, text


@pytest.fixture
def told(house, now):
    """Two people of Anyshire do something, and one of Otherborough."""
    for number, (council, role) in enumerate(
        [(house.anyshire, "QO"), (house.anyshire, "QM"), (house.otherborough, "QO")]
    ):
        by = council.actor(role)
        with acting_for(by.authority_id):
            record(
                "thing.corrected", by=by, at=now + timedelta(days=number), subject=f"S-000{number}",
                details={"changes": {"telephone": ["01632 960001", "01632 960002"]}, "reason": "It moved"},
            )  # fmt: skip
    return house.anyshire


@pytest.mark.parametrize(("role", "everything"), [("AU", True), ("IG", True), ("DIR", True), ("QO", False),
                                                  ("QM", False), ("HOC", False), ("SA", False), ("PU", False)])  # fmt: skip
def test_who_is_assigned_sees_only_what_they_did(told, role, everything):
    actor = told.actor(role)
    with acting_for(actor.authority_id):
        seen = list(queries.events(actor))
    assert {each.authority_id for each in seen} <= {actor.authority_id}
    if everything:
        assert len(seen) == 18
    else:
        assert {each.person_id for each in seen} <= {actor.person_id}
        assert len(seen) == (role in ("QO", "QM"))


def test_somebody_without_the_capability_sees_nothing(told):
    from dataclasses import replace

    nobody = replace(told.actor("QO"), grants={})
    with acting_for(nobody.authority_id), pytest.raises(NotHere):
        queries.events(nobody)


def test_filters_narrow_by_person_reference_kind_and_days(told, now):
    actor = told.actor("AU")
    with acting_for(actor.authority_id):

        def found(**asked):
            return [each.subject for each in queries.events(actor, Asked(**asked)) if each.subject]

        assert found() == ["S-0001", "S-0000"]
        assert found(person="quality officer") == ["S-0000"]
        assert found(subject="s-0001") == ["S-0001"]
        assert found(name="thing.corrected") == ["S-0001", "S-0000"]
        assert found(name="service.added") == []
        assert found(since=now.date() + timedelta(days=1)) == ["S-0001"]
        assert found(until=now.date()) == ["S-0000"]


def test_the_list_reads_as_sentences_and_leads_to_what_changed(told):
    browser = told.client("AU")
    page = browser.get("/audit/?subject=S-0000")
    assert "Quality officer of Anyshire corrected thing S-0000" in text(page)
    assert "S-0002" not in text(browser.get("/audit/"))
    with acting_for(told.authority.id):
        number = Event.objects.get(subject="S-0000").number
    words = text(browser.get(f"/audit/{number}/"))
    for each in ("01632 960001", "01632 960002", "It moved", "Telephone"):
        assert each in words
    assert told.client("QM").get(f"/audit/{number}/").status_code == 404


def test_a_day_that_is_none_is_said_and_left_out(told):
    page = told.client("AU").get("/audit/?since=31/2/2026")
    assert "The first day must be a real date, such as 24/11/2026" in text(page)
    assert page.content.decode().count("Error: ") >= 1
    assert "S-0001" in text(page)


def test_pages_carry_what_is_asked_for(told, now):
    by = told.actor("QO")
    with acting_for(by.authority_id):
        for _ in range(60):
            record("thing.read", by=by, at=now, subject="S-0009")
    browser = told.client("AU")
    first = browser.get("/audit/?subject=S-0009")
    assert heading(first) == "Audit trail (60 events)"
    assert "?subject=S-0009&amp;page=2" in first.content.decode()
    assert text(browser.get("/audit/?subject=S-0009&page=2")).count("S-0009") >= 10
    assert text(browser.get("/audit/?subject=S-0009&page=99")).count("S-0009") >= 50


def test_the_chain_is_exported_with_a_fresh_sign_in_and_proves_itself(told):
    browser = told.client("AU")
    assert browser.get("/audit/export/").headers["Location"].startswith("/show-it-is-you/?next=")
    assert heading(fresh(browser).get("/audit/export/")) == "Export the audit trail"
    response = send(browser, "/audit/export/")
    assert response.headers["Content-Disposition"].endswith('.jsonl"')
    lines = [json.loads(each) for each in response.content.decode().split("\n") if each]
    end = lines.pop()
    links = [
        chain.Link(each["number"], each["event"], bytes.fromhex(each["salt"]), bytes.fromhex(each["mark"]))
        for each in lines
    ]
    head = chain.Head(end["end"], bytes.fromhex(end["last"]), bytes.fromhex(end["mark"]))
    assert chain.verify(keys.key(), links, head).sound
    assert links[-1].event["name"] == "audit.exported"
    assert not any(each.event["subject"] == "S-0002" for each in links)


@pytest.mark.parametrize("role", ["QO", "QM", "SA", "PU"])
def test_who_sees_only_their_own_cannot_export(told, role):
    assert send(fresh(told.client(role)), "/audit/export/").status_code == 404


def test_checking_takes_a_form_and_says_what_is_wrong(told, settings):
    browser = told.client("AU")
    assert "Nothing is wrong" not in text(browser.get("/audit/verify/"))
    assert "Nothing is wrong" in text(send(browser, "/audit/verify/"))
    settings.AUDIT_KEY_FILE.write_text("6b" * 32)
    words = text(send(browser, "/audit/verify/"))
    assert "was changed or its chain rewritten" in words
    assert "the end of the chain was not written by this service" in words


@pytest.mark.parametrize("role", ["QO", "PU", "PL"])
def test_who_may_not_check_is_not_told_of_it(told, role):
    assert send(told.client(role), "/audit/verify/").status_code == 404


def test_every_event_has_a_sentence_even_one_nobody_said(monkeypatch):
    def words(name, **event):
        return sentences.sentence(
            Event(name=name, subject=event.pop("subject", ""), event={"by": {"name": "A Person"}, **event})
        )

    assert words("thing.added", subject="S-0001") == "A Person added thing S-0001"
    assert words("market_thing.read", subject="S-0001") == "A Person read the market thing record of S-0001"
    assert words("thing.read") == "A Person read the thing record"
    assert words("strange") == "A Person did strange"
    assert words("role.granted", person={"id": "1", "name": "B"}, role="Director", starts="2026-11-23") == (
        "A Person gave B the role Director from 23 November 2026"
    )
    assert words("role.granted") == "A Person granted role"
    monkeypatch.setattr(sentences, "_SAYINGS", dict(sentences.names_said()))
    sentences.say("thing.closed", "{by} closed {subject} because {reason}")
    assert (
        words("thing.closed", subject="S-0001", reason="It moved")
        == "A Person closed S-0001 because It moved"
    )
    assert sentences.sentence(Event(name="moon.ended", subject="", event={})) == "The system ended moon"


def test_values_are_shown_as_people_read_them():
    shown = sentences.shown
    assert [shown(each) for each in (None, "", True, False, 3, ["a", "b"], [], {"name": "X"}, {"a": 1})] == [
        "nothing", "nothing", "yes", "no", "3", "a, b", "nothing", "X", "a: 1",
    ]  # fmt: skip
