"""A local server that speaks the regulator's documented API (cqc-data.md 2), with its manners and its faults.

It refuses a call without the key or without a User-Agent, answers 400 for an id in small letters, 404 for one it has
not, and pages as the API does. ``trouble`` holds answers it gives first: a status, or bytes that are no JSON;
``elsewhere`` is where it redirects to.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "a-key-for-tests"


@dataclass
class FakeApi:
    """What the server holds, what it was asked, and what it gets wrong first."""

    documents: dict[str, dict[str, dict[str, Any]]]
    changes: list[str] = field(default_factory=list)
    trouble: list[int | bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    page_size: int | None = None
    address: str = ""
    elsewhere: str = ""

    def answer(self, path: str, headers: Any) -> tuple[int, bytes]:
        """The status and the body for a path."""
        self.asked.append(path)
        if not headers.get("User-Agent", "").startswith("care-provider-oversight"):
            return 403, b"Forbidden"
        if headers.get("Ocp-Apim-Subscription-Key") != KEY:
            return 401, b'{"statusCode": 401}'
        if self.trouble:
            wrong = self.trouble.pop(0)
            return (wrong, b"") if isinstance(wrong, int) else (200, wrong)
        status, found = self._found(path)
        return status, json.dumps(found).encode()

    def _found(self, path: str) -> tuple[int, Any]:
        parts = urlsplit(path)
        words, query = parts.path.strip("/").split("/"), parse_qs(parts.query)
        if words[0] == "changes":
            return 200, self._page(self.changes, "changes", query)
        if len(words) == 1:
            return 200, self._page(self._lines(words[0], query), words[0], query)
        if words[1] != words[1].upper():
            return 400, {"message": "Bad Request"}
        found = self.documents[words[0]].get(words[1])
        return (200, found) if found else (404, {"message": f"No {words[0]} found"})

    def _lines(self, kind: str, query: dict[str, list[str]]) -> list[dict[str, str]]:
        one = kind.removesuffix("s")
        return [
            {
                f"{one}Id": each[f"{one}Id"],
                f"{one}Name": each["name"],
                "postalCode": each.get("postalCode", ""),
            }
            for each in self.documents[kind].values()
            if all(
                each.get(name) in values
                for name, values in query.items()
                if name in ("careHome", "localAuthority")
            )
        ]

    def _page(self, rows: list[Any], name: str, query: dict[str, list[str]]) -> dict[str, Any]:
        size, page = self.page_size or int(query["perPage"][0]), int(query["page"][0])
        pages = -(-len(rows) // size)
        more = {"nextPageUri": f"/{name}?page={page + 1}"} if page < pages else {}
        return {"total": len(rows), "page": page, "perPage": size, "totalPages": pages,
                name: rows[(page - 1) * size : page * size], **more}  # fmt: skip


@contextmanager
def serving(fake: FakeApi) -> Iterator[FakeApi]:
    """The server at an address of this machine, until the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = fake.answer(self.path, self.headers)
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "0")
            if fake.elsewhere:
                self.send_header("Location", fake.elsewhere)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    fake.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
