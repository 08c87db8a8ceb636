"""The chain in the database: what somebody with the database in hand does to it is found."""

import io
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from oversight.foundation.accounts.models import Membership
from oversight.foundation.audit import actions, chain, keys, verifying
from oversight.foundation.audit.actions import record
from oversight.foundation.audit.exported import verify_export
from oversight.foundation.audit.models import ChainEnd, Event
from oversight.foundation.authorities.tenancy import acting_for


@pytest.fixture
def told(house, now):
    """Anyshire: its roles granted in events 1 to 16, five corrections in events 17 to 21."""
    by = house.anyshire.actor("QM")
    with acting_for(by.authority_id):
        assert Event.objects.visible_to(by).count() == 16
        for number in range(5):
            record("service.corrected", by=by, at=now + timedelta(minutes=number), subject=f"S-000{number}",
                   details={"reason": "Wrong telephone", "changes": {"telephone": ["1", str(number)]}})  # fmt: skip
    return house.anyshire


def without_walls(statement, *values):
    """Run a statement as whoever holds the database would: the triggers taken down, the rights of its owner."""
    with connection.cursor() as cursor:
        for drop in _drops():
            cursor.execute(drop)
        cursor.execute(statement, values)


def _drops():
    if connection.vendor == "postgresql":
        tables = ("audit_event", "audit_chainend", "accounts_membership")
        yield "set constraints all immediate"
        yield from (f"alter table {each} disable trigger user" for each in tables)
        yield from (f"alter table {each} no force row level security" for each in tables)
    else:
        with connection.cursor() as cursor:
            cursor.execute("select name from sqlite_master where type = 'trigger' and tbl_name like 'a%%'")
            yield from [f'drop trigger "{name}"' for (name,) in cursor.fetchall()]


def verdict(council, **how):
    viewer = council.system
    with acting_for(viewer.authority_id):
        return verifying.verify(viewer, **how)


def number_of(authority, number):
    """The key of an event as the database spells it."""
    with acting_for(authority.id):
        key = Event.objects.get(authority=authority, number=number).pk
    return key.hex if connection.vendor == "sqlite" else str(key)


def test_what_the_service_wrote_is_sound(told):
    found = verdict(told)
    assert found.faults == []
    assert found.events == 21


def test_the_chains_of_two_councils_are_apart(told, house, now):
    with acting_for(house.otherborough.authority.id):
        first = record("person.signed_in", by=house.outsider, at=now)
    assert first.number == 17
    assert verdict(house.otherborough, with_rows=False).events == 17


