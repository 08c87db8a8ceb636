"""The outbox: written with the deed, sent after it, tried again, and given up with an alarm (T42)."""

from __future__ import annotations

import smtplib
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail

from oversight.foundation.audit.models import Event
from oversight.foundation.authorities import happenings
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.messages import actions, queries
from oversight.foundation.messages.delivering import BACKOFF, TAKEN_FOR, deliver
from oversight.foundation.messages.events import MessageGivenUp, MessageSent
from oversight.foundation.messages.models import Outgoing
from oversight.gateways.mail import Answer, Outcome, Unreachable, UnsafeHeader


class FakePost:
    """A relay that answers as it is told, and remembers every letter it was shown."""

    def __init__(self, *answers):
        self.answers, self.letters, self.stays_here = list(answers), [], []

    @contextmanager
    def __call__(self, stays_here):
        self.stays_here.append(stays_here)
        if self.answers and self.answers[0] is Unreachable:
            self.answers.pop(0)
            raise Unreachable("ConnectionRefusedError")
        yield self

    def send(self, letter):
        self.letters.append(letter)
        answer = self.answers.pop(0) if self.answers else Outcome.SENT
        if isinstance(answer, BaseException):
            raise answer
        return Answer(answer, "" if answer == Outcome.SENT else "SMTPDataError 451")


def written(council, now, **values) -> Outgoing:
    by = council.actor("QM")
    told = {
        "to": council.people["QO"],
        "subject": "Something new",
        "body": "Reference: S-0123",
        "kind": "test",
    }
    with acting_for(by.authority_id):
        return actions.send(**(told | {"by": by, "at": now} | values))


def as_it_is(outgoing: Outgoing) -> Outgoing:
    with acting_for(outgoing.authority_id):
        return Outgoing.objects.get(pk=outgoing.pk)


def test_a_letter_is_sent_once(house, now):
    outgoing, post = written(house.anyshire, now), FakePost()
    assert deliver(now, opened=post) == 1
    assert deliver(now + timedelta(days=1), opened=post) == 0
    assert [each.to for each in post.letters] == ["qo@anyshire.example"]
    sent = as_it_is(outgoing)
    assert (sent.state, sent.sent_at, sent.attempts, sent.next_try_at) == ("sent", now, 1, None)


def test_a_letter_of_an_undone_deed_is_never_sent(house, now):
    post = FakePost()
    with pytest.raises(RuntimeError), acting_for(house.anyshire.authority.id):
        written(house.anyshire, now)
        raise RuntimeError
    assert deliver(now, opened=post) == 0
    assert post.letters == []


def test_a_busy_relay_is_asked_again_under_the_same_identity_and_then_given_up(house, now, capsys, caplog):
    outgoing, post = written(house.anyshire, now), FakePost(*[Outcome.TRY_AGAIN] * 6)
    at = now
    for wait in BACKOFF:
        deliver(at, opened=post)
        held = as_it_is(outgoing)
        assert (held.state, held.next_try_at) == ("failed", at + wait)
        deliver(at + wait - timedelta(seconds=1), opened=post)
        at += wait
    assert len(post.letters) == 5
    deliver(at, opened=post)
    assert as_it_is(outgoing).state == "dead"
    assert {each.message_id for each in post.letters} == {outgoing.message_id}
    said = caplog.text + "".join(capsys.readouterr())
    assert "outbox.given_up" in said
    assert "qo@anyshire" not in said
    deliver(at + timedelta(days=9), opened=post)
    assert len(post.letters) == 6


def test_an_address_the_relay_refuses_is_given_up_at_once(house, now):
    outgoing = written(house.anyshire, now)
    deliver(now, opened=FakePost(Outcome.REFUSED))
    assert as_it_is(outgoing).state == "dead"
    with acting_for(house.anyshire.authority.id):
        assert list(queries.given_up(house.actor("QM"))) == [outgoing]
        assert list(queries.given_up(house.outsider)) == []


