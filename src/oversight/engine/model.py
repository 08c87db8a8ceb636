"""What every part of a pack is made of: strict, frozen pydantic models, and the errors packs raise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-/.][a-z0-9]+)*$")]
"""An id in a pack: lower-case words joined by hyphens, with slashes or dots between parts."""

ClauseId = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S+$")]
"""The printed number of a clause, as a quoted string: ``"16.2"``, ``"4.v"``, ``"5.8/step-1"``."""

Sentence = Annotated[str, StringConstraints(min_length=3, strip_whitespace=True)]
"""Words for people: a title, a paraphrase, a reason."""


class PackModel(BaseModel):
    """A part of a pack. Unknown keys are refused; once loaded nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Cited(PackModel):
    """A part of a pack that stands on a clause."""

    id: Identifier
    clause: ClauseId = Field(description="the printed number of the clause it stands on, quoted")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a pack: where it is, what is wrong, how to mend it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class PackError(Exception):
    """A pack that cannot be used; carries every problem found."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class BadInput(Exception):
    """Something a person gave that cannot be used, as one clear sentence."""
