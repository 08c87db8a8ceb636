"""The regulator's public API: lists by page, documents one by one, and what changed between two moments.

The gateway answers 403 without a User-Agent, allows 2,000 calls a minute, and is out at times; ids that it names as
changed may answer 404, and one in small letters 400 (cqc-data.md 2). Retries, backing off and ``Retry-After`` are
urllib3's. Documents come as they are; ``api_fetching`` takes names of people out before anything is kept.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode

import urllib3
from urllib3.util import Retry, Timeout

from oversight.engine.model import BadInput

ADDRESS = "https://api.service.cqc.org.uk/public/v1"
USER_AGENT = "care-provider-oversight/1 (council quality assurance)"
CALLS_A_MINUTE = 1_900
"""A little under what is allowed, so that two councils' clocks need not agree."""

PAGE = 1_000
LATE = timedelta(days=30)
"""How far back changes are read again each time, because some are told late."""

TRY_AGAIN_ON = frozenset({429, 500, 502, 503, 504})
TRIES = 6
Kind = Literal["location", "provider"]
Document = dict[str, Any]


class RegulatorApiError(BadInput):
    """The API could not be used, as one sentence: what it answered, and what to do."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: the id, the name and, of a location, the postcode."""

    id: str
    name: str
    postcode: str = ""


@dataclass(slots=True)
class Pace:
    """No more calls than are allowed: each waits until its turn. ``now`` and ``sleep`` are passed in by tests."""

    a_minute: int = CALLS_A_MINUTE
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: float = 0.0

    def wait(self) -> None:
        """Wait until the next call may be made."""
        now = self.now()
        if now < self._next:
            self.sleep(self._next - now)
        self._next = max(now, self._next) + 60 / self.a_minute


@dataclass(slots=True)
class RegulatorApi:
    """The API with a council's key. ``backoff`` is the first wait, in seconds, before a call is tried again.

    The key is sent to this address alone (no redirect is followed), and no error says it.
    """

    key: str = field(repr=False)
    address: str = ADDRESS
    backoff: float = 0.5
    pace: Pace = field(default_factory=Pace)
    _pool: urllib3.PoolManager = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not self.key.strip():
            raise RegulatorApiError(
                "There is no key for the regulator's API. Sign up at its developer portal, then set the key."
            )
        retries = Retry(
            total=TRIES, backoff_factor=self.backoff, status_forcelist=TRY_AGAIN_ON, allowed_methods=["GET"],
            raise_on_status=False, respect_retry_after_header=True,
        )  # fmt: skip
        headers = {
            "Ocp-Apim-Subscription-Key": self.key.strip(), "User-Agent": USER_AGENT, "Accept": "application/json",
        }  # fmt: skip
        timeout = Timeout(connect=10, read=60)
        self._pool = urllib3.PoolManager(retries=retries, headers=headers, timeout=timeout, maxsize=4)

    def listed(self, kind: Kind, filters: Mapping[str, str | list[str]] | None = None) -> Iterator[Listed]:
        """Every line of a list, page by page. Raises ``RegulatorApiError``.

        Filters are the API's own, case and all; several values of one mean any of them.
        """
        for page in self._pages(f"/{kind}s", dict(filters or {}), PAGE):
            for each in page.get(f"{kind}s", ()):
                name, postcode = f"{each.get(f'{kind}Name') or ''}", f"{each.get('postalCode') or ''}"
                yield Listed(str(each[f"{kind}Id"]), name.strip(), postcode.strip())

    def document(self, kind: Kind, key: str) -> Document | None:
        """One location or provider as the API describes it; ``None`` where it has none (any more)."""
        status, found = self._asked(f"/{kind}s/{key}")
        if status == 400 and key != key.upper():
            status, found = self._asked(f"/{kind}s/{key.upper()}")
        if status == 404:
            return None
        return self._sound(status, found, f"{kind} {key}")

    def changed(self, kind: Kind, since: datetime, until: datetime) -> list[str]:
        """The ids that changed from a moment until another, each once, those told late included."""
        window = {"startTimestamp": _moment(since - LATE), "endTimestamp": _moment(until)}
        pages = self._pages(f"/changes/{kind}", window, PAGE)
        return list(dict.fromkeys(str(each) for page in pages for each in page.get("changes", ())))

    def _pages(self, path: str, asked: Mapping[str, Any], size: int) -> Iterator[Document]:
        page, last = 1, 1
        while page <= last:
            status, found = self._asked(path, {**asked, "page": page, "perPage": size})
            answer = self._sound(status, found, f"page {page} of {path.strip('/')}")
            yield answer
            last = int(answer.get("totalPages") or 0)
            page += 1

    def _asked(self, path: str, asked: Mapping[str, Any] | None = None) -> tuple[int, Any]:
        self.pace.wait()
        query = f"?{urlencode(asked, doseq=True)}" if asked else ""
        try:
            response = self._pool.request("GET", f"{self.address}{path}{query}", redirect=False)
        except urllib3.exceptions.HTTPError as error:
            raise RegulatorApiError(
                f"The regulator's API cannot be reached ({type(error).__name__}). Nothing was taken in. Try later."
            ) from error
        return response.status, response.data

    def _sound(self, status: int, content: bytes, what: str) -> Document:
        if status in (401, 403):
            raise RegulatorApiError(
                f"The regulator's API refused the key (it answered {status}). Check the key in the settings."
            )
        if status == 429:
            raise RegulatorApiError(
                "The regulator's API had too many requests (it answered 429). Nothing was taken in. "
                "Wait a few minutes, then try again."
            )
        if status != 200:
            raise RegulatorApiError(
                f"The regulator's API answered {status} for {what}. Nothing was taken in. Try later."
            )
        try:
            found = json.loads(content)
        except ValueError as error:
            raise RegulatorApiError(
                f"What the regulator's API answered for {what} cannot be read: {error}. Nothing was taken in."
            ) from error
        if not isinstance(found, dict):
            raise RegulatorApiError(f"What the regulator's API answered for {what} is no document.")
        return found


def _moment(at: datetime) -> str:
    """A moment as the API writes them, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
