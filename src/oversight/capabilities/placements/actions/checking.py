"""The rows of a council's list: the service each is about and the position it gives, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from oversight.capabilities.placements import queries, rules
from oversight.capabilities.placements.models import PositionList
from oversight.capabilities.register import queries as register
from oversight.foundation.authorities.actor import Actor


def read_rows(row: PositionList, columns: Mapping[str, str], by: Actor, today: date) -> rules.Read:
    """Each row of a list with the service it is about, or what is wrong with it."""
    found, places = rules.Read(dict(columns)), {name: at for at, name in enumerate(row.headings)}
    services, words, seen = _Services(by), queries.own_words(by, today), dict[str, int]()
    for number, cells in row.cells:
        told = {column: cells[places[heading]].strip() for column, heading in columns.items()}
        if not any(told.values()):
            continue
        try:
            good = _row(number, told, columns, services, words, today)
            if good["service"] in seen:
                raise _Wrong(
                    "service", f"This service is in row {seen[good['service']]} too. Keep one of them"
                )
            seen[good["service"]] = number
            found.rows.append(good)
        except _Wrong as wrong:
            heading = columns.get(wrong.column) or next(iter(columns.values()))
            found.problems.append(rules.Problem(number, heading, told.get(wrong.column, ""), wrong.says))
    return found


class _Wrong(Exception):
    """What is wrong with a row: the column, and what to do."""

    def __init__(self, column: str, says: str) -> None:
        super().__init__(says)
        self.column, self.says = column, says


class _Services:
    """The open services by everything a list may call them."""

    def __init__(self, by: Actor) -> None:
        self.by_key: dict[tuple[str, str], set[str]] = {}
        for reference, regulator_id, name in register.services(by).values_list(
            "reference", "regulator_id", "name"
        ):
            for kind, value in (("service", reference), ("regulator_id", regulator_id), ("name", name)):
                if value:
                    self.by_key.setdefault((kind, value.casefold()), set()).add(reference)

    def named(self, told: Mapping[str, str], columns: Mapping[str, str]) -> str:
        """The reference of the one service that a row is about. Raises ``_Wrong``."""
        for kind in rules.SAYS_WHICH:
            if value := told.get(kind, ""):
                found = self.by_key.get((kind, value.casefold()), set())
                if len(found) == 1:
                    return next(iter(found))
                if found:
                    raise _Wrong(
                        kind, f"{len(found)} services are called this. Give the reference, as S-0001"
                    )
                raise _Wrong(
                    kind, "No open service on the register has this. Mend it, or add the service first"
                )
        raise _Wrong(next(each for each in rules.SAYS_WHICH if each in columns),
                     "Say which service this row is about")  # fmt: skip


def _row(
    number: int, told: Mapping[str, str], columns: Mapping[str, str], services: _Services, words: Mapping[str, str],
    today: date,
) -> dict[str, Any]:  # fmt: skip
    reference = services.named(told, columns)
    position = rules.position_of(told["position"], words)
    if not position:
        known = ", ".join(f"‘{each}’" for each in words.values())
        raise _Wrong("position", f"Say one of: {known}")
    since = told.get("since", "")
    if since and rules.day_of(since, today) is None:
        raise _Wrong("since", "Give a real date in the past, such as 24/11/2026")
    for column, most in rules.LONGEST.items():
        if len(told.get(column, "")) > most:
            raise _Wrong(column, f"Shorten this to {most} characters")
    began = rules.day_of(since, today)
    kept = {column: told.get(column, "") for column in rules.LONGEST}
    return {"row": number, "service": reference, "position": position, "said": told["position"][:120],
            "since": began.isoformat() if began else "", **kept}  # fmt: skip
