"""The child process: limits itself, reads one file from its input, says one line and ends."""

from __future__ import annotations

import json
import resource
import sys

from oversight.foundation.documents.looking.findings import LARGEST_FILE, UNREADABLE, Unfit
from oversight.foundation.documents.looking.kinds import look

MEMORY, SECONDS = 512 * 1024 * 1024, 10


def limit() -> None:
    """No more memory, time, files or processes than looking takes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Look at what comes in under the name given; answer as JSON."""
    limit()
    try:
        answer = {"kind": look(sys.stdin.buffer.read(LARGEST_FILE + 1), sys.argv[1]), "problem": ""}
    except Unfit as why:
        answer = {"kind": "", "problem": str(why)}
    except MemoryError:
        answer = {"kind": "", "problem": UNREADABLE}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