def test_the_database_refuses_to_change_or_remove_an_event(told):
    for statement in ("update audit_event set name = 'x.y'", "delete from audit_event"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert verdict(told).sound


def test_an_event_is_written_in_the_transaction_of_its_deed_or_not_at_all(told, now, monkeypatch):
    by = told.actor("QM")

    class Undone(Exception):
        pass

    with pytest.raises(Undone), acting_for(by.authority_id):
        record("service.added", by=by, at=now)
        raise Undone
    assert verdict(told).events == 21
    monkeypatch.setattr(actions, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="in the transaction of what it records"):
        record("service.added", by=by, at=now)


def test_a_column_changed_beside_the_event_is_found(told):
    for column in ("name", "subject"):
        without_walls(
            f"update audit_event set {column} = 'S-9999' where id = %s", number_of(told.authority, 19)
        )
    assert verdict(told).faults == ["event 19 (S-9999) was changed or its chain rewritten"]


def test_another_person_put_in_an_event_is_found(told):
    other = told.people["QO"].pk
    value = other.hex if connection.vendor == "sqlite" else str(other)
    without_walls("update audit_event set person_id = %s where id = %s", value, number_of(told.authority, 18))
    assert verdict(told).faults == ["event 18 (service.corrected) was changed or its chain rewritten"]


def test_a_changed_moment_is_found(told, now):
    later = now + timedelta(days=1)
    value = later.replace(tzinfo=None) if connection.vendor == "sqlite" else later
    without_walls("update audit_event set at = %s where id = %s", str(value), number_of(told.authority, 20))
    assert verdict(told).faults == ["event 20 (service.corrected) was changed or its chain rewritten"]


def test_the_words_of_an_event_changed_are_found(told):
    with acting_for(told.authority.id):
        event = Event.objects.get(authority=told.authority, number=5).event
    changed = json.dumps(event | {"reason": "Nothing to see"})
    without_walls("update audit_event set event = %s where id = %s", changed, number_of(told.authority, 20))
    assert verdict(told).faults == ["event 20 (service.corrected) was changed or its chain rewritten"]


def test_a_removed_tail_is_found(told):
    without_walls("delete from audit_event where id = %s", number_of(told.authority, 21))
    assert verdict(told).faults == [
        "the chain should end at event 21 and ends at event 20: its tail was removed"
    ]


def test_a_removed_tail_with_its_end_moved_back_is_found(told):
    without_walls("delete from audit_event where id = %s", number_of(told.authority, 21))
    without_walls("update audit_chainend set number = 20")
    found = verdict(told).faults
    assert "the end of the chain does not match event 20" in found
    assert "the end of the chain was not written by this service" in found


def test_an_event_removed_from_the_middle_is_found(told):
    without_walls("delete from audit_event where id = %s", number_of(told.authority, 19))
    assert "event 20 stands where event 19 belongs: events were removed or put in" in verdict(told).faults


def test_a_chain_removed_whole_is_found_by_its_anchor(told, now):
    with acting_for(told.authority.id):
        end = ChainEnd.objects.get(authority=told.authority)
    keys.keep_anchor(told.authority.id, end.number, bytes(end.last), now.isoformat())
    without_walls("delete from audit_event")
    without_walls("delete from audit_chainend")
    assert verdict(told, with_rows=False).faults == [
        "event 21 is missing: an anchor kept outside the database says that it was written"
    ]


def test_a_chain_rewritten_without_the_key_is_found(told, settings, tmp_path):
    rewrite(told, b"\x11" * 32)
    faults = verdict(told, with_rows=False).faults
    assert len(faults) == 22
    assert faults[-1] == "the end of the chain was not written by this service"


def test_a_chain_rewritten_with_the_key_is_found_by_its_anchor(told, now):
    with acting_for(told.authority.id):
        end = ChainEnd.objects.get(authority=told.authority)
    keys.keep_anchor(told.authority.id, end.number, bytes(end.last), now.isoformat())
    rewrite(told, keys.key(), reason="Nothing to see")
    assert verdict(told, with_rows=False).faults == [
        "event 21 differs from the anchor kept outside the database: the chain was rewritten"
    ]


def rewrite(council, key, **changed):
    """Hash the whole chain again with a key, as whoever has the database and that key could."""
    with acting_for(council.authority.id):
        rows = list(Event.objects.filter(authority=council.authority).order_by("number"))
    last = chain.START
    for each in rows:
        event = each.event | changed
        last = chain.leaf(key, last, each.number, chain.commitment(bytes(each.salt), event))
        without_walls(
            "update audit_event set event = %s, mark = %s where id = %s",
            json.dumps(event), last, number_of(council.authority, each.number),
        )  # fmt: skip
    without_walls("update audit_chainend set last = %s, mark = %s", last, chain.head(key, len(rows), last))


def test_a_business_row_changed_behind_the_service_is_found(told):
    with acting_for(told.authority.id):
        row = Membership.objects.get(authority=told.authority, role="QO")
        number = Event.objects.get(event__rows__has_key=f"accounts.Membership/{row.pk}").number
    key = row.pk.hex if connection.vendor == "sqlite" else str(row.pk)
    without_walls("update accounts_membership set role = 'DIR' where id = %s", key)
    assert verdict(told).faults == [
        f"accounts.Membership/{row.pk} differs from what event {number} wrote: it was changed behind the service"
    ]


def test_a_business_row_removed_is_found(told):
    with acting_for(told.authority.id):
        row = Membership.objects.get(authority=told.authority, role="QO")
        number = Event.objects.get(event__rows__has_key=f"accounts.Membership/{row.pk}").number
    key = row.pk.hex if connection.vendor == "sqlite" else str(row.pk)
    without_walls("delete from accounts_membership where id = %s", key)
    assert verdict(told).faults == [
        f"accounts.Membership/{row.pk}, written in event {number}, is no longer there: it was removed behind the service"
    ]


def test_a_business_row_put_in_is_found(told, now):
    with acting_for(told.authority.id):
        row = Membership.objects.create(
            authority=told.authority, person=told.people["QO"], role="DIR", starts_on=now.date(),
            granted_by=told.people["QM"].pk,
        )  # fmt: skip
    assert verdict(told).faults == [
        f"accounts.Membership/{row.pk} is in the database, and no event says who put it there"
    ]


def test_an_export_is_proved_without_django_and_agrees(told, settings, tmp_path):
    by = told.actor("AU")
    lines = io.StringIO()
    with acting_for(by.authority_id):
        assert verifying.write_export(by, lines) == 21
    parsed = [json.loads(each) for each in lines.getvalue().splitlines()]
    end = parsed.pop()
    links = [
        chain.Link(each["number"], each["event"], bytes.fromhex(each["salt"]), bytes.fromhex(each["mark"]))
        for each in parsed
    ]
    head = chain.Head(end["end"], bytes.fromhex(end["last"]), bytes.fromhex(end["mark"]))
    assert chain.verify(keys.key(), links, head).sound
    export = tmp_path / "chain.jsonl"
    export.write_text(lines.getvalue())
    assert verify_export(export, str(settings.AUDIT_KEY_FILE), None).sound
    export.write_text(lines.getvalue().replace("S-0003", "S-0004"))
    assert verify_export(export, str(settings.AUDIT_KEY_FILE), None).faults


def test_no_event_of_another_council_is_seen(told, house):
    with acting_for(house.otherborough.authority.id):
        seen = Event.objects.visible_to(house.outsider)
        assert {each.authority_id for each in seen} == {house.otherborough.authority.id}
    with acting_for(told.authority.id):
        assert not Event.objects.visible_to(house.outsider).filter(subject="S-0001").exists()
