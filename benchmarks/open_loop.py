"""Requests that arrive at random, so many a second, whatever the answers: a server of two workers, and its client."""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

SHARES = {"register list": 0.45, "service page": 0.40, "filtered matrix": 0.10, "Can we place?": 0.05}
PORT, BARE_PORT = 8471, 8472


def run(addresses: Mapping[str, str], bares: Mapping[str, Any], cookie: str, seconds: int) -> None:
    """Both servers at 20 and at 100 requests a second; the client shares the machine's cores."""
    print(f"open loop, {seconds} s each, gunicorn with 2 workers, client on the same cores:")
    started = [
        _served("oversight.config.wsgi:application", PORT),
        _served("benchmarks.bare_site:application", BARE_PORT),
    ]
    try:
        for port in (PORT, BARE_PORT):
            _wait(port, addresses["register list"], cookie)
        for rate in (20, 100):
            for words, port in (("the service", PORT), ("bare pages", BARE_PORT)):
                _told(words, rate, asyncio.run(_load(addresses, cookie, port, rate, seconds)))
    finally:
        for each in started:
            each.terminate()
            each.wait()


def _served(application: str, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2",
         "--backlog", "2048", "--log-level", "error"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "oversight.config.settings"},
    )  # fmt: skip


def _wait(port: int, address: str, cookie: str) -> None:
    for _ in range(100):
        try:
            if asyncio.run(_one(port, address, cookie))[1] == 200:
                return
        except OSError:
            pass
        time.sleep(0.3)
    raise SystemExit(f"nothing answers at port {port}")


async def _load(
    addresses: Mapping[str, str], cookie: str, port: int, rate: int, seconds: int
) -> list[tuple[float, int]]:
    """Every answer: seconds it took from when it was due, and its status."""
    chance, begun, tasks = random.Random(1), time.perf_counter(), []
    due = 0.0
    while due < seconds:
        due += chance.expovariate(rate)
        name = chance.choices(list(SHARES), list(SHARES.values()))[0]
        await asyncio.sleep(max(0.0, begun + due - time.perf_counter()))
        tasks.append(asyncio.create_task(_timed(port, addresses[name], cookie, begun + due)))
    return list(await asyncio.gather(*tasks))


async def _timed(port: int, address: str, cookie: str, due: float) -> tuple[float, int]:
    try:
        _, status = await _one(port, address, cookie)
    except OSError:
        status = 0
    return time.perf_counter() - due, status


async def _one(port: int, address: str, cookie: str) -> tuple[int, int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
    )
    answer = await reader.read(-1)
    writer.close()
    return len(answer), int(answer.split(b" ", 2)[1]) if answer else 0


def _told(words: str, rate: int, found: list[tuple[float, int]]) -> None:
    times = [took * 1000 for took, status in found if status == 200]
    cuts = statistics.quantiles(times, n=100)
    print(
        f"  {words:<14} {rate:>4} a second: median {statistics.median(times):6.1f} ms, 95th percentile "
        f"{cuts[94]:7.1f} ms, 99th {cuts[98]:7.1f} ms, {len(found) - len(times)} of {len(found):,} not answered"
    )
