"""Alter a copy of the service's database behind its back, as somebody with the whole server could.

``python -m tests.journeys.tampering WHAT``, in the environment of the copy: ``row`` changes a service,
``event`` what an event says, ``tail`` cuts the end of the chain off, ``chain`` writes the chain anew with the key.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import django


def start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oversight.config.settings")
    django.setup()


def without_triggers() -> None:
    """Nothing of the database's own walls stands in the way any more."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("set session_replication_role = replica")
            return
        cursor.execute("select name from sqlite_master where type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'drop trigger "{name}"')


def ours(model: Any) -> Any:
    from oversight.foundation.authorities.models import Authority

    return model._base_manager.filter(authority=Authority.objects.get(slug="anyshire"))


def row() -> None:
    from oversight.capabilities.register.models import Service

    assert ours(Service).filter(reference="S-0003").update(beds=99) == 1


def event() -> None:
    """Somebody else is said to have done it."""
    from oversight.foundation.audit.models import Event

    found = ours(Event).get(number=40)
    changed = found.event | {"by": found.event["by"] | {"name": "Nobody At All"}}
    ours(Event).filter(number=40).update(event=changed)


def tail() -> None:
    """The last five events are gone, and the end says so as well as somebody without the key can say it."""
    from oversight.foundation.audit.models import ChainEnd, Event

    last = ours(Event).order_by("-number").first().number - 5
    ours(Event).filter(number__gt=last).delete()
    ours(ChainEnd).update(number=last, last=ours(Event).get(number=last).mark)


def chain() -> None:
    """An event is changed and every mark after it made anew: whoever has the key as well can do that."""
    from oversight.foundation.audit import chain as marks
    from oversight.foundation.audit import keys
    from oversight.foundation.audit.models import ChainEnd, Event

    event()
    key, before = keys.key(), marks.START
    for each in ours(Event).order_by("number"):
        before = marks.leaf(key, before, each.number, marks.commitment(bytes(each.salt), each.event))
        ours(Event).filter(number=each.number).update(mark=before)
        last = each.number
    ours(ChainEnd).update(number=last, last=before, mark=marks.head(key, last, before))


if __name__ == "__main__":
    start()
    without_triggers()
    {"row": row, "event": event, "tail": tail, "chain": chain}[sys.argv[1]]()
