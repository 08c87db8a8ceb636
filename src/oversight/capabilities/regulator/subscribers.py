"""What the regulator's data offers to others: sentences for the audit, facts, the card on a service's page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from oversight.capabilities.regulator import queries, rules
from oversight.capabilities.regulator.actions.saving import put_back
from oversight.capabilities.regulator.permissions import can_see
from oversight.foundation.audit.sentences import say
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.happenings import subscribe
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.jobs.events import JobEnded
from oversight.foundation.policy import facts_sources
from oversight.foundation.ui.openings import fills
from oversight.foundation.ui.pages import Card, Link

SENTENCES = {
    "edition.uploaded": "{by} uploaded the regulator’s file {file} as {subject}",
    "edition.asked_for": "{by} asked the regulator’s API for {areas} as {subject}",
    "edition.job_started": "{by} started job {job} for {subject}",
    "edition.read": "{by} had {subject} read: {count} locations",
    "edition.unreadable": "{subject} cannot be read. {why}",
    "edition.areas_chosen": "{by} chose the areas of {subject}: {areas}",
    "edition.compared": "{by} had {subject} compared: {changed} changed ratings, {new} new, {gone} gone",
    "edition.confirmed": "{by} confirmed that {subject} is saved",
    "edition.services_added": "{by} put {count} services of {subject} on the register",
    "edition.saved": "{by} saved {subject}: {count} locations, {changed} changed ratings, {added} services added",
    "edition.left": "{by} saved nothing of {subject}",
    "edition.undo_confirmed": "{by} asked to undo {subject}",
    "edition.undone": "{by} undid {subject}: {taken} services taken back, {left} left",
    "edition.interrupted": "{subject} was interrupted and stands at {state} again",
    "service.rating_changed": "The regulator changed what it rates {title}",
}


def known(viewer: Viewer, day: date, only: Collection[str] | None = None) -> list[facts_sources.Known]:
    """What the regulator says of every open service, or of some, for trying a policy on them."""
    return [facts_sources.Known(*each) for each in queries.known_of_all(viewer, day, only)]


@fills("service.ratings")
def ratings_card(actor: Actor, row: Any, day: date) -> Card | None:
    """The regulator's ratings of a service on its overview; ``None`` where nothing was taken in of it."""
    if not (can_see(actor) and row.regulator_id):
        return None
    standing = queries.standing_of(actor, row.id)
    location = None if standing else queries.location_of(actor, row.regulator_id)
    if standing is None and location is None:
        return None
    see = Link("See every rating and its date", f"/services/{row.reference}/regulator/")
    says = rules.standing_words(standing, location, row.regulator_id)
    return Card(
        "Regulator’s ratings", says, (see,), rules.question_lines(standing), rules.checked_words(standing)
    )


def offer() -> None:
    """Register everything, once, at start-up."""
    for name, sentence in SENTENCES.items():
        say(name, sentence)
    facts_sources.register("regulator", known)


@subscribe(JobEnded)
def job_did_not_finish(ended: JobEnded, by: Actor, at: datetime) -> None:
    """A file whose job failed, was cancelled or was left behind stands where nothing of it is done."""
    if ended.state != "done" and (row := queries.at_work(by, ended.reference)):
        put_back(row=row, by=by, at=at)
