"""Working out every service of the regulator's files under a policy.

Services that share the facts the policy reads are explained once: all England comes to a few dozen
distinct cases, so the reasons of 23,000 services cost a few milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oversight.commands.display import plural
from oversight.commands.evidence import Evidence, InputProblem
from oversight.engine.facts.deriving import completed
from oversight.engine.model import BadInput
from oversight.engine.outcomes.explaining import explain
from oversight.engine.outcomes.explanation import Explanation
from oversight.engine.outcomes.policy import Policy
from oversight.engine.words import BAND_ORDER, POSITION_ORDER, suggestion
from oversight.gateways.regulator import ServiceRecord, facts_of, same_authority

Case = tuple[tuple[str, Any], ...]
"""The facts that a policy reads of a service, as a key."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One service and what the policy says of it."""

    record: ServiceRecord
    explanation: Explanation


def rank_of(found: Explanation) -> tuple[int, int, int]:
    """How bad a case is, for sorting worst first."""
    band = BAND_ORDER[found.risk.band] if found.risk else 0
    return -POSITION_ORDER[found.recommended], -band, -(found.risk.score if found.risk else 0)


@dataclass(slots=True)
class Assessment:
    """Every service assessed, worst first, with what could not be used of the input."""

    services: list[Assessed]
    problems: list[InputProblem] = field(default_factory=list)

    def totals(self) -> dict[str, Any]:
        """Counts by band and by recommended position, and how many have facts missing."""
        found = Counter(id(each.explanation) for each in self.services)
        cases = {id(each.explanation): each.explanation for each in self.services}
        bands: Counter[str] = Counter()
        positions: Counter[str] = Counter()
        gaps = 0
        for key, count in found.items():
            case = cases[key]
            positions[case.recommended] += count
            if case.risk:
                bands[case.risk.band.value] += count
                gaps += 0 if case.risk.complete else count
        return {
            "services": len(self.services),
            "bands": {band: bands[band] for band in reversed(BAND_ORDER)},
            "recommended": {position: positions[position] for position in reversed(POSITION_ORDER)},
            "with_gaps": gaps,
        }


class Assessor:
    """A policy applied to services one after another, each distinct case explained once.

    The case is what makes it fast: two services with the same facts, as far as the policy reads them,
    get the same explanation.
    """

    def __init__(self, policy: Policy):
        self.policy = policy
        self.read = frozenset(policy.facts_read())
        self._cases: dict[Case, Explanation] = {}

    def explanation(self, facts: Mapping[str, Any]) -> Explanation:
        """What the policy says of these facts (as ``Gathering.facts`` gives them)."""
        read = self.read
        case = tuple([(name, value) for name, value in facts.items() if name in read])
        found = self._cases.get(case)
        if found is None:
            found = self._cases[case] = explain(self.policy, completed(facts), suggest=False)
        return found


def chosen(
    records: Sequence[ServiceRecord], evidence: Evidence, authority: str | None
) -> list[ServiceRecord]:
    """The services of one authority, with those elsewhere that the evidence says it commissions from.

    All of them where no authority is named. Raises ``BadInput`` where no service is in the authority.
    """
    if authority is None:
        return list(records)
    here = {
        name for name in {record.authority for record in records} if name and same_authority(name, authority)
    }
    if not here:
        names = {record.authority for record in records if record.authority}
        near = (
            suggestion(authority, names) or f"; {plural(len(names), 'authority', 'authorities')} are in them"
        )
        raise BadInput(f"no service in these files is in '{authority}'{near}")
    commissioned = {
        name for name, facts in evidence.facts.items() if facts.get("contract.commissioned") is True
    }
    return [record for record in records if record.authority in here or record.id in commissioned]


class Gathering:
    """Brings together what the regulator's files and the council's evidence say of each service.

    Where both speak of one fact, the regulator's file stands and the difference is a problem; evidence
    that contradicts itself is left out, with a problem.
    """

    def __init__(self, evidence: Evidence, authority: str | None):
        self.evidence, self.authority = evidence, authority
        self.problems = list(evidence.problems)
        self._in_area: dict[str | None, bool] = {}

    def facts(self, record: ServiceRecord) -> dict[str, Any]:
        """The facts of one service; those worked out from others are not yet among them."""
        facts = facts_of(record)
        if self.authority is not None:
            facts["service.in_area"] = self.in_area(record.authority)
        own = self.evidence.facts.get(record.id)
        return self._joined(record, facts, own) if own else facts

    def in_area(self, where: str | None) -> bool:
        """Whether an authority as published is the one asked for."""
        if where not in self._in_area:
            self._in_area[where] = where is not None and same_authority(where, self.authority or "")
        return self._in_area[where]

    def _joined(self, record: ServiceRecord, facts: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
        for name, value in own.items():
            if name in facts and facts[name] != value:
                message = f"the regulator's file says {facts[name]}; that is used"
                self.problems.append(_at(self.evidence, record.id, name, str(value), message))
        joined = {**own, **facts}
        try:
            completed(joined)
        except BadInput as wrong:
            message = f"{wrong}; assessed without its evidence"
            self.problems.append(_at(self.evidence, record.id, "", "", message))
            return facts
        return joined


def assess(
    records: Iterable[ServiceRecord], policy: Policy, evidence: Evidence, authority: str | None = None
) -> Assessment:
    """Work out every service, worst first."""
    assessor, gathering = Assessor(policy), Gathering(evidence, authority)
    services = [Assessed(record, assessor.explanation(gathering.facts(record))) for record in records]
    ranks = {id(each.explanation): rank_of(each.explanation) for each in services}
    services.sort(key=lambda each: (ranks[id(each.explanation)], each.record.name.casefold(), each.record.id))
    return Assessment(services, gathering.problems + _strangers(evidence, services))


def _strangers(evidence: Evidence, services: Sequence[Assessed]) -> list[InputProblem]:
    known = {each.record.id for each in services}
    message = "no service with this id is among those assessed; check the id"
    return [_at(evidence, name, "Location ID", name, message) for name in evidence.facts if name not in known]


def _at(evidence: Evidence, service: str, column: str, value: str, message: str) -> InputProblem:
    return InputProblem(evidence.file, evidence.rows.get(service, 0), column, value, message)
