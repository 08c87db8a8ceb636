"""Two councils with something of every kind in them, and their own mark in every text that people type.

What belongs to a council carries its mark (``qxany`` or ``qxoth``), so that one word found in the other
council's answers shows a leak. The references of the second council begin at 5001, so that none is in both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile

from oversight.capabilities.register import actions as register
from oversight.capabilities.register import states
from oversight.capabilities.register.actions import importing, saving
from oversight.capabilities.register.models import Provider
from oversight.engine.words import Role
from oversight.foundation.accounts.actions import delegations
from oversight.foundation.accounts.actions.roles import Terms, grant_role
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.models import Membership, SignedIn, User
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import Counter
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.documents import actions as documents
from oversight.foundation.jobs import actions as jobs
from oversight.foundation.jobs.models import Job
from oversight.foundation.messages import actions as messages
from oversight.foundation.policy import actions as policy
from oversight.foundation.policy.actions.settling import Wanted
from oversight.foundation.policy.overrides import overrides_of
from oversight.foundation.search import actions as search
from oversight.foundation.tasks import actions as tasks
from oversight.foundation.tasks.actions.starting import About
from oversight.foundation.tasks.models import Task
from oversight.gateways.spreadsheets import Table
from tests.browser.brought import brought
from tests.characters import Council, House, build
from tests.foundation.documents import zoo

LETTERS = ("S", "P", "T", "IM", "J", "DOC")
HEADINGS = ("Service name", "Type", "Provider", "Post code", "District")


@dataclass
class Planted:
    """A council with everything in it: rows by a word, and each person's own things by their role."""

    council: Council
    mark: str
    first: int
    now: datetime
    folder: Path
    own: dict[str, SimpleNamespace] = field(default_factory=dict)
    has: SimpleNamespace = field(default_factory=SimpleNamespace)

    @property
    def system(self) -> Actor:
        """The system of this council."""
        return self.council.system

    def says(self, words: str) -> str:
        """Words with the council's mark in them."""
        return f"{self.mark} {words}"

    def address(self, name: str) -> str:
        """An email address with the mark."""
        return f"{name}.{self.mark}@{self.council.authority.slug}.example"


def plant(now: datetime, folder: Path) -> tuple[Planted, Planted]:
    """Both councils, with everything in them; ``folder`` holds their files and keys."""
    house: House = build(now)
    ours = Planted(house.anyshire, "qxany", 0, now, folder)
    theirs = Planted(house.otherborough, "qxoth", 5000, now, folder)
    for each, services, pack in ((ours, 3, "west-berkshire"), (theirs, 5, "somerset")):
        _authority(each)
        with acting_for(each.council.authority.id):
            _counters(each)
            for _ in range(400 if each.first else 0):
                record("role.changed", by=each.system, at=now, subject=each.mark)
            _places(each, services)
            _beside(each)
            _standing(each)
            _imports(each)
            _policy(each, pack)
            for capability in brought("planted"):
                capability.plant(each)
            _people(each)
            for role in each.council.people:
                _of_one(each, role)
    return ours, theirs


def _authority(to: Planted) -> None:
    authority = to.council.authority
    authority.team, authority.telephone = to.says("care quality team"), to.says("01632 960100")
    authority.email = to.address("team")
    authority.save()
    for person in to.council.people.values():
        person.name = f"{person.name} {to.mark}"
        person.save()


def _counters(to: Planted) -> None:
    for letter in (*LETTERS, *(each for capability in brought("planted") for each in capability.LETTERS)):
        Counter.objects.create(authority=to.council.authority, letter=letter, last=to.first)


def _places(to: Planted, services: int) -> None:
    provider = register.add_provider(
        values={
            "name": to.says("Larch Care"), "regulator_id": f"{to.mark}-1", "address": to.says("1 Oak Road"),
            "town": to.says("Oakton"), "postcode": "ZZ1 1AA", "telephone": to.says("01632"),
            "email": to.address("larch"), "website": f"https://{to.mark}.example/",
            "company_number": f"{to.mark}99", "finance_risk": "high", "finance_note": to.says("owes money"),
        },
        by=to.system, at=to.now, brand=to.says("Larch Group"),
    )  # fmt: skip
    to.has.provider, to.has.provider_id = provider.reference, provider.pk
    rows = [_service(to, provider, number) for number in range(services)]
    to.has.service, to.has.rows, to.has.services = rows[0].reference, rows, services
    to.has.lonely = register.add_provider(
        values={"name": to.says("Elm Care")}, by=to.system, at=to.now
    ).reference


