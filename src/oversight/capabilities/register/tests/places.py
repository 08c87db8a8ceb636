"""Invented services for the tests."""

from __future__ import annotations

from oversight.capabilities.register import actions


def a_provider(council, now, **values):
    return actions.add_provider(values={"name": "Larch Care", **values}, by=council.system, at=now)


def a_service(council, now, provider=None, **values):
    provider = provider or a_provider(council, now)
    given = {
        "name": "Larch House",
        "kind": "residential_home",
        "regulator": "cqc",
        "postcode": "ZZ1 1AA",
        "in_area": True,
    }
    return actions.add_service(provider=provider, values=given | values, by=council.system, at=now)
