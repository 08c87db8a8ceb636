"""The sender: takes what is due out of the outbox, sends it, and notes the answer.

Each letter is first taken (its next try moves ahead), then sent outside any transaction, then noted. If
the sender stops at any point nothing is lost: the letter is taken again when its time comes, under the
same Message-ID.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import structlog
from django.db.models import F

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.authorities.models import Authority
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.registry import chore
from oversight.foundation.messages import queries
from oversight.foundation.messages.events import MessageGivenUp, MessageSent
from oversight.foundation.messages.models import Outgoing, State
from oversight.gateways.mail import Answer, Letter, Outcome, Post, Unreachable

BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
TAKEN_FOR, AT_ONCE, BATCHES = timedelta(minutes=5), 20, 25

log = structlog.get_logger(__name__)


def _post(stays_here: bool) -> AbstractContextManager[Post]:
    return Post(stays_here=stays_here)


@chore("outbox")
def deliver(at: datetime, *, opened: Callable[[bool], AbstractContextManager[Post]] = _post) -> int:
    """Send what is due, for every authority, up to 500 letters each; how many were sent.

    Letters of a demo authority never leave the building: they go to files or the console.
    """
    return sum(_deliver_for(authority, at, opened) for authority in Authority.objects.all())


def _deliver_for(
    authority: Authority, at: datetime, opened: Callable[[bool], AbstractContextManager[Post]]
) -> int:
    sent = 0
    for _ in range(BATCHES):
        taken = _taken(authority, at)
        if not taken:
            break
        try:
            with opened(authority.demo) as post:
                for outgoing in taken:
                    sent += _noted(outgoing, authority, post.send(_letter(outgoing, authority)), at)
        except Unreachable as why:
            _put_back(taken, authority, at, str(why))
            break
    return sent


def _taken(authority: Authority, at: datetime) -> list[Outgoing]:
    """The next letters that are due, now ours for a while; several senders never take the same."""
    with acting_for(authority.id):
        due = Outgoing.objects.filter(
            authority=authority, state__in=(State.WAITING, State.FAILED), next_try_at__lte=at
        )
        rows = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("next_try_at")[:AT_ONCE])
        ids = [each.pk for each in rows]
        Outgoing.objects.filter(pk__in=ids).update(next_try_at=at + TAKEN_FOR, attempts=F("attempts") + 1)
        for each in rows:
            each.attempts += 1
    return rows


def _letter(outgoing: Outgoing, authority: Authority) -> Letter:
    return Letter(
        outgoing.address, outgoing.subject, outgoing.body, outgoing.message_id, outgoing.written_at,
        reply_to=authority.email,
    )  # fmt: skip


def _noted(outgoing: Outgoing, authority: Authority, answer: Answer, at: datetime) -> bool:
    """Note what the relay answered; whether it took the letter."""
    with acting_for(authority.id):
        held = Outgoing.objects.select_for_update().get(pk=outgoing.pk)
        held.last_error = answer.why[:200]
        if answer.outcome == Outcome.SENT:
            held.state, held.sent_at, held.next_try_at = State.SENT, at, None
        elif answer.outcome == Outcome.REFUSED or held.attempts > len(BACKOFF):
            held.state, held.next_try_at = State.DEAD, None
        else:
            held.state, held.next_try_at = State.FAILED, at + BACKOFF[held.attempts - 1]
        held.save()
        _tell(held, at)
    return answer.outcome == Outcome.SENT


def _tell(held: Outgoing, at: datetime) -> None:
    """Tell whoever listens; raise the alarm for a letter that was given up."""
    kinds = {State.SENT: MessageSent, State.DEAD: MessageGivenUp}
    kind = kinds.get(State(held.state))
    if kind is None:
        return
    if held.state == State.DEAD:
        log.error(
            "outbox.given_up",
            message=held.message_id,
            kind=held.kind,
            why=held.last_error,
            tries=held.attempts,
        )
    told = kind(held.message_id, held.pk, held.kind, held.about)
    publish(told, by=Actor.system(held.authority_id), at=at)


def _put_back(taken: list[Outgoing], authority: Authority, at: datetime, why: str) -> None:
    """The relay was not there: that is no try of the letters. They wait a minute, however long it lasts."""
    with acting_for(authority.id):
        rows = Outgoing.objects.filter(pk__in=[each.pk for each in taken])
        rows.update(next_try_at=at + BACKOFF[0], attempts=F("attempts") - 1, last_error=why[:200])
        late = queries.late(Actor.system(authority.id), at)
    (log.error if late else log.warning)("outbox.unreachable", authority=authority.slug, why=why, late=late)
