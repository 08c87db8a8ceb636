"""The filters of a list: each reads its part of an address, and says in words what it lets through."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Model, Q, QuerySet

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.search.addresses import Address
from oversight.foundation.ui import words as said
from oversight.foundation.ui.dates import read_day
from oversight.foundation.ui.pages import Box, Control, Option

Rows = QuerySet[Any]
Beside = QuerySet[Any] | Mapping[str, int] | None
"""What a filter's values are counted among: rows, counts that were made already, or (``None``) nothing."""
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Picked:
    """What an address picks with a filter: the condition, and each choice as words with its pairs."""

    condition: Q | None = None
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(ABC):
    """What filters have in common: their name in addresses, their words, and who may use them.

    ``many``: the column is of several rows beside each one, which would otherwise be shown twice.
    """

    key: str
    words: str
    field: str = ""
    needs: str = ""
    many: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names it has in addresses."""
        return (self.key,)

    @abstractmethod
    def picked(self, address: Address, actor: Actor) -> Picked:
        """What an address picks."""

    @abstractmethod
    def control(self, address: Address, actor: Actor, others: Beside) -> Control:
        """How the page lays it out; ``others`` are the rows that all other filters let through."""

    def for_actor(self, actor: Actor) -> Filter:
        """The same filter with everything worked out that depends on who asks."""
        return self

    def applied(self, rows: Rows, address: Address, actor: Actor) -> Rows:
        """The rows it lets through."""
        condition = self.picked(address, actor).condition
        if condition is None:
            return rows
        if not self.many:
            return rows.filter(condition)
        model: type[Model] = rows.model
        return rows.filter(pk__in=model._base_manager.filter(condition).values("pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Filter):
    """One or more of a few: ``options`` are values with their words, or a function that gives them.

    ``condition`` says what a choice of values lets through, where it is more than a column's value.
    """

    options: Options | Callable[[Actor], Options] = ()
    condition: Callable[[Sequence[str]], Q] | None = None
    layout: str = "choice"

    def offered(self, actor: Actor) -> Options:
        """The values with their words."""
        return self.options(actor) if callable(self.options) else self.options

    def for_actor(self, actor: Actor) -> Choice:
        """The same with its values asked for once."""
        return replace(self, options=tuple(self.options(actor))) if callable(self.options) else self

    def is_plain(self, address: Address, actor: Actor) -> bool:
        """Of a column of the row itself, and nothing is chosen."""
        own = bool(self.field) and not self.condition and not self.many
        return own and self.picked(address, actor).condition is None

    def counted_as(self, value: Any) -> str:
        """The value in the address for one in the column."""
        return str(value)

    def picked(self, address: Address, actor: Actor) -> Picked:
        """Rows with any of the values chosen."""
        asked = address.all(self.key)
        chosen = [(value, words) for value, words in self.offered(actor) if value in asked]
        if not chosen:
            return Picked()
        choices = tuple((words, ((self.key, value),)) for value, words in chosen)
        return Picked(self.lets_through([value for value, _ in chosen], actor), choices)

    def lets_through(self, values: list[str], actor: Actor) -> Q:
        """The condition for some values."""
        return self.condition(values) if self.condition else Q(**{f"{self.field}__in": values})

    def control(self, address: Address, actor: Actor, others: Beside) -> Control:
        """The values, each with how many rows have it."""
        asked = address.all(self.key)
        counts = self.counts(others) if isinstance(others, QuerySet) else others
        options = tuple(
            Option(value, words, value in asked, counts.get(value, 0) if counts is not None else None)
            for value, words in self.offered(actor)
        )
        return Control(self.layout, self.key, self.words, options)

    def counts(self, others: Rows) -> dict[str, int] | None:
        """How many rows have each value; ``None`` where one column alone does not say."""
        if not self.field or self.condition:
            return None
        model: type[Model] = others.model
        every = others.order_by()
        if others.query.group_by is not None:
            every = model._base_manager.filter(pk__in=every.values("pk")).order_by()
        found = every.values_list(self.field).annotate(rows=Count("pk", distinct=True))
        return {str(value): count for value, count in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Choice):
    """Yes, no, or not known: where a column may be empty, that is a value like the others."""

    options: Options | Callable[[Actor], Options] = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))

    def lets_through(self, values: list[str], actor: Actor) -> Q:
        """Rows whose answer is any of those chosen."""
        if self.condition:
            return self.condition(values)
        said = {
            "yes": Q(**{self.field: True}),
            "no": Q(**{self.field: False}),
            "unknown": Q(**{f"{self.field}__isnull": True}),
        }
        return _any(said[value] for value in values)

    def counts(self, others: Rows) -> dict[str, int] | None:
        """How many rows have each answer."""
        found = Choice.counts(self, others)
        return found and {self.counted_as(value): count for value, count in found.items()}

    def counted_as(self, value: Any) -> str:
        """Yes, no, or not known."""
        return {"True": "yes", "False": "no", "None": "unknown"}[str(value)]

    def picked(self, address: Address, actor: Actor) -> Picked:
        """Rows with any of the answers chosen; the words of a choice name the question too."""
        found = Choice.picked(self, address, actor)
        choices = tuple((f"{self.words}: {words.lower()}", pairs) for words, pairs in found.choices)
        return replace(found, choices=choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Choice):
    """Somebody: oneself, nobody, or one of ``options`` (their id as text, and their name)."""

    layout: str = "person"

    def is_plain(self, address: Address, actor: Actor) -> bool:
        """A list of names is shown without counts."""
        return False

    def offered(self, actor: Actor) -> Options:
        """Oneself first, then nobody, then the others by name."""
        others = [each for each in Choice.offered(self, actor) if each[0] != str(actor.person_id)]
        return [("me", "Me"), ("nobody", "Nobody"), *others]

    def lets_through(self, values: list[str], actor: Actor) -> Q:
        """Rows of any of those chosen."""
        ids = [str(actor.person_id) if value == "me" else value for value in values if value != "nobody"]
        if self.condition:
            return self.condition([*ids, *(["nobody"] if "nobody" in values else [])])
        said = [Q(**{f"{self.field}__in": ids})] if ids else []
        return _any([*said, *([Q(**{f"{self.field}__isnull": True})] if "nobody" in values else [])])

    def counts(self, others: Rows) -> dict[str, int] | None:
        """A list of names is shown without counts."""
        return None

    def picked(self, address: Address, actor: Actor) -> Picked:
        """Rows of the people chosen; the words of a choice say what they are to the row."""
        found = Choice.picked(self, address, actor)
        choices = tuple((f"{self.words}: {words}", pairs) for words, pairs in found.choices)
        return replace(found, choices=choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Filter):
    """Words that must all stand somewhere in ``fields``."""

    fields: Sequence[str] = ()
    hint: str = ""

    def picked(self, address: Address, actor: Actor) -> Picked:
        """Rows in which each word typed stands in one of the columns."""
        typed = address.one(self.key)
        condition = Q()
        for word in typed.split()[:8]:
            condition &= _any(Q(**{f"{each}__icontains": word}) for each in self.fields or [self.field])
        pairs = tuple((self.key, value) for value in address.all(self.key))
        return Picked(condition, ((f"{self.words}: ‘{typed}’", pairs),)) if typed else Picked()

    def control(self, address: Address, actor: Actor, others: Beside) -> Control:
        """One text box."""
        box = Box(self.key, self.words, address.one(self.key), self.hint)
        return Control("text", self.key, self.words, boxes=(box,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates(Filter):
    """From one day to another, both included; ``moments`` where the column holds times of day too."""

    moments: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of both days."""
        return (f"{self.key}_from", f"{self.key}_to")

    def picked(self, address: Address, actor: Actor) -> Picked:
        """Rows between the days; a day that is none is said to be a problem and lets everything through."""
        condition, choices, problems = Q(), [], []
        column = f"{self.field}__date" if self.moments else self.field
        for name, words, test in zip(self.names, ("from", "to"), ("gte", "lte"), strict=True):
            typed = address.one(name)
            day = read_day(typed)
            if day:
                condition &= Q(**{f"{column}__{test}": day})
                choices.append((f"{self.words} {words} {said.day(day)}", ((name, typed),)))
            elif typed:
                problems.append((name, f"{self.words} ({words}) must be a real date, such as 24/11/2026"))
        return Picked(condition if choices else None, tuple(choices), tuple(problems))

    def control(self, address: Address, actor: Actor, others: Beside) -> Control:
        """Two text boxes."""
        errors = dict(self.picked(address, actor).problems)
        boxes = tuple(
            Box(name, words, address.one(name), "For example, 24/11/2026", errors.get(name, ""))
            for name, words in zip(self.names, ("From", "To"), strict=True)
        )
        return Control("dates", self.key, self.words, boxes=boxes)


def _any(conditions: Iterable[Q]) -> Q:
    """Any of some conditions."""
    found = Q()
    for each in conditions:
        found |= each
    return found
