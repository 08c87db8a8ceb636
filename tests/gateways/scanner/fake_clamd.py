"""A clamd of the tests: it speaks INSTREAM over TCP or a local socket and knows one virus."""

from __future__ import annotations

import socket
import struct
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeClamd:
    """Answers connection after connection; ``answer`` says something else than the truth."""

    def __init__(self, line: socket.socket, answer: bytes | None = None, read: bool = True):
        self.line, self.answer, self.read, self.seen = line, answer, read, []
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        while True:
            try:
                talk, _ = self.line.accept()
            except OSError:
                return
            with talk:
                content = self._received(talk) if self.read else b""
                self.seen.append(content)
                found = b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
                talk.sendall(self.answer if self.answer is not None else found)

    def _received(self, talk) -> bytes:
        stream = talk.makefile("rb")
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", stream.read(4))[0]:
            content += stream.read(length)
        return content


@contextmanager
def fake_clamd(where: Path | None = None, **values):
    """A running fake; yields it and its address."""
    if where is None:
        line = socket.create_server(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{line.getsockname()[1]}"
    else:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.bind(str(where))
        line.listen()
        address = f"unix://{where}"
    try:
        yield FakeClamd(line, **values), address
    finally:
        line.close()