def test_a_sender_that_is_killed_loses_nothing_and_doubles_under_one_identity(house, now):
    """Killed after the relay took it and before it was noted: sent twice, known as one."""
    outgoing, post = written(house.anyshire, now), FakePost(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        deliver(now, opened=post)
    assert as_it_is(outgoing).state == "waiting"
    assert deliver(now + TAKEN_FOR - timedelta(seconds=1), opened=post) == 0
    assert deliver(now + TAKEN_FOR, opened=post) == 1
    assert [each.message_id for each in post.letters] == [outgoing.message_id] * 2
    assert post.letters[0] == post.letters[1]


def test_a_day_without_a_relay_gives_nothing_up(house, now):
    outgoing = written(house.anyshire, now)
    for minute in range(0, 24 * 60, 7):
        deliver(now + timedelta(minutes=minute), opened=FakePost(Unreachable, Unreachable))
    assert (as_it_is(outgoing).state, as_it_is(outgoing).attempts) == ("waiting", 0)
    assert deliver(now + timedelta(days=1), opened=FakePost()) == 1


def test_a_relay_that_is_away_for_a_quarter_of_an_hour_raises_the_alarm(house, now, capsys, caplog):
    written(house.anyshire, now)
    deliver(now + timedelta(minutes=1), opened=FakePost(Unreachable))
    assert '"level": "error"' not in caplog.text + "".join(capsys.readouterr())
    deliver(now + timedelta(minutes=16), opened=FakePost(Unreachable))
    said = [each for each in caplog.records if "outbox.unreachable" in each.getMessage()]
    assert [each.levelname for each in said] == ["WARNING", "ERROR"]


def test_one_letter_that_fails_stops_no_other(house, now):
    for number in range(45):
        written(house.anyshire, now + timedelta(seconds=number))
    post = FakePost(Outcome.TRY_AGAIN)
    assert deliver(now + timedelta(minutes=1), opened=post) == 44
    assert len({each.message_id for each in post.letters}) == 45


def test_mail_of_a_demo_authority_stays_here(house, now):
    written(house.anyshire, now)
    written(house.otherborough, now)
    house.otherborough.authority.demo = False
    house.otherborough.authority.save()
    post = FakePost()
    deliver(now, opened=post)
    assert post.stays_here == [True, False]


def test_the_demo_writes_files(house, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    written(house.anyshire, now)
    assert deliver(now) == 1
    (file,) = settings.EMAIL_FILE_PATH.iterdir()
    assert "Something new" in file.read_text()


def test_through_django_with_a_relay_that_fails_first(house, now, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    outgoing = written(house.anyshire, now)
    from django.core.mail.backends.locmem import EmailBackend

    with monkeypatch.context() as patch:
        patch.setattr(
            EmailBackend, "send_messages", lambda *_: (_ for _ in ()).throw(smtplib.SMTPDataError(451, b""))
        )
        deliver(now)
    assert as_it_is(outgoing).last_error == "SMTPDataError 451"
    deliver(now + BACKOFF[0])
    assert [each.message()["Message-ID"] for each in mail.outbox] == [outgoing.message_id]


@pytest.mark.parametrize(
    "where", [{"subject": "New\r\nBcc: a@b.example"}, {"to": "a@b.example\nBcc: c@d.example"}]
)
def test_a_split_header_is_not_written(house, now, where):
    with pytest.raises(UnsafeHeader):
        written(house.anyshire, now, **where)
    assert not Outgoing.objects.exists()


def test_the_body_keeps_its_lines_and_loses_what_is_no_text(house, now):
    assert written(house.anyshire, now, body="One\r\nTwo\x00\x07\rThree").body == "One\nTwo\nThree"


def test_under_one_name_one_letter(house, now):
    first = written(house.anyshire, now, once="digest:1:2026-11-23")
    assert written(house.anyshire, now, once="digest:1:2026-11-23") == first
    assert written(house.otherborough, now, once="digest:1:2026-11-23") != first


def test_listeners_hear_what_became_of_it(house, now, monkeypatch):
    told = []
    for kind in (MessageSent, MessageGivenUp):
        monkeypatch.setitem(happenings._listeners, kind, [lambda each, by, at: told.append(type(each))])
    written(house.anyshire, now)
    written(house.anyshire, now)
    deliver(now, opened=FakePost(Outcome.REFUSED))
    assert sorted(each.__name__ for each in told) == ["MessageGivenUp", "MessageSent"]


class TestTryingAgain:
    def test_what_was_given_up_is_put_back_under_its_identity(self, house, now):
        outgoing = written(house.anyshire, now, about="S-0123")
        deliver(now, opened=FakePost(Outcome.REFUSED))
        with acting_for(house.anyshire.authority.id):
            actions.try_again(outgoing, by=house.actor("QM"), at=now)
            assert Event.objects.filter(name="message.tried_again", subject="S-0123").count() == 1
        post = FakePost()
        assert deliver(now, opened=post) == 1
        assert post.letters[0].message_id == outgoing.message_id

    def test_only_what_was_given_up(self, house, now):
        outgoing = written(house.anyshire, now)
        with acting_for(house.anyshire.authority.id), pytest.raises(Refused):
            actions.try_again(outgoing, by=house.actor("QM"), at=now)
        with acting_for(house.outsider.authority_id), pytest.raises(NotHere):
            actions.try_again(outgoing, by=house.outsider, at=now)
        assert as_it_is(outgoing).attempts == 0
        assert not Event.objects.filter(name="message.tried_again").exists()
