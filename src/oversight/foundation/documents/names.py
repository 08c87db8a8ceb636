"""Names of files as they are kept: one line, no folders, nothing hidden, not too long."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 150


def cleaned(name: str) -> str:
    """A name that shows what it is; its ending is what it really is, whatever was hidden before it."""
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(
        each for each in unicodedata.normalize("NFC", last) if unicodedata.category(each)[0] != "C"
    )
    plain = re.sub(r'[<>:"|?*\s]+', " ", plain).strip(" .") or "file"
    stem, dot, ending = plain.rpartition(".")
    return plain if len(plain) <= LONGEST else f"{stem[: LONGEST - len(ending) - 1]}{dot}{ending}"[-LONGEST:]
