"""Files are kept with a record, scanned before anybody opens them, and withdrawn, never deleted."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest

from oversight.foundation.audit.models import Event
from oversight.foundation.audit.verifying import verify
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.documents import actions, doors, queries
from oversight.foundation.documents.actions import NotKept
from oversight.foundation.documents.models import Document
from oversight.foundation.documents.scanning_again import scan_waiting
from oversight.foundation.documents.storage import path_of
from oversight.foundation.jobs import actions as jobs
from oversight.foundation.jobs.models import Job
from oversight.foundation.jobs.running import run
from tests.foundation.documents import zoo
from tests.gateways.scanner.fake_clamd import EICAR, fake_clamd


def as_it_is(document: Document) -> Document:
    with acting_for(document.authority_id):
        return Document.objects.select_related("authority").get(pk=document.pk)


def events(council) -> list[tuple[str, str]]:
    with acting_for(council.authority.id):
        return list(Event.objects.filter(authority=council.authority, name__startswith="document").order_by("number")
                    .values_list("name", "subject"))  # fmt: skip


def opened(council, document, role="QO", at=None):
    by = council.actor(role)
    with acting_for(by.authority_id):
        return actions.opened(document.reference, by=by, at=at or document.added_at)


def nothing_kept(council, settings) -> bool:
    with acting_for(council.authority.id):
        rows = Document.objects.filter(authority=council.authority).exists()
    files = [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]
    return not rows and not files and not events(council)


class TestKeeping:
    def test_a_clean_file_is_kept_under_its_digest_and_told(self, house, keep, clamd, now):
        document = keep(house.anyshire)
        content = zoo.pdf()
        digest = hashlib.sha256(content).hexdigest()
        assert (document.reference, document.state, document.kind, document.size) == (
            "DOC-0001",
            "clean",
            "pdf",
            len(content),
        )
        path = path_of(document.authority_id, digest)
        assert path.read_bytes() == content
        assert path.stat().st_mode & 0o077 == 0
        assert clamd.seen == [content]
        assert events(house.anyshire) == [("document.kept", "DOC-0001")]
        assert opened(house.anyshire, document) == document

    def test_the_audit_vouches_for_it(self, house, keep, clamd, now):
        document = keep(house.anyshire)
        with acting_for(house.anyshire.authority.id):
            actions.withdraw(document, why="The wrong file", by=house.actor("QO"), at=now)
        with acting_for(house.anyshire.authority.id):
            assert verify(house.anyshire.system).faults == []

    def test_a_file_that_is_not_kept_leaves_nothing(self, house, keep, clamd, settings):
        for content, name, words in (
            (zoo.docx(main=zoo.MACRO_WORD), "report.docx", "contains macros"),
            (b"<svg/>", "plan.svg", "must be a PDF, Word"),
            (b"", "empty.pdf", "is empty"),
            (b"x" * (25 * 1024 * 1024 + 1), "long.txt", "smaller than 25MB"),
            (zoo.bomb(), "bomb.docx", "too large when opened"),
        ):
            with pytest.raises(NotKept, match=words):
                keep(house.anyshire, content=content, name=name)
        assert nothing_kept(house.anyshire, settings)
        assert clamd.seen == []

    def test_no_file_at_all(self, house, now, settings):
        by = house.actor("QO")
        with acting_for(by.authority_id), pytest.raises(NotKept, match="Select a photo or document"):
            actions.keep(None, title="x", about="S-0001", by=by, at=now)
        assert nothing_kept(house.anyshire, settings)

    @pytest.mark.parametrize("role", ["PU", "AU", "BM", "SA"])
    def test_those_who_may_not_add_find_nothing_to_add_to(self, house, keep, clamd, settings, role):
        with pytest.raises(NotHere):
            keep(house.anyshire, role)
        assert nothing_kept(house.anyshire, settings)

    def test_nothing_is_added_to_a_record_that_is_not_there_for_one(self, house, keep, clamd, settings):
        doors.documents_of("S")(lambda viewer, reference: reference == "S-0002")
        with pytest.raises(NotHere):
            keep(house.anyshire)
        assert nothing_kept(house.anyshire, settings)
        assert keep(house.anyshire, about="S-0002")

    def test_the_same_file_twice_is_said_and_kept_once(self, house, keep, clamd):
        keep(house.anyshire)
        with pytest.raises(NotKept, match="already kept here as DOC-0001"):
            keep(house.anyshire)
        assert keep(house.anyshire, about="S-0002").sha256 == keep(house.otherborough).sha256

    def test_two_gigabytes_a_month_are_enough(self, house, keep, clamd, now):
        document = keep(house.anyshire, at=now - timedelta(days=30))
        keep(house.anyshire, content=zoo.pdf(b"% 2"))
        with acting_for(house.anyshire.authority.id):
            Document.objects.filter(pk=document.pk).update(size=2_147_483_647)
            keep(house.anyshire, content=zoo.pdf(b"% 3"))
            Document.objects.filter(pk=document.pk).update(added_at=now)
        with pytest.raises(NotKept, match="2GB of files this month"):
            keep(house.anyshire, content=zoo.pdf(b"% 4"))

    def test_its_name_shows_what_it_is(self, house, keep, clamd):
        assert keep(house.anyshire, name="C:\\me\\a\u202eb.pdf", title=" ").title == "ab.pdf"


class TestScanning:
    def test_a_virus_is_kept_apart_and_never_handed_out(self, house, keep, clamd):
        document = keep(house.anyshire, content=EICAR, name="eicar.txt")
        assert (document.state, document.found) == ("quarantined", "Eicar-Signature")
        assert events(house.anyshire) == [("document.quarantined", "DOC-0001")]
        with pytest.raises(NotHere):
            opened(house.anyshire, document)
        with pytest.raises(NotKept, match="contains a virus"):
            keep(house.anyshire, content=EICAR, name="again.txt")

    def test_a_virus_deep_in_an_email_reaches_the_scanner(self, house, keep, clamd):
        keep(house.anyshire, content=zoo.eml(("x.txt", "text/plain", b"words")), name="x.eml")
        assert b"=77=6F" in clamd.seen[0]

    def test_without_an_answer_nobody_opens_it_until_there_is_one(self, house, keep, settings, now):
        settings.SCANNER = "tcp://127.0.0.1:9"
        document = keep(house.anyshire)
        assert (document.state, document.scanned_at) == ("waiting", None)
        with pytest.raises(NotHere):
            opened(house.anyshire, document)
        assert scan_waiting(now + timedelta(minutes=5)) == 0
        assert as_it_is(document).state == "waiting"
        with fake_clamd() as (_, settings.SCANNER):
            assert scan_waiting(now + timedelta(minutes=10)) == 1
        assert (as_it_is(document).state, as_it_is(document).scanned_at) == (
            "clean",
            now + timedelta(minutes=10),
        )
        assert events(house.anyshire)[-1] == ("document.scanned", "DOC-0001")
        assert opened(house.anyshire, document)

    def test_no_scanner_counts_only_in_a_demo_and_is_said(self, house, keep, settings):
        settings.SCANNER = "none"
        document = keep(house.anyshire)
        assert document.get_state_display() == "Not scanned: this is a demo"
        assert opened(house.anyshire, document)
        house.otherborough.authority.demo = False
        house.otherborough.authority.save()
        assert keep(house.otherborough).state == "waiting"

    @pytest.mark.parametrize("scanner", ["none", "", "clamd"])
    def test_production_fails_closed(self, house, keep, settings, scanner):
        settings.PRODUCTION, settings.SCANNER = True, scanner
        document = keep(house.anyshire)
        assert document.state == "waiting"
        with pytest.raises(NotHere):
            opened(house.anyshire, document)

    def test_a_demo_file_is_not_handed_out_in_production(self, house, keep, settings):
        settings.SCANNER = "none"
        document = keep(house.anyshire)
        settings.PRODUCTION = True
        with pytest.raises(NotHere):
            opened(house.anyshire, document)

    def test_the_nightly_scan_finds_what_the_scanner_learnt(self, house, keep, settings, now):
        with fake_clamd() as (_, settings.SCANNER):
            old = keep(house.anyshire, content=zoo.pdf(b"% old"), at=now - timedelta(days=15))
            new = keep(house.anyshire)
        with fake_clamd(answer=b"stream: New.Virus FOUND\0") as (fake, settings.SCANNER):
            by = house.anyshire.system
            with acting_for(by.authority_id):
                job = jobs.start("documents.scan_again", by=by, at=now)
            run(by.authority_id, job.pk, clock=lambda: now)
        assert fake.seen == [zoo.pdf()]
        assert (as_it_is(new).state, as_it_is(old).state) == ("quarantined", "clean")
        with acting_for(by.authority_id):
            assert Job.objects.get(pk=job.pk).result == {"scanned": 1, "changed": 1}
        with pytest.raises(NotHere):
            opened(house.anyshire, new)

    def test_the_nightly_scan_changes_nothing_while_the_scanner_is_away(self, house, keep, settings, now):
        with fake_clamd() as (_, settings.SCANNER):
            document = keep(house.anyshire)
        settings.SCANNER = "tcp://127.0.0.1:9"
        by = house.anyshire.system
        with acting_for(by.authority_id):
            job = jobs.start("documents.scan_again", by=by, at=now)
        run(by.authority_id, job.pk, clock=lambda: now)
        assert as_it_is(document).state == "clean"


class TestWhoSees:
    def seen(self, actor, about="S-0001") -> set[str]:
        with acting_for(actor.authority_id):
            return {each.title for each in queries.of(actor, about)}

    @pytest.mark.parametrize(
        ("role", "titles"),
        [
            ("SG", {"official", "sensitive", "safeguarding"}),
            ("QM", {"official", "sensitive"}),
            ("QO", {"official"}),
            ("PU", set()),
            ("SA", set()),
        ],
    )
    def test_the_marking_decides(self, house, keep, clamd, role, titles):
        for number, marking in enumerate(("official", "sensitive", "safeguarding")):
            keep(house.anyshire, "SG", title=marking, sensitivity=marking, content=zoo.pdf(b"%% %d" % number))
        assert self.seen(house.actor(role)) == titles
        assert self.seen(house.outsider) == set()

    def test_one_sees_what_one_added(self, house, keep, clamd):
        keep(house.anyshire, "QO", title="mine", sensitivity="safeguarding")
        assert self.seen(house.actor("QO")) == {"mine"}
        assert self.seen(house.actor("QM")) == set()

    def test_the_door_of_the_record_decides_too(self, house, keep, clamd):
        document = keep(house.anyshire)
        doors.documents_of("S")(lambda viewer, reference: "QM" in viewer.roles)
        assert self.seen(house.actor("QM")) == {"Visit report"}
        assert self.seen(house.actor("QO")) == set()
        with pytest.raises(NotHere):
            opened(house.anyshire, document)

    def test_the_other_council_opens_nothing(self, house, keep, clamd):
        document = keep(house.anyshire)
        with pytest.raises(NotHere):
            opened(house.otherborough, document, "QM")

    def test_reading_what_is_marked_is_an_event(self, house, keep, clamd):
        keep(house.anyshire)
        marked = keep(house.anyshire, "SG", sensitivity="sensitive", content=zoo.pdf(b"% 2"))
        before = events(house.anyshire)
        with acting_for(house.anyshire.authority.id):
            official = Document.objects.get(reference="DOC-0001")
        opened(house.anyshire, official, "QM")
        assert events(house.anyshire) == before
        opened(house.anyshire, marked, "QM")
        assert events(house.anyshire) == [*before, ("document.read", "DOC-0002")]

    def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(self, house, keep, clamd):
        document = keep(house.anyshire)
        path = path_of(document.authority_id, document.sha256)
        os.chmod(path, 0o600)
        path.write_bytes(b"something else")
        with pytest.raises(NotHere):
            opened(house.anyshire, document)


class TestWithdrawing:
    def test_it_stays_with_who_and_why_and_is_handed_out_no_more(self, house, keep, clamd, now):
        document, by = keep(house.anyshire), house.actor("QO")
        with acting_for(by.authority_id):
            actions.withdraw(document, why="It is about another service", by=by, at=now, version=1)
        found = as_it_is(document)
        assert (found.withdrawn_at, found.withdrawn_by, found.withdrawn_why) == (
            now,
            by.person_id,
            "It is about another service",
        )
        assert path_of(found.authority_id, found.sha256).exists()
        with pytest.raises(NotHere):
            opened(house.anyshire, document)
        with acting_for(by.authority_id):
            assert not queries.of(by, "S-0001").exists()
            assert queries.of(by, "S-0001", withdrawn=True).get() == document
        assert events(house.anyshire)[-1] == ("document.withdrawn", "DOC-0001")
        assert keep(house.anyshire).reference == "DOC-0002"

    @pytest.mark.parametrize(("role", "error"), [("HOC", NotHere), ("PU", NotHere)])
    def test_not_by_others(self, house, keep, clamd, now, role, error):
        document, by = keep(house.anyshire), house.actor(role)
        with acting_for(by.authority_id), pytest.raises(error):
            actions.withdraw(document, why="x", by=by, at=now)
        assert as_it_is(document).withdrawn_at is None

    def test_not_without_a_reason_and_not_twice(self, house, keep, clamd, now):
        document, by = keep(house.anyshire), house.actor("QO")
        with acting_for(by.authority_id):
            with pytest.raises(Refused, match="Enter why"):
                actions.withdraw(document, why=" ", by=by, at=now)
            actions.withdraw(document, why="Wrong", by=by, at=now)
            with pytest.raises(Refused, match="already been withdrawn"):
                actions.withdraw(document, why="Again", by=by, at=now)
        assert as_it_is(document).withdrawn_why == "Wrong"
        assert [name for name, _ in events(house.anyshire)] == ["document.kept", "document.withdrawn"]
