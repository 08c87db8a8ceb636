"""What the register offers to the foundation: records to be found, and sentences for the audit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from oversight.capabilities.register import queries
from oversight.capabilities.register.actions.saving import put_back
from oversight.capabilities.register.permissions import can_see
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.sentences import say
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.happenings import subscribe
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.documents import doors
from oversight.foundation.jobs.events import JobEnded
from oversight.foundation.policy import facts_sources
from oversight.foundation.search.registry import Searchable, register
from oversight.foundation.tasks.registry import Section, work_section
from oversight.foundation.ui.pages import Link
from oversight.foundation.ui.words import number

SENTENCES = {
    "service.added": "{by} added the service {title}",
    "service.corrected": "{by} corrected {title}",
    "service.scope_settled": "{by} settled the oversight of {title}",
    "service.closed": "{by} closed {title}",
    "service.reopened": "{by} reopened {title}",
    "service.merged": "{by} merged {title} into {into}",
    "service.import_undone": "{by} took back what import {import} did to {title}",
    "provider.import_undone": "{by} took back {title}, which came with import {import}",
    "provider.added": "{by} added the provider {title}",
    "provider.corrected": "{by} corrected the provider {title}",
    "provider.closed": "{by} closed the provider {title}",
    "provider.reopened": "{by} reopened the provider {title}",
    "provider.merged": "{by} merged the provider {title} into {into}",
    "service.went_over": "{by} recorded that {to} runs {title} now, no longer {before}",
    "brand.added": "{by} added the brand {title}",
    "import.read": "{by} uploaded {file} with {count} rows",
    "import.columns_chosen": "{by} chose the columns of {subject}",
    "import.job_started": "{by} started job {job} for {subject}",
    "import.checked": "{by} had {subject} checked: {new} new, {changing} changed, {wrong} with a problem",
    "import.confirmed": "{by} confirmed {subject}: {count} rows to save",
    "import.saved": "{by} saved {count} rows of {subject}",
    "import.left": "{by} saved nothing of {subject}",
    "import.undo_confirmed": "{by} asked to undo {subject}",
    "import.undone": "{by} undid {subject}: {count} rows taken back, {left} left",
    "import.interrupted": "{subject} was interrupted and stands at {state} again",
}
PARTS = {
    "contact": "a contact", "contract": "a contract", "commissioner": "another commissioner", "officer": "an officer",
    "market_risk": "a market risk", "warning": "a warning", "check": "a local check",
}  # fmt: skip


def sees_service(viewer: Actor, reference: str) -> bool:
    """Whether a service is there for this person: the door of its files."""
    return can_see(viewer) and queries.services(viewer, open_only=False).filter(reference=reference).exists()


def sees_provider(viewer: Actor, reference: str) -> bool:
    """Whether a provider is there for this person: the door of its files."""
    return can_see(viewer) and queries.providers(viewer, open_only=False).filter(reference=reference).exists()


def files_of_service(viewer: Actor, reference: str) -> Link:
    """Where a service's files are listed."""
    return Link(queries.service(viewer, reference).name, f"/services/{reference}/files/")


def files_of_provider(viewer: Actor, reference: str) -> Link:
    """Where a provider's files are listed."""
    return Link(queries.provider(viewer, reference).name, f"/providers/{reference}/#files")


def known(viewer: Viewer, day: date, only: Collection[str] | None = None) -> list[facts_sources.Known]:
    """What the register knows of every open service, or of some, for trying a policy on them."""
    return [facts_sources.Known(*each) for each in queries.known_of_all(viewer, day, only)]


def own_services(actor: Actor, day: date) -> Section | None:
    """Under My work: the services that somebody looks after; nothing for whoever looks after none."""
    count = queries.services(actor).filter(pk__in=queries.linked_services([actor.person_id])).count()
    if not (can_see(actor) and count):
        return None
    words = "the service" if count == 1 else f"the {number(count)} services"
    return Section("Your services", [Link(f"See {words} you look after", "/services/?officer=me")])


def offer() -> None:
    """Register everything, once, at start-up."""
    for name, sentence in SENTENCES.items():
        say(name, sentence)
    for name, words in PARTS.items():
        say(f"{name}.added", f"{{by}} added {words} to {{title}}")
        say(f"{name}.corrected", f"{{by}} corrected {words} of {{title}}")
        say(f"{name}.ended", f"{{by}} ended {words} of {{title}}")
        say(f"{name}.moved", f"{words.capitalize()} went over to {{subject}} in a merge")
    register(Searchable("service", ("service", "services"), Can.REGISTER_SEE, queries.service_entries))
    register(Searchable("provider", ("provider", "providers"), Can.REGISTER_SEE, queries.provider_entries))
    doors.documents_of("S")(sees_service)
    doors.documents_of("P")(sees_provider)
    doors.page_of_records("S")(files_of_service)
    doors.page_of_records("P")(files_of_provider)
    facts_sources.register("register", known)
    work_section("services")(own_services)


@subscribe(JobEnded)
def job_did_not_finish(ended: JobEnded, by: Actor, at: datetime) -> None:
    """An import whose job failed, was cancelled or was left behind stands where it got to."""
    if ended.state != "done" and (row := queries.import_at_work(by, ended.reference)):
        put_back(row=row, by=by, at=at)
