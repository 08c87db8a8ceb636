"""What the workers can do: kinds of jobs, and chores done in every round. Whoever offers one registers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oversight.foundation.jobs.running import Running

Handler = Callable[["Running"], dict[str, Any]]
Chore = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: its title on the page, how often it is tried again, and what it counts (``rows``)."""

    name: str
    title: str
    handler: Handler
    retries: int = 0
    unit: str = "rows"


@dataclass(frozen=True, slots=True)
class PlannedChore:
    """Something short that each worker does again and again, at most every so long."""

    do: Chore
    every: timedelta


_kinds: dict[str, JobKind] = {}
_chores: dict[str, PlannedChore] = {}


def job_kind(name: str, *, title: str, retries: int = 0, unit: str = "rows") -> Callable[[Handler], Handler]:
    """Register a handler: ``@job_kind("register.import", title="Import")`` on ``(job: Running) -> dict``.

    The handler runs outside a transaction; what it reads and writes stands inside ``with job.inside():``,
    as many times as it likes, and each such block is saved as a whole or not at all.
    """

    def registered(handler: Handler) -> Handler:
        _kinds[name] = JobKind(name, title, handler, retries, unit)
        return handler

    return registered


def kind_named(name: str) -> JobKind:
    """The kind with this name. Raises ``LookupError`` where no installed part offers it."""
    if name not in _kinds:
        raise LookupError(f"no part of this installation offers the job '{name}'")
    return _kinds[name]


def title_of(name: str) -> str:
    """The title of a kind, or its name where it is no longer offered."""
    return _kinds[name].title if name in _kinds else name


def unit_of(name: str) -> str:
    """What a kind counts."""
    return _kinds[name].unit if name in _kinds else "rows"


def chore(name: str, *, every: timedelta = timedelta(0)) -> Callable[[Chore], Chore]:
    """Register a chore, such as sending what is in the outbox: done in each round of a worker.

    ``every`` keeps each worker to doing it at most so often.
    """

    def registered(do: Chore) -> Chore:
        _chores[name] = PlannedChore(do, every)
        return do

    return registered


def chores() -> dict[str, PlannedChore]:
    """Every chore, by name."""
    return dict(_chores)
