"""Conditions as packs write them: words about one fact, joined by ``all``, ``any`` and ``not``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from oversight.engine.facts.catalogue import CATALOGUE, Fact, FactType
from oversight.engine.facts.reading import check_value
from oversight.engine.model import BadInput, PackModel
from oversight.engine.words import suggestion

Operand = bool | int | float | date | str
Word = Literal["is", "is_not", "in", "at_least", "at_most", "more_than", "less_than", "known"]
WORDS: tuple[str, ...] = ("is", "is_not", "in", "at_least", "at_most", "more_than", "less_than", "known")
MEASURING = frozenset({"at_least", "at_most", "more_than", "less_than"})
MEASURED = frozenset({FactType.COUNT, FactType.NUMBER, FactType.DATE})


class Condition(PackModel):
    """One condition: either a word about a fact, or ``all``/``any`` of several, or ``not`` of one.

    Three-valued: a condition on an unknown fact is unknown, never false (``known`` alone is always
    true or false). ``{fact: regulator.safe, is: inadequate}``.
    """

    all_: tuple[Condition, ...] | None = Field(default=None, alias="all", min_length=1)
    any_: tuple[Condition, ...] | None = Field(default=None, alias="any", min_length=1)
    not_: Condition | None = Field(default=None, alias="not")
    fact: str | None = None
    is_: Operand | None = Field(default=None, alias="is")
    is_not: Operand | None = None
    in_: tuple[Operand, ...] | None = Field(default=None, alias="in", min_length=1)
    at_least: Operand | None = None
    at_most: Operand | None = None
    more_than: Operand | None = None
    less_than: Operand | None = None
    known: bool | None = None

    @field_validator("fact")
    @classmethod
    def _known_fact(cls, name: str | None) -> str | None:
        if name is not None and name not in CATALOGUE:
            raise ValueError(f"'{name}' is not a fact{suggestion(name, CATALOGUE)}")
        return name

    @model_validator(mode="before")
    @classmethod
    def _known_words(cls, given: Any, info: ValidationInfo) -> Any:
        if isinstance(given, dict):
            allowed = {*WORDS, "fact", "all", "any", "not"}
            for key in given:
                if key not in allowed:
                    raise ValueError(f"'{key}' is not a word of conditions{suggestion(str(key), allowed)}")
        return given

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        joined = [name for name in ("all_", "any_", "not_") if getattr(self, name) is not None]
        said = [word for word in WORDS if self.operand(word) is not None]
        if self.fact is None:
            if len(joined) != 1 or said:
                raise ValueError("a condition names one fact with one word, or is one of all, any, not")
            return self
        if joined or len(said) != 1:
            raise ValueError(f"a condition on '{self.fact}' takes exactly one of: {', '.join(WORDS)}")
        _check_operand(CATALOGUE[self.fact], said[0], self.operand(said[0]))
        return self

    def operand(self, word: str) -> Any:
        """What the condition says behind ``word``, or ``None``."""
        return getattr(self, {"is": "is_", "in": "in_"}.get(word, word))

    @property
    def word(self) -> str:
        """The word used about the fact; only for a condition on a fact."""
        return next(word for word in WORDS if self.operand(word) is not None)

    def leaves(self) -> Iterator[Condition]:
        """Every condition on a fact inside this one, itself included."""
        if self.fact is not None:
            yield self
        for part in (*(self.all_ or ()), *(self.any_ or ()), *((self.not_,) if self.not_ else ())):
            yield from part.leaves()


def _check_operand(fact: Fact, word: str, operand: Any) -> None:
    if word == "known":
        return
    if word in MEASURING and fact.type not in MEASURED:
        raise ValueError(f"'{word}' measures numbers and dates; '{fact.name}' is a {fact.type}: use is or in")
    for value in operand if word == "in" else (operand,):
        try:
            check_value(fact, value)
        except BadInput as wrong:
            raise ValueError(str(wrong)) from None
