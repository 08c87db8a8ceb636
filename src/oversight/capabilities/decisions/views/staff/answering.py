"""Answering: beginning a case with its first answer, and giving the next one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from oversight.capabilities.decisions import actions, forms, queries, rules
from oversight.capabilities.decisions.actions.giving import Said
from oversight.capabilities.decisions.queries import Capacity, Works
from oversight.capabilities.decisions.views.staff import effect
from oversight.capabilities.register import queries as register
from oversight.capabilities.register.views.staff.services import frame
from oversight.engine.routes.models import Answer
from oversight.engine.routes.standing import Standing
from oversight.engine.words import Position
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited, sent_version
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.documents import queries as documents
from oversight.foundation.policy import queries as policy

ONCE = "Once given, an answer is never edited or deleted. It is kept with what is known now."


@needs(Can.DECISIONS_ACT, "POST")
def begin(request: StaffRequest, reference: str, pack: str, route: str, answer: str) -> HttpResponse:
    """Begin a case for a service with its first answer."""
    row, today = register.service(request.actor, reference), timezone.localdate()
    works = queries.works_today(request.actor, pack, route, today)
    found = works.route.step(works.route.starts_at).answer(answer)
    if found is None:
        raise NotHere(answer)

    def save(form: Any) -> tuple[str, str]:
        said = Said(answer, form.carries(), form.cleaned_data.get("from_whom", ""))
        case = actions.begin(
            service=row, pack=pack, route=route, said=said, by=request.actor, at=timezone.now()
        )
        return (
            f"{case.reference} is begun. It waits for: {case.waits_for or 'nobody'}.",
            f"/decisions/{case.reference}/",
        )

    home = f"/services/{row.reference}/decisions/"
    capacity = _capacity(request, works, queries.run_events(works, [], today), row.provider_id, {}, answer)
    if request.method == "GET" and capacity is None:
        return redirect(home)
    context = frame(request, row, "Decisions", works.route.title) | _words(works, found, home)
    return _edited(request, row, works, found, capacity, save, context)


@needs(Can.DECISIONS_ACT, "POST")
def answer(request: StaffRequest, reference: str, answer: str) -> HttpResponse:
    """Give the next answer in a case."""
    case, today = queries.case_named(request.actor, reference), timezone.localdate()
    works, given = queries.works_of(request.actor, case), queries.given_in(request.actor, case)
    stands = queries.standing(works, given, today)
    found = works.route.step(stands.step).answer(answer) or works.route.step(case.step).answer(answer)
    if found is None:
        _moved_on(works, given, answer)
        raise NotHere(answer)

    def save(form: Any) -> tuple[str, str]:
        said = Said(answer, form.carries(), form.cleaned_data.get("from_whom", ""))
        kept = actions.answer(
            case=case, said=said, version=sent_version(request), by=request.actor, at=timezone.now()
        )
        words = (
            f"Recorded and refused: {kept.refused}."
            if kept.refused
            else f"Your answer is recorded: {kept.says}."
        )
        return words, f"/decisions/{case.reference}/"

    home = f"/decisions/{case.reference}/"
    offers = queries.offers(
        request.actor, works, stands, case.service.provider_id, queries.names_in(given), today
    )
    capacity = next((each.capacity for each in offers if each.answer.answer == answer), None)
    context = frame(request, case.service, "Decisions", case.title) | _words(works, found, home)
    context["so_far"] = effect.so_far(request.actor, given)
    context["effect"] = effect.effect(request.actor, case.service, today) if found.sets else ()
    return _edited(request, case.service, works, found, capacity, save, context, version=case.version)


def _capacity(
    request: StaffRequest,
    works: Works,
    stands: Standing,
    provider_id: UUID,
    names: dict[str, str],
    answer: str,
) -> Capacity | None:
    """In which capacity this person can give an answer. Who cannot is led back to where it is said why."""
    offers = queries.offers(request.actor, works, stands, provider_id, names, timezone.localdate())
    return next((each.capacity for each in offers if each.answer.answer == answer), None)


def _moved_on(works: Works, given: list[Any], answer: str) -> None:
    """Say who answered meanwhile, where the answer belongs to a step that the case has left or not reached."""
    if any(each.answer == answer for each in works.route.answers()):
        raise Refused(queries.moved_on(given))


def _words(works: Works, found: Answer, home: str) -> dict[str, Any]:
    return {
        "title": rules.words_of(found), "about": works.route.title, "lead": ONCE, "button": "Give this answer",
        "cancel": home,
    }  # fmt: skip


def _edited(
    request: StaffRequest, row: Any, works: Works, found: Answer, capacity: Capacity | None, save: Any,
    context: dict[str, Any], version: int | None = None,
) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    recorded = bool(capacity and capacity.recorded_for) or (capacity is None and found.within is not None)
    return edited(
        request, forms.AnswerForm, template="decisions/staff/answer.html", context=context, save=save, version=version,
        answer=found, positions=_positions(request, today), recorded=recorded,
        sisters=[(each.reference, each.name) for each in register.sisters(request.actor, row)],
        files=_files(request, row),
        staff=staff_of(request.actor, today).exclude(pk=request.actor.person_id),
    )  # fmt: skip


def _files(request: StaffRequest, row: Any) -> list[tuple[str, str]]:
    """The files of the service that this person may open."""
    return [
        (each.reference, f"{each.title}, {each.reference}")
        for each in documents.of(request.actor, row.reference)
    ]


def _positions(request: StaffRequest, today: Any) -> dict[str, str]:
    """Each position in the council's own words."""
    return {
        each.value: policy.vocabulary_label(request.actor, "position", each.value, today) for each in Position
    }
