"""clamd's own protocol: the file goes over a socket in pieces (``INSTREAM``), never by its path."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterable

from oversight.gateways.scanner.scans import Scan, ScannerUnavailable, Verdict

PIECE = 65_536
LONGEST_ANSWER = 4096


class Clamd:
    """A clamd at a host and port, or at the path of a local socket."""

    def __init__(self, where: tuple[str, int] | str, *, timeout: float = 5.0, deadline: float = 25.0) -> None:
        self._where, self._timeout, self._deadline = where, timeout, deadline

    def scan(self, chunks: Iterable[bytes]) -> Scan:
        """Have a file looked through. Raises ``ScannerUnavailable`` for anything but a plain answer."""
        until = time.monotonic() + self._deadline
        try:
            with self._reached() as line:
                self._send(line, chunks, until)
                answer = self._answer(line, until)
        except OSError as why:
            raise ScannerUnavailable(type(why).__name__) from None
        return _understood(answer)

    def _reached(self) -> socket.socket:
        if isinstance(self._where, str):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self._timeout)
            try:
                line.connect(self._where)
            except OSError:
                line.close()
                raise
            return line
        return socket.create_connection(self._where, timeout=self._timeout)

    def _send(self, line: socket.socket, chunks: Iterable[bytes], until: float) -> None:
        """Send the file. clamd may answer and close before its end: then its answer is what counts."""
        try:
            line.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                for start in range(0, len(chunk), PIECE):
                    piece = chunk[start : start + PIECE]
                    line.settimeout(_left(until, self._timeout))
                    line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            return

    def _answer(self, line: socket.socket, until: float) -> bytes:
        found = b""
        while b"\0" not in found and len(found) < LONGEST_ANSWER:
            line.settimeout(_left(until, self._deadline))
            more = line.recv(1024)
            if not more:
                break
            found += more
        return found.split(b"\0")[0]


def _left(until: float, most: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, most)


def _understood(answer: bytes) -> Scan:
    """``stream: OK`` is clean, ``stream: Name FOUND`` infected; everything else is no answer."""
    text = answer.decode("ascii", "replace").strip()
    if text == "stream: OK":
        return Scan(Verdict.CLEAN)
    if text.startswith("stream: ") and text.endswith(" FOUND"):
        return Scan(Verdict.INFECTED, text[len("stream: ") : -len(" FOUND")][:100])
    raise ScannerUnavailable("the scanner did not say clean or infected")
