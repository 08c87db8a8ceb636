"""West Berkshire's policy in force at an invented council, its posts filled, and cases walked through its routes."""

from __future__ import annotations

from datetime import timedelta

from oversight.capabilities.decisions import actions, queries
from oversight.capabilities.decisions.actions.giving import Said
from oversight.capabilities.register.tests.places import a_service
from oversight.foundation.policy import actions as policy

PACK = "west-berkshire"
POSTS = {
    "supplier_relationship_manager": "SRM", "service_manager": "QM", "head_of_commissioning": "HOC",
    "head_of_adult_social_care": "SG", "service_director": "DIR",
}  # fmt: skip
GIVES = {
    "criteria_met": "QO", "agree": "SRM", "disagree": "SRM", "recommend": "QM", "decline": "QM", "impose": "HOC",
    "refuse": "HOC", "notified": "QO", "appeal": "QO", "uphold": "DIR", "overturn": "DIR",
}  # fmt: skip
CARRIES = {
    "criteria_met": {"reasons": "Safe is rated inadequate"},
    "agree": {"reasons": "The report bears it out"},
    "disagree": {"reasons": "It is of another service", "stipulations": "After the next report"},
    "recommend": {"reasons": "Two visits confirm it"},
    "decline": {"reasons": "The plan works", "stipulations": "If the next visit fails"},
    "impose": {"reasons": "People are at risk", "position": "embargo", "sister_services": {}},
    "refuse": {"reasons": "The risk has passed"},
    "notified": {},
    "appeal": {"reasons": "The report is out of date"},
    "uphold": {"reasons": "The report stands"},
    "overturn": {"reasons": "The new report is good"},
}
CHAIN = ("criteria_met", "agree", "recommend", "impose", "notified", "appeal", "uphold")


def adopted(house, now):
    """The policy in force for a month, with everybody in their posts; the service it is about."""
    by = house.actor("QM")
    policy.adopt(by=by, at=now, pack=PACK, edition="1", starts_on=now.date() - timedelta(days=30))
    for role, code in POSTS.items():
        policy.name_holder(
            by=house.anyshire.system, at=now, pack=PACK, role=role, person=house.anyshire.people[code],
            starts_on=now.date(),
        )  # fmt: skip
    return a_service(house.anyshire, now, name="Alder House")


def said(answer, **changes):
    """An answer with everything it must carry; the provider's own are in somebody's name."""
    carries = {**CARRIES[answer], **changes}
    return Said(answer, carries, "Blythe Example" if answer == "appeal" else "")


def begun(house, service, now, **changes):
    """A case that has been proposed."""
    return actions.begin(
        service=service, pack=PACK, route="restriction", said=said("criteria_met", **changes), by=house.actor("QO"), at=now
    )  # fmt: skip


def give(house, case, answer, at, role="", version=None, **changes):
    """The next answer, by whoever holds its post."""
    return actions.answer(
        case=case, said=said(answer, **changes), version=version, by=house.actor(role or GIVES[answer]), at=at
    )


def walked(house, service, now, *answers):
    """A case taken through answers, an hour apart."""
    case = begun(house, service, now)
    for hour, answer in enumerate(answers[1:], start=1):
        give(house, case, answer, now + timedelta(hours=hour))
    case.refresh_from_db()
    return case


def stands(house, case, day):
    """Where a case stands on a day."""
    by = house.actor("QM")
    return queries.standing(queries.works_of(by, case), queries.given_in(by, case), day)
