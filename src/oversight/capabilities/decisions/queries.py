"""Cases as somebody may see them, where each stands, and what this person may answer next and in which capacity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from oversight.capabilities.decisions import rules
from oversight.capabilities.decisions.models import Case, Given, Interest
from oversight.capabilities.decisions.permissions import can_act, can_see
from oversight.capabilities.decisions.states import JOBS, RECORDED_FOR
from oversight.engine.packs.pack import Pack
from oversight.engine.packs.proving import due_by
from oversight.engine.routes.events import Event
from oversight.engine.routes.machine import run
from oversight.engine.routes.models import Answer, Route, Step
from oversight.engine.routes.standing import Move, Standing
from oversight.engine.words import Role
from oversight.foundation.accounts.models import Delegation, Membership, User, in_force
from oversight.foundation.accounts.queries import names_of
from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.documents.models import Document
from oversight.foundation.policy import queries as policy
from oversight.foundation.policy.adopted import InForce, packs_with
from oversight.foundation.policy.facts_sources import facts_of_services
from oversight.foundation.policy.overrides import Overrides
from oversight.foundation.ui.words import moment


@dataclass(frozen=True, slots=True)
class Works:
    """By what a case runs: the pack with the settings it began under, its route, the roles that were filled in."""

    pack: Pack
    route: Route
    named: dict[str, Role]
    settings_number: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """In which role somebody can answer: in their own right, in somebody's stead, or recording it for another."""

    role: Role
    delegation: Delegation | None = None
    recorded_for: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer of the step a case stands at, for one person: in which capacity they may give it, or why not."""

    answer: Answer
    move: Move | None
    capacity: Capacity | None
    why_not: str = ""


def cases(viewer: Actor) -> QuerySet[Case]:
    """Every case this person may see, the last that moved first."""
    rows = Case.objects.visible_to(viewer).select_related("service", "service__provider")
    return rows if can_see(viewer) else rows.none()


def cases_of(viewer: Actor, service_id: UUID) -> QuerySet[Case]:
    """The cases of a service."""
    return cases(viewer).filter(service_id=service_id)


def case_named(viewer: Actor, reference: str) -> Case:
    """One case. Raises ``NotHere``."""
    if (row := cases(viewer).filter(reference=reference).first()) is None:
        raise NotHere(reference)
    return row


def given_in(viewer: Viewer, case: Case) -> list[Given]:
    """Every answer given in a case, in order, those that were refused too."""
    rows = Given.objects.visible_to(viewer).filter(case=case).order_by("number")
    return list(rows.select_related("person", "recorded_by", "delegation__absent"))


# ------------------------------------------------------------------------------------- by what a case runs


def works_of(viewer: Viewer, case: Case) -> Works:
    """The edition and the settings a case began under, whatever is in force today."""
    overrides = Overrides()
    if case.settings_number:
        overrides = policy.overrides_numbered(viewer, case.settings_number)
    (pack,) = packs_with(((case.pack, case.edition),), overrides)
    return Works(
        pack,
        pack.find("routes", case.route),
        dict(overrides.fill_in.get(case.pack, {})),
        case.settings_number,
    )


def works_today(viewer: Viewer, pack: str, route: str, day: date) -> Works:
    """What a new case of a route would run by. Raises ``NotHere`` where the policy is not in force."""
    found = policy.pack_on(viewer, pack, day)
    if found is None or route not in found.pack.routes:
        raise NotHere(route)
    number = policy.settings_in_force(viewer, day).number
    return Works(found.pack, found.pack.routes[route], dict(found.named), number)


def routes_today(viewer: Viewer, day: date) -> list[tuple[InForce, Route]]:
    """Every route of the policies in force."""
    return [
        (each, route) for each in policy.packs_in_force(viewer, day) for route in each.pack.routes.values()
    ]


def standing(works: Works, given: Iterable[Given], day: date | None) -> Standing:
    """Where a case stands after its answers; with a day, windows that ran out before it are closed."""
    return run_events(works, rules.events_of(each for each in given if not each.refused), day)


def run_events(works: Works, events: Sequence[Event], day: date | None) -> Standing:
    """Where a case stands after some events."""
    return run(works.route, events, due_by(works.pack), works.named, day)


def moved_on(given: Sequence[Given]) -> str:
    """What is said to somebody whose page is older than the last answer."""
    last = given[-1]
    return (
        f"{last.by_name} answered ‘{last.says}’ on {moment(last.at)}, after you opened this page. "
        "Yours was not recorded. Look at the case as it stands now"
    )


def names_in(given: Iterable[Given]) -> dict[str, str]:
    """Who acted in a case, by the ids that the engine's sentences hold."""
    return {str(each.person_id): each.by_name for each in given if each.person_id}


# -------------------------------------------------------------------------------------- who may answer what


