"""The bare pages behind a WSGI door, for the open loop: nothing but a query and a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from oversight.config import running

running.start_django()

from benchmarks import pages  # noqa: E402  # reads rows, so Django comes first

PAGES = {pages.ADDRESSES[name]: bare for name, bare in pages.bares().items()}


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """A bare page for an address of the service's."""
    query = f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""
    body = PAGES[environ["PATH_INFO"] + query].draw(pages.ask).encode()
    start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