def _service(to: Planted, provider: Provider, number: int) -> Any:
    values = {
        "name": to.says(f"Larch House {number}"), "kind": "residential_home", "regulator": "cqc",
        "regulator_id": f"{to.mark}-2{number}", "address": to.says("2 Oak Road"), "town": to.says("Oakton"),
        "postcode": "ZZ1 1AA", "telephone": to.says("01632"), "email": to.address(f"house{number}"),
        "website": f"https://{to.mark}.example/{number}", "district": to.says("North ward"),
        "host_authority": to.says("Oak Council"), "in_area": True, "beds": 12,
    }  # fmt: skip
    return register.add_service(provider=provider, values=values, by=to.system, at=to.now)


def _beside(to: Planted) -> None:
    day, people = to.now.date(), to.council.people
    parts: dict[str, dict[str, Any]] = {
        "contacts": {"job": "registered_manager", "name": to.says("Manager"), "telephone": to.says("01632"),
                     "email": to.address("manager")},
        "contracts": {"kind": "block", "contract_reference": f"{to.mark}-C1", "annual_spend": 4321},
        "commissioners": {"body": to.says("Health board"), "contact": to.says("Their officer")},
        "officers": {"person": people["QO"], "duty": "linked_officer", "since": day},
        "market-risks": {"criterion": "critical", "note": to.says("Nothing else near"),
                         "review_every_months": 6, "since": day},
        "warnings": {"words": to.says("Ring before you visit"), "set_by": people["QM"], "set_on": day,
                     "lapses_on": day + timedelta(days=90)},
        "checks": {"check_of": next(iter(states.LOCAL_CHECKS)), "outcome": "not_done", "note": to.says("Not shown to us")},
    }  # fmt: skip
    to.has.parts = {
        word: register.add_part(service=to.has.rows[0], word=word, values=values, by=to.system, at=to.now)
        for word, values in parts.items()
    }
    register.correct_service(
        service=to.has.rows[0], values={"beds": 14}, reason=to.says("Counted again"), version=None,
        by=to.system, at=to.now,
    )  # fmt: skip
    register.correct_part(
        part=to.has.parts["contacts"], word="contacts", values={"name": to.says("New manager")},
        reason=to.says("She left"), version=None, by=to.system, at=to.now,
    )  # fmt: skip
    register.settle_scope(
        service=to.has.rows[0], scope="on_request", asked_by="head_of_commissioning",
        why=to.says("We worry about it"), version=None, by=to.system, at=to.now,
    )  # fmt: skip


def _standing(to: Planted) -> None:
    provider = Provider.objects.visible_to(to.system).get(reference=to.has.provider)
    closed, gone = _service(to, provider, 90), _service(to, provider, 91)
    register.close_service(
        service=closed, closed_on=to.now.date(), reason=to.says("It closed"), version=None, by=to.system,
        at=to.now,
    )  # fmt: skip
    register.merge_services(
        service=gone, into=to.has.rows[0], reason=to.says("Recorded twice"), version=None, by=to.system,
        at=to.now,
    )  # fmt: skip
    to.has.closed, to.has.merged = closed.reference, gone.reference
    shut = register.add_provider(values={"name": to.says("Shut Care")}, by=to.system, at=to.now)
    register.close_provider(
        provider=shut, closed_on=to.now.date(), reason=to.says("It ended"), version=None, by=to.system,
        at=to.now,
    )  # fmt: skip
    to.has.closed_provider = shut.reference


