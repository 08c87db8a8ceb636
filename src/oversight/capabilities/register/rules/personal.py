"""What looks like a service user. Pure.

No field may hold a person's home address or a service user's name (WB 7.2, WB 11.1): what looks like one is
refused with a sentence that says what was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from oversight.capabilities.register.states import IN_A_HOME

_NHS = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? +[A-Z][a-z'’-]+")
_BORN = re.compile(r"\b(?:d\.?o\.?b\.?|date of birth|born on)\b", re.IGNORECASE)
_RESIDENT = re.compile(r"\b(?:[Rr]esident|[Ss]ervice user|[Pp]atient|[Cc]lient|[Tt]enant)s? "
                       r"(?!Service|Care|Home|House|Support)[A-Z][a-z'’-]+ [A-Z][a-z'’-]+")  # fmt: skip
_HOME_OF = re.compile(r"\b(?:home of|home address|c/o|care of|lives at|living at)\b", re.IGNORECASE)


def _is_nhs_number(found: re.Match[str]) -> bool:
    """Whether ten digits carry the check digit of an NHS number."""
    digits = [int(each) for each in "".join(found.groups())]
    check = 11 - sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return (0 if check == 11 else check) == digits[9]


def looks_personal(text: str) -> str:
    """What in a text looks like a service user's name or number, or a home address; empty where nothing does."""
    if any(_is_nhs_number(each) for each in _NHS.finditer(text)):
        return "an NHS number"
    if _INSURANCE.search(text):
        return "a National Insurance number"
    if _BORN.search(text):
        return "a date of birth"
    for pattern, words in ((_TITLED, "a person’s name"), (_RESIDENT, "a service user’s name")):
        if found := pattern.search(text):
            return f"{words} (‘{found[0]}’)"
    return "somebody’s home" if _HOME_OF.search(text) else ""


def personal_problem(label: str, text: str) -> str:
    """The sentence that refuses such a text, or nothing."""
    seen = looks_personal(text)
    return f"{label} must not hold {seen}. Use a case number instead" if seen else ""


PLAIN_COLUMNS = frozenset({
    "email", "website", "regulator_id", "company_number", "reference", "contract_reference", "telephone",
})  # fmt: skip
"""Columns with a shape of their own, in which digits and names mean something else."""


def personal_problems(values: Mapping[str, Any], *, names_of_staff: Iterable[str] = ()) -> dict[str, str]:
    """The refusal for each column of a row that looks personal; a contact's own name is no such thing."""
    checked = {name: value for name, value in values.items()
               if isinstance(value, str) and name not in PLAIN_COLUMNS and name not in names_of_staff}  # fmt: skip
    found = {
        name: personal_problem(name.replace("_", " ").capitalize(), text) for name, text in checked.items()
    }
    return {name: problem for name, problem in found.items() if problem}


def address_problem(kind: str, address: str) -> str:
    """Care given in people's own homes has an office; a flat or room number is nobody's office (WB 7.2)."""
    if kind in IN_A_HOME and re.search(r"\b(?:flat|room|apartment)\s*\d+", address, re.IGNORECASE):
        return "Address must be the office the service is run from, not a flat or room that somebody lives in"
    return ""
