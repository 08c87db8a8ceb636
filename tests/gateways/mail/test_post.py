"""Mail goes out with one identity, carries no more headers than its own, and says what the relay answered."""

from __future__ import annotations

import smtplib
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from oversight.gateways.mail import Answer, Letter, Outcome, Post, Unreachable, UnsafeHeader

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def letter(now, **values) -> Letter:
    told = {"to": "q@anyshire.example", "subject": "Something new", "body": "Reference: S-0123\n"}
    return Letter(**(told | {"message_id": "<1@anyshire.example>", "written_at": now} | values))


@pytest.fixture
def locmem(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return settings


def test_a_letter_is_sent_with_its_identity_and_its_own_date(locmem, now):
    with Post() as post:
        assert post.send(letter(now, reply_to="team@anyshire.example")) == Answer(Outcome.SENT)
    raw = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert raw["Message-ID"] == "<1@anyshire.example>"
    assert raw["Date"].datetime == now
    assert raw["Auto-Submitted"] == "auto-generated"
    assert (raw["To"], raw["Reply-To"]) == ("q@anyshire.example", "team@anyshire.example")


HIDDEN = [
    "\n",
    "\r",
    "\r\nBcc: all@anyshire.example",
    "\0",
    "\x1b",
    "\u2028",
    "\u2029",
    "\u202e",
    "\x85",
    "\ud800",
]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("where", ["subject", "to", "reply_to", "message_id"])
def test_no_header_is_split(now, hidden, where):
    with pytest.raises(UnsafeHeader):
        letter(now, **{where: f"q@anyshire.example{hidden}x"})


@pytest.mark.parametrize(
    "to", ["", "nobody", "a@b.example, c@d.example", "A <a@b.example>", "a@b.example;c@d.example"]
)
def test_one_address_and_no_more(now, to):
    with pytest.raises(UnsafeHeader):
        letter(now, to=to)


@pytest.mark.parametrize(
    "subject", ["=?utf-8?q?x=0ABcc:_all@anyshire.example?=", "{{7*7}}", "=HYPERLINK(1)", "Ünïcode ☂"]
)
def test_words_that_look_like_more_stay_words(locmem, now, subject):
    with Post() as post:
        post.send(letter(now, subject=subject))
    raw = message_from_bytes(mail.outbox[0].message().as_bytes())
    assert raw["Bcc"] is None
    assert mail.outbox[0].subject == subject


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (smtplib.SMTPRecipientsRefused({"q": (550, b"no such user")}), Outcome.REFUSED),
        (smtplib.SMTPRecipientsRefused({"q": (450, b"busy")}), Outcome.TRY_AGAIN),
        (smtplib.SMTPDataError(451, b"later"), Outcome.TRY_AGAIN),
        (smtplib.SMTPDataError(554, b"no"), Outcome.TRY_AGAIN),
        (smtplib.SMTPServerDisconnected("gone"), Outcome.TRY_AGAIN),
        (TimeoutError(), Outcome.TRY_AGAIN),
        (ConnectionResetError(), Outcome.TRY_AGAIN),
    ],
)
def test_what_the_relay_says_is_understood(locmem, now, monkeypatch, error, answer):
    def refuse(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with Post() as post:
        found = post.send(letter(now))
    assert found.outcome == answer
    assert "q@anyshire" not in found.why


def test_a_relay_that_is_not_there(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 9
    with pytest.raises(Unreachable), Post():
        pass


def test_what_must_stay_here_goes_to_files(settings, now):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 9
    with Post(stays_here=True) as post:
        assert post.send(letter(now)).outcome == Outcome.SENT
    (file,) = settings.EMAIL_FILE_PATH.iterdir()
    assert "Reference: S-0123" in file.read_text()
