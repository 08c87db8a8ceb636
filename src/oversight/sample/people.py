"""Invented people for the invented councils: one of every role, and a few officers more."""

from __future__ import annotations

from typing import NamedTuple


class Invented(NamedTuple):
    """Somebody who does not exist: role code, name, job title."""

    role: str
    name: str
    job_title: str


PEOPLE: tuple[Invented, ...] = (
    Invented("QO", "Quinn Ashdown", "Care quality officer"),
    Invented("QO", "Odell Marsh", "Care quality officer"),
    Invented("QO", "Tamsin Vale", "Care quality officer"),
    Invented("QM", "Robin Hallow", "Quality manager"),
    Invented("SRM", "Sunita Fenwood", "Supplier relationship manager"),
    Invented("HOC", "Hollis Brackley", "Head of commissioning"),
    Invented("DIR", "Devi Stonecroft", "Service director of adult social care"),
    Invented("SG", "Selwyn Moorcroft", "Safeguarding lead"),
    Invented("PL", "Perry Lindow", "Placement officer"),
    Invented("CW", "Corin Wadeley", "Care manager"),
    Invented("BM", "Blythe Marlowe", "Board member"),
    Invented("PU", "Posy Underhill", "Registered manager"),
    Invented("PA", "Pax Aldersey", "Health commissioner"),
    Invented("CL", "Clement Larkfield", "Councillor"),
    Invented("AU", "Audra Penhale", "Auditor"),
    Invented("SA", "Sasha Admiral", "System administrator"),
    Invented("IG", "Ingram Goodrick", "Information governance officer"),
    Invented("BS", "Bevan Sorley", "Local administrator"),
)


def address(person: Invented, slug: str) -> str:
    """Their invented e-mail address: the role, or the name where several share it."""
    same = [each for each in PEOPLE if each.role == person.role]
    local = person.role.lower() if same[0] is person else person.name.split()[0].lower()
    return f"{local}@{slug}.example"