def _imports(to: Planted) -> None:
    good = [(to.says(f"Import House {n}"), "Care home without nursing", to.says("Import Care"), "ZZ1 1AA",
             to.says("South ward")) for n in range(2)]  # fmt: skip
    bad = [(to.says("Bad House"), to.says("a kind there is not"), to.says("Import Care"), "ZZ1 1AA", "")]
    by = to.council.actor("BS")
    read, checked, saved = (_import(to, by, rows) for rows in (good, [*good, *bad], good))
    for each in (checked, saved):
        importing.choose_columns(row=each, chosen=each.chosen, by=by, at=to.now)
        importing.check_rows(row=each, by=by, at=to.now, progress=_quiet)
    saving.begin_saving(row=saved, by=by, at=to.now)
    saving.save_rows(row=saved, by=by, at=to.now, progress=_quiet)
    to.has.services += 2
    to.has.read, to.has.checked, to.has.saved = (each.reference for each in (read, checked, saved))


def _import(to: Planted, by: Actor, rows: list[tuple[str, ...]]) -> Any:
    table = Table(f"{to.mark}-services.xlsx", HEADINGS, tuple(rows), tuple(range(2, len(rows) + 2)))
    return importing.read_import(table=table, sha256="0" * 64, by=by, at=to.now)


def _quiet(done: int, total: int, sentence: str) -> None:
    """Nobody watches."""


def _policy(to: Planted, pack: str) -> None:
    day, manager = to.now.date(), to.council.actor("QM")
    policy.adopt(by=manager, at=to.now, pack=pack, edition="1", starts_on=day - timedelta(days=30))
    policy.name_holder(
        by=to.system, at=to.now, pack=pack, role="quality_officer", person=to.council.people["QO"],
        starts_on=day,
    )  # fmt: skip
    to.has.pack = (pack, "1")
    policy.acknowledge(by=to.council.actor("DIR"), at=to.now, pack=pack, edition="1")
    wanted = Wanted(
        overrides_of({"closures": [{"date": str(day + timedelta(days=30)), "why": to.says("Shut")}]}),
        day, to.says("We agreed it"),
    )  # fmt: skip
    for _ in range(4 if to.first else 1):
        draft = policy.draft_settings(by=manager, at=to.now, wanted=wanted)
        policy.withdraw_draft(by=manager, at=to.now, draft=draft, reason=to.says("Not now"))
    first = policy.draft_settings(by=manager, at=to.now, wanted=wanted)
    policy.approve_settings(by=to.council.actor("HOC"), at=to.now, draft=first, version=first.version)
    draft = policy.draft_settings(by=manager, at=to.now, wanted=wanted)
    to.has.settled, to.has.draft = first.number, draft.number


def _clock(to: Planted, person: User) -> Task:
    """A clock of this person that can be paused."""
    service = to.has.rows[0]
    return tasks.start_clock(
        clock="freedom-of-information", pack=to.has.pack[0], by=to.system, at=to.now, about=service.reference,
        about_name=service.name, about_url=f"/services/{service.reference}/", owner=person,
        event=to.says("the letter"), starts=to.now - timedelta(days=5),
    )  # fmt: skip


def _people(to: Planted) -> None:
    day, people = to.now.date(), to.council.people
    delegation = delegations.delegate(
        by=to.council.actor("SA"), at=to.now, absent=people["HOC"], stand_in=people["DIR"],
        post=str(next(iter(Role))), starts_on=day, ends_on=day + timedelta(days=9), reason=to.says("On leave"),
    )  # fmt: skip
    proposal = grant_role(
        by=to.council.actor("QM"), at=to.now, person=people["SRM"],
        terms=Terms("HOC", to.says("Head"), day, None, to.says("She acts up")),
    )  # fmt: skip
    to.has.delegation, to.has.proposal = delegation, proposal
    to.has.organisations = {"PU": to.has.provider_id, "PA": uuid4()}
    to.has.fellows = {role: _fellow(to, role) for role in to.has.organisations}


def _fellow(to: Planted, role: str) -> SimpleNamespace:
    """Somebody else of the same provider, or of the same partner agency."""
    person = User.objects.create_user(
        to.address(f"fellow-{role.lower()}"), name=to.says("A fellow"), kind=to.council.people[role].kind,
        created_at=to.now,
    )  # fmt: skip
    held = Membership.objects.create(
        authority=to.council.authority, person=person, role=role, about_id=to.has.organisations[role],
        starts_on=to.now.date(), granted_by=to.council.people["SA"].pk,
    )  # fmt: skip
    record("role.granted", by=to.system, at=to.now, changed=[held])
    return SimpleNamespace(person=person.pk, membership=held.pk)


