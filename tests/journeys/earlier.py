"""Put a service with a contract in as it was recorded some days ago; run in the environment of the service.

``python -m tests.journeys.earlier NAME DAYS`` prints the reference of the service.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta

import django


def put_in(name: str, days: int) -> str:
    """The service, recorded by an officer that many days ago."""
    from django.utils import timezone

    from oversight.capabilities.register import actions
    from oversight.foundation.accounts.models import User
    from oversight.foundation.accounts.queries import actor_for
    from oversight.foundation.authorities.models import Authority
    from oversight.foundation.authorities.tenancy import acting_for

    council = Authority.objects.get(slug="anyshire")
    at = timezone.now() - timedelta(days=days)
    with acting_for(None):
        officer = User.objects.get(email="qo@anyshire.example")
    with acting_for(council.id, officer.id):
        by = actor_for(officer, council.id, timezone.localdate(at))
        assert by is not None
        provider = actions.add_provider(values={"name": f"{name} Care"}, by=by, at=at)
        values = {"name": name, "kind": "residential_home", "regulator": "none", "beds": 20}
        service = actions.add_service(provider=provider, values=values, by=by, at=at)
        contract = {"kind": "spot", "people_placed": 4}
        actions.add_part(service=service, word="contracts", values=contract, by=by, at=at)
    return service.reference


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oversight.config.settings")
    django.setup()
    print(put_in(sys.argv[1], int(sys.argv[2])))