def offers(
    actor: Actor, works: Works, found: Standing, provider_id: UUID, names: dict[str, str], day: date
) -> list[Offer]:
    """The answers of the step a case stands at, as this person may give them or may not."""
    step = works.route.step(found.step)
    interest = interest_of(actor, provider_id)
    held = capacities(actor, works.pack.id, day)
    barred = next((each.why for each in found.barred if each.by == str(actor.person_id)), "")
    return [
        _offer(
            actor,
            answer,
            found,
            held,
            interest,
            rules.with_names(barred, names, works.route) if barred else "",
        )
        for answer in step.answers
    ]


def _offer(
    actor: Actor,
    answer: Answer,
    found: Standing,
    held: Sequence[Capacity],
    interest: Interest | None,
    barred: str,
) -> Offer:
    moves = [move for move in found.moves if move.answer == answer.answer]
    if interest:
        return Offer(answer, None, None, "You declared an interest in this provider")
    if barred:
        return Offer(answer, None, None, barred)
    for move in moves:
        if capacity := _capacity(answer, move, held):
            return Offer(answer, move, capacity if can_act(actor) else None)
    return Offer(answer, None, None, _why_not(answer, moves, held))


def _capacity(answer: Answer, move: Move, held: Sequence[Capacity]) -> Capacity | None:
    """The capacity in which somebody can make a move; who stands in under the policy also needs a delegation."""
    if not move.stand_in:
        return next(
            (each for each in held if each.role is move.role and not (each.delegation and answer.stand_in)),
            None,
        )
    if not any(each.role is move.role and each.delegation is None for each in held):
        return None
    away = {role.value for role in answer.roles}
    for each in held:
        if each.delegation and each.delegation.post in away:
            return Capacity(move.role, each.delegation)
    return None


def _why_not(answer: Answer, moves: Sequence[Move], held: Sequence[Capacity]) -> str:
    if any(move.stand_in and any(each.role is move.role for each in held) for move in moves):
        return "You can answer in their absence once a delegation with its days is recorded"
    return "" if moves else "It can no longer be given, or a role must be named first"


def capacities(actor: Actor, pack: str, day: date) -> list[Capacity]:
    """Every capacity in which somebody can answer under a policy on a day, their own posts first."""
    own = {Role(each) for each in policy.posts_held_by(actor, pack, actor.person_id, day)}
    own |= {role for role, job in JOBS.items() if job in actor.roles}
    found = [Capacity(role) for role in sorted(own)]
    rows = Delegation.objects.visible_to(actor).filter(
        stand_in_id=actor.person_id, starts_on__lte=day, ends_on__gte=day
    )
    for each in rows.select_related("absent"):
        if each.post in set(Role) and each.absent_id in {
            one.pk for one in holders(actor, pack, Role(each.post), day)
        }:
            found.append(Capacity(Role(each.post), each))
    return [*found, *(Capacity(role, recorded_for=True) for role in sorted(RECORDED_FOR))]


def holders(viewer: Viewer, pack: str, role: Role, day: date) -> list[User]:
    """Who holds a post, or works in a job, on a day."""
    named = policy.holders_of(viewer, role.value, day, pack)
    if role not in JOBS:
        return named
    members = Membership.objects.visible_to(viewer).filter(in_force(day), role=JOBS[role])
    people = User.objects.filter(id__in=members.values("person_id"), is_active=True).order_by("name")
    return list({each.pk: each for each in (*named, *people)}.values())


def vacant(viewer: Viewer, works: Works, found: Standing, day: date) -> list[Role]:
    """The posts that the next answers wait for and that nobody holds."""
    roles = {move.role for move in found.moves if not move.stand_in} - RECORDED_FOR
    return sorted(role for role in roles if not holders(viewer, works.pack.id, role, day))


def role_title(works: Works, role: Role | str) -> str:
    """A role by the council's own title."""
    return str(works.pack.about.roles.get(Role(role)) or str(role).replace("_", " ").capitalize())


def waits_for(works: Works, found: Standing) -> str:
    """Whom the next answers wait for, in words; empty where the case is closed."""
    roles = dict.fromkeys(move.role for move in found.moves if not move.stand_in)
    return " or ".join(role_title(works, role) for role in roles)[:300]


# ------------------------------------------------------------------------------- interests, facts and files


def interest_of(actor: Actor, provider_id: UUID) -> Interest | None:
    """The interest in a provider that somebody declared and that stands."""
    rows = Interest.objects.visible_to(actor).filter(provider_id=provider_id, ended_at__isnull=True)
    return rows.filter(person_id=actor.person_id).first()


def facts_of(viewer: Viewer, reference: str, day: date) -> dict[str, Any]:
    """What is known of a service on a day."""
    found = facts_of_services(viewer, day, {reference})
    return dict(found[0].facts) if found else {}


def files_named(viewer: Viewer, references: Iterable[str]) -> list[Document]:
    """Files by their references, for the list of evidence."""
    rows = Document.objects.visible_to(viewer).filter(
        reference__in=list(references), withdrawn_at__isnull=True
    )
    return list(rows.order_by("reference"))


def people_named(given: Iterable[Given]) -> dict[UUID, str]:
    """The names of those who recorded answers."""
    return names_of({each.recorded_by_id for each in given})


def step_of(works: Works, found: Standing) -> Step:
    """The step a case stands at."""
    return works.route.step(found.step)
