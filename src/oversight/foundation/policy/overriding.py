"""Packs with an authority's own settings in them: what the engine then says is what the authority settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from oversight.engine.clocks.models import Calendar, Clock, Closure
from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.model import BadInput, PackModel
from oversight.engine.packs.pack import Pack
from oversight.engine.risk.models import Indicator, Matrix
from oversight.engine.rules.models import Rule
from oversight.foundation.policy.overrides import Length, Overrides

Model = TypeVar("Model", bound=PackModel)
COUNTED = ("each", "starts_at", "cap")


def overridden(pack: Pack, overrides: Overrides) -> Pack:
    """The pack with every setting that it has; settings it does not have are passed over.

    Raises ``BadInput`` where the settings together make no sense (red below amber).
    """
    return replace(
        _with_frequencies(pack, overrides.frequencies.get(pack.id, {})),
        about=_with_titles(pack, overrides.words),
        vocabulary=_with_words(pack, overrides.words),
        matrix=pack.matrix and matrix_with(pack.matrix, overrides),
        clocks=_with_lengths(pack, overrides.clocks.get(pack.id, {})),
        calendars=_with_closures(pack, overrides.closures),
    )


def matrix_with(matrix: Matrix, overrides: Overrides) -> Matrix:
    """The matrix with the authority's points and bands."""
    bands = {**matrix.bands.model_dump(), **overrides.bands.model_dump(exclude_none=True)}
    lines = [_line(each, overrides.points.get(each.id, {})) for each in matrix.indicators]
    return remade(matrix, bands=bands, indicators=lines)


def numbers_of(indicator: Indicator) -> dict[str, int]:
    """Every number of a risk line that may be changed, by the key it is changed under."""
    if indicator.points is not None:
        words = CATALOGUE[indicator.fact].words or ("true", "false")
        return {word: indicator.points.get(word, 0) for word in words}
    if indicator.steps is not None:
        return {str(step.at_least): step.points for step in indicator.steps}
    return {name: value for name in COUNTED if (value := getattr(indicator, name)) is not None}


def _line(indicator: Indicator, changes: Mapping[str, int]) -> Indicator:
    known = {key: value for key, value in changes.items() if key in numbers_of(indicator)}
    if not known:
        return indicator
    if indicator.points is not None:
        return remade(indicator, points={**indicator.points, **known})
    if indicator.steps is not None:
        steps = [{"at_least": each.at_least, "points": known.get(str(each.at_least), each.points)}
                 for each in indicator.steps]  # fmt: skip
        return remade(indicator, steps=steps)
    return remade(indicator, **known)


def _with_lengths(pack: Pack, lengths: Mapping[str, Length]) -> Mapping[str, Clock]:
    """The pack's clocks; one of a pack it builds on becomes its own where its length is changed."""
    everything, changed = pack.all_of("clocks"), {}
    for name, length in lengths.items():
        if name in everything:
            changed[name] = remade(everything[name], **length.model_dump(exclude_none=True))
    return {**pack.clocks, **changed}


def _with_closures(pack: Pack, closures: Sequence[Closure]) -> Mapping[str, Calendar]:
    if not closures:
        return pack.calendars
    found = {}
    for name, calendar in pack.all_of("calendars").items():
        there = {each.date for each in calendar.closures}
        added = [each.model_dump() for each in closures if each.date not in there]
        found[name] = remade(calendar, closures=[*(each.model_dump() for each in calendar.closures), *added])
    return found


def _with_words(pack: Pack, words: Mapping[str, str]) -> Any:
    own = {word: said for word, said in words.items() if not word.startswith("role.")}
    return pack.vocabulary.model_copy(update={"words": {**pack.vocabulary.words, **own}})


def _with_titles(pack: Pack, words: Mapping[str, str]) -> Any:
    titles = {role: words.get(f"role.{role}", title) for role, title in pack.about.roles.items()}
    return pack.about.model_copy(update={"roles": titles})


def _with_frequencies(pack: Pack, months: Mapping[str, int]) -> Pack:
    if not months:
        return pack
    rules = tuple(_often(rule, months) for rule in pack.rules)
    return replace(pack, rules=rules, extends=tuple(_with_frequencies(each, months) for each in pack.extends))


def _often(rule: Rule, months: Mapping[str, int]) -> Rule:
    gap = rule.then.to_be_named
    if gap is None or gap not in months:
        return rule
    return rule.model_copy(update={"then": remade(rule.then, to_be_named=None, every_months=months[gap])})


def remade(model: Model, **changes: Any) -> Model:
    """A part of a pack with other values, checked as when it was read. Raises ``BadInput``."""
    told = {**model.model_dump(by_alias=True, exclude_none=True), **changes}
    try:
        return type(model).model_validate({key: value for key, value in told.items() if value is not None})
    except ValidationError as wrong:
        raise BadInput(_said(wrong)) from None


def _said(wrong: ValidationError) -> str:
    first = wrong.errors()[0]
    return str(first.get("ctx", {}).get("error") or first["msg"])
