"""Pages with sign-in, permissions and audit against bare Jinja2 pages of the same size (``bare.py``).

In process, interleaved; then queries a page as rows grow, page 400 against page 1, and in open loop: requests
arrive at random (Poisson) at 100 a second whatever the answers, on gunicorn with two workers. The client shares
the two cores. ``--seconds 30`` says for how long; ``--quick`` is small.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

from benchmarks import house, open_loop
from benchmarks.bare import Bare
from benchmarks.timing import interleaved, ratio

GOAL, PAGE_GOAL = 2.5, 1.5
ROWS = {
    "register list": "select s.name, s.reference, s.kind, p.name, s.town, s.postcode from register_service s "
    "join register_provider p on p.id = s.provider_id where s.authority_id = %s order by lower(s.name), s.id limit 50",
    "filtered matrix": "select s.name, c.band, c.score, c.rank, c.top_reason, c.recommended_words, c.since "
    "from risk_current c join register_service s on s.id = c.service_id where c.authority_id = %s and c.band = 'red' "
    "order by c.rank desc, c.score desc limit 50",
    "service page": "select name, reference, kind, town, postcode from register_service where authority_id = %s "
    "order by reference limit 1",
    "Can we place?": "select name, reference, kind, town, postcode from register_service where authority_id = %s "
    "order by reference limit 1",
}  # fmt: skip
MORE = {"service page": 5, "Can we place?": 1}
"""Bare pages of one service ask so many further queries by its key, as the mini page of performance.md 3 does."""

SIGN_IN = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ADDRESSES = {
    "register list": "/services/",
    "service page": "/services/S-0001/",
    "filtered matrix": "/risk/?band=red",
    "Can we place?": "/placements/?q=S-0001",
}


def main(arguments: list[str] | None = None) -> None:
    """Print every ratio."""
    arguments = sys.argv[1:] if arguments is None else arguments
    size = house.ready(arguments)
    _in_process()
    _queries(size)
    _page_400(size)
    seconds = int(arguments[arguments.index("--seconds") + 1]) if "--seconds" in arguments else 20
    open_loop.run({name: ADDRESSES[name] for name in ADDRESSES}, bares(), cookie("QO", 0), seconds)


def client(role: str, council: int) -> Any:
    """Somebody of a council, signed in."""
    from django.test import Client

    from oversight.foundation.accounts.models import User

    found = Client()
    found.force_login(
        User.objects.get(email=f"{role.lower()}{council}@c.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    session = found.session
    session["signed_in_at"] = time.time()
    session.save()
    return found


def cookie(role: str, council: int) -> str:
    """What a browser of theirs would send."""
    return "; ".join(f"{name}={each.value}" for name, each in client(role, council).cookies.items())


def bares() -> dict[str, Bare]:
    """The bare page for each of the service's."""
    from oversight.foundation.authorities.models import Authority

    own = Authority.objects.get(slug="c0").id
    signed_in, found = client("QO", 0), {}
    for name, address in ADDRESSES.items():
        page = signed_in.get(address)
        assert page.status_code == 200, (address, page.status_code)
        further = (
            "select id, name from register_service where authority_id = %s and reference = 'S-0001'",
            (own,),
        )
        found[name] = Bare.like(page.content.decode(), ((ROWS[name], (own,)), *[further] * MORE.get(name, 0)))
    return found


def ask(query: str, values: tuple[Any, ...]) -> list[Any]:
    """The rows of a query written by hand."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            query, [str(each) if connection.vendor == "postgresql" else each.hex for each in values]
        )
        return list(cursor.fetchall())


def _in_process() -> None:
    print("in process, milliseconds a page (median of 9 rounds of 10):")
    signed_in, bare = client("QO", 0), bares()
    for name, address in ADDRESSES.items():
        found = interleaved(
            {
                "ours": lambda address=address: [signed_in.get(address) for _ in range(10)],
                "bare": lambda name=name: _asked(bare[name], 10),
                "mini": lambda name=name: _asked(bare[name], 10, signed_in),
            },
            rounds=9,
        )
        ours, size = found["ours"] * 100, len(signed_in.get(address).content)
        print(ratio(f"{name} ({ours:.1f} ms, {size:,} bytes) / bare ({found['bare'] * 100:.1f} ms)",
                    found["ours"] / found["bare"], str(GOAL)))  # fmt: skip
        print(ratio(f"{name} / bare with Django's sign-in ({found['mini'] * 100:.1f} ms)",
                    found["ours"] / found["mini"]))  # fmt: skip


def _asked(bare: Bare, times: int, signed_in: Any = None) -> None:
    """The bare page through Django's own handler, with no middleware: what any Django page costs at least.

    With somebody ``signed_in``, with Django's own sessions and sign-in: the mini page of performance.md 3.
    """
    from django.http import HttpResponse
    from django.test import Client, override_settings
    from django.urls import path

    def page(request: Any) -> HttpResponse:
        assert signed_in is None or request.user.is_authenticated
        return HttpResponse(bare.draw(ask))

    urls = type("Urls", (), {"urlpatterns": [path("bare/", page)]})
    with override_settings(MIDDLEWARE=SIGN_IN if signed_in else [], ROOT_URLCONF=urls):
        alone = Client()
        alone.cookies = signed_in.cookies if signed_in else alone.cookies
        for _ in range(times):
            assert alone.get("/bare/").status_code == 200


def _queries(size: house.Size) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    print("queries a page, in a council of 200 services and in the region:")
    for name, address in ADDRESSES.items():
        counts = []
        for council in (0, size.councils):
            signed_in = client("QO", council)
            signed_in.get(address)
            with CaptureQueriesContext(connection) as asked:
                signed_in.get(address)
            counts.append(len(asked))
        print(f"  {name:<66} {counts[0]:>4} {counts[1]:>4}")


def _page_400(size: house.Size) -> None:
    """The page far on, reached by the links of the pages before it, against the first."""
    import re
    from html import unescape

    signed_in, address = client("QO", size.councils), "/services/"
    far = min(400, size.region // 50)
    following = re.compile(r'<a [^>]*href="([^"]*)"[^>]*rel="next"')
    for _ in range(far - 1):
        found = following.search(signed_in.get(address).content.decode())
        assert found, address
        address = f"/services/{unescape(found[1])}"
    last = address
    found = interleaved(
        {name: lambda at=at: [signed_in.get(at) for _ in range(5)]
         for name, at in (("first", "/services/"), ("far", last), ("numbered", f"/services/?page={far}"))}, rounds=9,
    )  # fmt: skip
    print(
        ratio(
            f"page {far} by its link / page 1, {size.region:,} services",
            found["far"] / found["first"],
            str(PAGE_GOAL),
        )
    )
    print(ratio(f"page {far} by its number alone / page 1", found["numbered"] / found["first"]))


def percentile(values: list[float], share: float) -> float:
    """The value under which a share of them lies."""
    return statistics.quantiles(values, n=100)[round(share * 100) - 1]


if __name__ == "__main__":
    main()
