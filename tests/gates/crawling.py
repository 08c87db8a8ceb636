"""Walking through the service from page to page, and reading everything that comes back."""

from __future__ import annotations

import io
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

EACH = 2
"""Addresses of one route, asked with the same names, that are followed from other pages."""

SIGNS_OUT = "/sign-out/"


class Came(NamedTuple):
    """What came back: from where, with which status, every byte of it (a file unpacked), and its headers."""

    address: str
    status: int
    content: bytes
    kind: str


class _Links(HTMLParser):
    """The addresses a page leads to: links, and forms that only look something up."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a link or a form of the method GET leads to."""
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.found.append(str(given["href"]))
        if tag == "form" and str(given.get("method", "get")).lower() == "get" and given.get("action"):
            self.found.append(str(given["action"]))


def crawl(client: Client, starts: list[str]) -> Iterator[Came]:
    """All of these addresses and everything reached from them, each once; of a route a few of each sort."""
    waiting, met, asked = deque(starts), set(starts), Counter[tuple[str, ...]]()
    while waiting:
        at = waiting.popleft()
        asked[sort := _sort(at)] += 1
        if asked[sort] > EACH and at not in starts:
            continue
        response = client.get(at)
        yield Came(at, response.status_code, everything(response), response.headers.get("Content-Type", ""))
        for each in _leads_to(at, response):
            if each not in met and not each.startswith(SIGNS_OUT):
                met.add(each)
                waiting.append(each)


def _sort(at: str) -> tuple[str, ...]:
    parts = urlsplit(at)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        name = parts.path
    return (name, *sorted(each for each, _ in parse_qsl(parts.query)))


def _leads_to(at: str, response: Any) -> Iterator[str]:
    found = [response.headers["Location"]] if "Location" in response.headers else []
    if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
        parser = _Links()
        parser.feed(response.content.decode())
        found += parser.found
    for each in found:
        parts = urlsplit(urljoin(at, each))
        if not parts.netloc or parts.netloc == "testserver":
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def everything(response: Any) -> bytes:
    """The body, a workbook unpacked, and the headers: all bytes in which something could stand."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(name.encode() + b"\n" + packed.read(name) for name in packed.namelist())
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return bytes(body) + b"\n" + headers.encode()
