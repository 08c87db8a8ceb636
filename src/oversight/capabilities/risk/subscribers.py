"""What risk offers and hears: sentences for the audit, the strip of a service's page, what is worked out again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from oversight.capabilities.register.events import ServiceChanged
from oversight.capabilities.regulator.events import RegulatorDataTaken
from oversight.capabilities.risk import actions, queries, rules
from oversight.capabilities.risk.permissions import can_see
from oversight.foundation.audit.sentences import say
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.happenings import subscribe
from oversight.foundation.policy.events import PolicyChanged
from oversight.foundation.ui.openings import fills
from oversight.foundation.ui.pages import Mark, Status

SENTENCES = {
    "service.band_changed": "{title} is worked out as {band}, which was {before}. {why}",
    "officer_view.recorded": "{by} recorded the view that {title} is {view}",
    "officer_view.ended": "{by} ended an officer view of {title}",
    "response.planned": "{by} planned for {title}: {response}",
    "response.ended": "{by} recorded what came of this for {title}: {response}. {how}",
    "matrix.frozen": "{by} froze the risk matrix as {title}, {count} services",
}


@fills("service.risk")
def strip(actor: Actor, row: Any, day: date) -> Status | None:
    """The risk in the strip under a service's name; ``None`` where nothing was worked out."""
    if not can_see(actor) or (found := queries.current_of(actor, row.id)) is None:
        return None
    view = queries.view_of(actor, row.id, day)
    lines = [found.top_reason] if found.top_reason else []
    lines += [f"Officer view: {view.get_band_display().lower()}."] if view else []
    mark = Mark("rag", found.band or "none", rules.band_words(found))
    return Status(
        "See why",
        f"/services/{row.reference}/risk/",
        "this band",
        heading="Risk",
        mark=mark,
        lines=tuple(lines),
    )


@subscribe(ServiceChanged)
def service_changed(event: ServiceChanged, by: Actor, at: datetime) -> None:
    """What the register knows of a service may be other facts now."""
    actions.ask_for_some(service_ids=[event.service_id], cause="The register changed", by=by, at=at)


@subscribe(RegulatorDataTaken)
def regulator_data_taken(event: RegulatorDataTaken, by: Actor, at: datetime) -> None:
    """The regulator says something else of these services."""
    if event.service_ids:
        cause = f"The regulator’s file {event.edition} changed what is known"
        actions.ask_for_some(service_ids=event.service_ids, cause=cause, by=by, at=at)


@subscribe(PolicyChanged)
def policy_changed(event: PolicyChanged, by: Actor, at: datetime) -> None:
    """The same facts may mean something else now."""
    actions.ask_for_all(cause=event.what, by=by, at=at)


def offer() -> None:
    """Register everything, once, at start-up."""
    for name, sentence in SENTENCES.items():
        say(name, sentence)