def _of_one(to: Planted, role: str) -> None:
    """What a person has to themselves: a task, a file, a view, a job, a notification, a session, a calendar."""
    person, by = to.council.people[role], to.council.actor(role)
    held = person.memberships.get()
    held.job_title = to.says("officer")
    held.about_id = to.has.organisations.get(role)
    held.save()
    record("role.changed", by=to.system, at=to.now, changed=[held])
    mine = SimpleNamespace(
        event=record("account.example", by=by, at=to.now).number, membership=held.pk, person=person.pk
    )
    mine.task = mine.clock = mine.paused = mine.document = mine.view = mine.secret = ""
    mine.session = _session(to, person)
    messages.notify(
        to=person, words=to.says("Something happened"), url="/account/", by=to.system, at=to.now,
        about=to.has.service,
    )  # fmt: skip
    messages.send(
        to=person,
        subject=to.says("A letter"),
        body=to.says("It says"),
        by=to.system,
        at=to.now,
        kind="example",
    )
    mine.job = _job(to, by)
    if by.can(Can.TASKS_SEE_OWN):
        mine.task, mine.secret = _task(to, by, person), tasks.make_address(by=by, at=to.now)
        mine.clock, paused = _clock(to, person).reference, _clock(to, person)
        tasks.pause(
            task=paused, reason="fee-notice", why=to.says("A fee is asked for"), by=by, at=to.now,
            version=paused.version,
        )  # fmt: skip
        mine.paused = paused.reference
    if by.can(Can.DOCUMENTS_ADD):
        mine.document = _document(to, by)
    if by.can(Can.SEARCH_USE):
        mine.view = _view(to, by)
    to.own[role] = mine


def _session(to: Planted, person: User) -> Any:
    """Another browser in which the person is signed in."""
    session = SessionStore()
    session.create()
    made = SignedIn.objects.create(
        person=person, session_key=session.session_key, device=to.says("Firefox"), began_at=to.now, seen_at=to.now
    )  # fmt: skip
    return made.pk


def _job(to: Planted, by: Actor) -> str:
    job = jobs.start("register.check_import", by=by, at=to.now, payload={"import": to.has.read},
                     about=f"/imports/{to.has.read}/")  # fmt: skip
    Job.objects.filter(pk=job.pk).update(
        state="running", sentence=to.says("Checking"), error=to.says("failed"), result={to.says("rows"): 3},
        started_at=to.now, done=1, total=to.first + 3,
    )  # fmt: skip
    return job.reference


def _task(to: Planted, by: Actor, person: User) -> str:
    service = to.has.rows[0]
    about = About(service.reference, service.name, f"/services/{service.reference}/")
    day = to.now.date() + timedelta(days=2)
    ended = tasks.add(title=to.says("Write to them"), due_on=day, by=by, at=to.now, owner=person)
    tasks.complete(task=ended, by=by, at=to.now, version=ended.version, note=to.says("Written"))
    made: Task = tasks.add(
        title=to.says("Ring the home"), due_on=day, by=by, at=to.now, owner=person, about=about
    )
    return made.reference


def _document(to: Planted, by: Actor) -> str:
    content = zoo.pdf() + f"% {to.mark} {by.name}".encode()
    kept = documents.keep(
        SimpleUploadedFile(f"{to.mark}-report.pdf", content), title=to.says("Visit report"),
        about=to.has.service, by=by, at=to.now,
    )  # fmt: skip
    return kept.reference


def _view(to: Planted, by: Actor) -> str:
    view = search.save(
        name=to.says(f"View of {sorted(by.roles)[0]}"), path="/services/", query=f"q={to.mark}", by=by, at=to.now,
        shared=by.can(Can.SAVED_VIEWS_SHARE),
    )  # fmt: skip
    return str(view.pk)
