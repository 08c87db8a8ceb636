"""Asking the regulator's API with the council's key: what it says becomes a file like one that was uploaded.

What was not asked for is never taken to be gone: an API file holds only what was asked for (``rules.LISTS_ALL``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.timezone import localdate, make_aware

from oversight.capabilities.register import queries as register
from oversight.capabilities.regulator import queries
from oversight.capabilities.regulator.actions.reading import in_state, read_edition, told, unreadable
from oversight.capabilities.regulator.models import Edition, EditionState
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.references import next_reference
from oversight.foundation.ui.words import day
from oversight.gateways.regulator import RegulatorApi, RegulatorApiError, fetch
from oversight.gateways.regulator.api_client import ADDRESS

ADULT_CARE = "Adult social care"
"""The directorate of the regulator that inspects it, as its API filters by it."""

NO_KEY = "This installation has no key for the regulator’s API. Take in a file instead"
Progress = Callable[[int, int, str], None]
Inside = Callable[[], AbstractContextManager[Any]]


def begin_fetching(*, areas: Sequence[str], only_changed: bool = False, by: Actor, at: datetime) -> Edition:
    """Ask for the locations of some areas, and for those of the register.

    ``only_changed``: those that changed since all of these areas were fetched last, and those not held. Raises
    ``Refused`` where there is no key, where no area is named, where some area was never fetched, or while another
    fetch is at work.
    """
    by.check(Can.REGULATOR_IMPORT)
    named = list(dict.fromkeys(" ".join(each.split()) for each in areas if each.strip()))
    if not settings.REGULATOR_KEY:
        raise Refused(NO_KEY)
    if not named:
        raise Refused("Enter the name of at least one area, as the regulator writes it")
    if busy := queries.fetching(by):
        raise Refused(f"{busy.reference} is being fetched already. Wait until it is done")
    last = queries.last_fetched(by, named) if only_changed else None
    if only_changed and last is None:
        raise Refused(
            "Not all of these areas were fetched before, so more than changed is missing. Choose Everything"
        )
    since = last.as_at if last else None
    row = Edition.objects.create(
        authority_id=by.authority_id, reference=next_reference("RE", by), sha256="", asked_for=named, asked_since=since,
        file_name=f"regulator_api_{localdate(at):%d_%B_%Y}.jsonl", state=EditionState.FETCHING, read_at=at,
        read_by=by.person_id,
    )  # fmt: skip
    told(row, "edition.asked_for", by, at, areas=", ".join(named), since=day(since) if since else "")
    return row


def fetch_edition(*, row: Edition, by: Actor, at: datetime, progress: Progress, inside: Inside) -> None:
    """Fetch what was asked for and read it, or keep why that was not possible. Nothing that is held changes."""
    by.check(Can.REGULATOR_IMPORT)
    in_state(row, EditionState.FETCHING)
    with inside():
        ours = register.services(by).exclude(regulator_id="").values_list("regulator_id", flat=True)
        known, held = set(ours), set(queries.records(by))
    with TemporaryDirectory() as folder:
        path = Path(folder) / row.file_name
        try:
            says = _fetched(row, sorted(known | held), held, path, at, progress)
        except RegulatorApiError as why:
            says = str(why)
        with inside():
            if says:
                unreadable(row, says, by, at)
                return
            _keep(row, path)
            read_edition(row=row, by=by, at=at)


def _fetched(
    row: Edition, known: Sequence[str], held: set[str], into: Path, at: datetime, progress: Progress
) -> str:
    """Fetch into a file; why there is nothing to read, where there is nothing."""
    api = RegulatorApi(settings.REGULATOR_KEY, settings.REGULATOR_ADDRESS or ADDRESS)
    progress(0, 0, "Asking which locations there are.")
    filters: dict[str, str | list[str]] = {
        "localAuthority": list(row.asked_for), "inspectionDirectorate": ADULT_CARE,
    }  # fmt: skip
    there = [each.id for each in api.listed("location", filters)]
    if not there:
        return f"The regulator’s API knows no location in {', '.join(row.asked_for)}. Check how the regulator writes it"
    wanted = list(dict.fromkeys([*there, *known]))
    if row.asked_since:
        changed = set(api.changed("location", make_aware(datetime.combine(row.asked_since, time())), at))
        wanted = [each for each in wanted if each in changed or each not in held]
        if not wanted:
            return f"The regulator says that nothing changed since {day(row.asked_since)}"
    fetch(api, "location", wanted, into, progress)
    return ""


def _keep(row: Edition, path: Path) -> None:
    """Keep the file as an uploaded one is kept."""
    with path.open("rb") as content:
        row.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)
        name = f"regulator/{row.authority_id}/{row.reference}/{row.file_name}"
        row.stored = default_storage.save(name, File(content))
    row.state = EditionState.READING
    row.save()
