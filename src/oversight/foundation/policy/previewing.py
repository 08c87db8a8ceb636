"""Which services would change band or recommended position between two policies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.facts.deriving import completed
from oversight.engine.model import BadInput
from oversight.engine.outcomes.columnar import Verdicts, assess
from oversight.engine.outcomes.policy import Policy
from oversight.engine.rules.columns import table_of
from oversight.engine.words import BAND_ORDER, POSITION_ORDER
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.policy import adopted, queries
from oversight.foundation.policy.facts_sources import Known
from oversight.foundation.policy.models import Adoption, SettingsVersion
from oversight.foundation.policy.overrides import Overrides, overrides_of
from oversight.foundation.ui.words import lower_first

BANDS = {rank: str(band) for band, rank in BAND_ORDER.items()} | {-1: ""}
POSITIONS = {rank: position for position, rank in POSITION_ORDER.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a policy says of a service: its band (empty without a matrix), score and position, in its words."""

    band: str
    band_words: str
    score: int | None
    position: str
    position_words: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A service that would be treated differently."""

    known: Known
    before: Standing
    after: Standing

    @property
    def band_moves(self) -> bool:
        """Whether the band changes."""
        return self.before.band != self.after.band

    @property
    def position_moves(self) -> bool:
        """Whether the recommended position changes."""
        return self.before.position != self.after.position


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do to the services: how many there are, which move, how many make each move.

    ``known`` says in words which facts of those the policy reads are known of any service, ``unknown`` which
    of none; ``left_out`` are services whose facts contradict each other.
    """

    day: date
    services: int
    moved: tuple[Moved, ...]
    moves: tuple[tuple[str, int], ...]
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    left_out: tuple[Known, ...] = ()


def preview(viewer: Viewer, draft: SettingsVersion, day: date, rows: Sequence[Known]) -> Preview:
    """What a draft of settings would move, against the settings in force on the day it is to begin.

    A draft whose first day has passed is looked at for ``day``.
    """
    on = max(day, draft.starts_on)
    return preview_of(viewer, overrides_of(draft.overrides), on, rows)


def preview_of(viewer: Viewer, overrides: Overrides, day: date, rows: Sequence[Known]) -> Preview:
    """The same for overrides that nobody has saved yet. Raises ``Refused`` where they make no sense."""
    return compared(queries.policy_for(viewer, day), policy_if(viewer, overrides, day), day, rows)


def policy_if(viewer: Viewer, overrides: Overrides, day: date) -> Policy:
    """The policy of a day if these were the settings. Raises ``Refused`` where they make no sense."""
    editions = adopted.editions_of(queries.adoptions(viewer, day))
    return _policy(editions, overrides, queries.held(viewer, day), day)


def preview_edition(viewer: Viewer, pack: str, edition: str, day: date, rows: Sequence[Known]) -> Preview:
    """What adopting an edition from a day on would move."""
    return compared(
        queries.policy_for(viewer, day), policy_with_edition(viewer, pack, edition, day), day, rows
    )


def policy_with_edition(viewer: Viewer, pack: str, edition: str, day: date) -> Policy:
    """The policy of a day if this edition were adopted from then on."""
    editions = editions_with(queries.adoptions(viewer, day), pack, edition)
    overrides = queries.settings_in_force(viewer, day).overrides
    return _policy(editions, overrides, queries.held(viewer, day), day)


def editions_with(there: Sequence[Adoption], pack: str, edition: str) -> tuple[adopted.Edition, ...]:
    """The editions in force with one in the place of its pack's, or after the others."""
    editions = tuple((each.pack, edition if each.pack == pack else each.edition) for each in there)
    return editions if any(name == pack for name, _ in editions) else (*editions, (pack, edition))


def _policy(
    editions: tuple[adopted.Edition, ...], overrides: Overrides, held: adopted.Posts, day: date
) -> Policy:
    try:
        return adopted.policy_with(editions, overrides, held, day)
    except BadInput as why:
        raise Refused(f"These settings do not fit together: {why}") from None


def compared(before: Policy, after: Policy, day: date, rows: Sequence[Known]) -> Preview:
    """Two policies over the same services, those worst after the change first."""
    names = sorted({*before.facts_read(), *after.facts_read()})
    whole, left_out = _whole(rows)
    table = table_of([facts for _, facts in whole], names)
    first, second = assess(before, table), assess(after, table)
    bands = first.bands(), second.bands()
    differing = (bands[0] != bands[1]) | (first.recommended != second.recommended)
    moved = [
        Moved(whole[i][0], _standing(before, first, bands[0], i), _standing(after, second, bands[1], i))
        for i in differing.nonzero()[0].tolist()
    ]
    known, unknown = _facts_known(names, [facts for _, facts in whole])
    ordered = tuple(sorted(moved, key=_worst_first))
    return Preview(day, len(whole), ordered, _moves(ordered), known, unknown, left_out)


def _whole(rows: Sequence[Known]) -> tuple[list[tuple[Known, dict[str, Any]]], tuple[Known, ...]]:
    found, left_out = [], []
    for row in rows:
        try:
            found.append((row, completed(row.facts)))
        except BadInput:
            left_out.append(row)
    return found, tuple(left_out)


def _standing(policy: Policy, verdicts: Verdicts, bands: Any, place: int) -> Standing:
    band, position = BANDS[int(bands[place])], POSITIONS[int(verdicts.recommended[place])]
    score = int(verdicts.risk.scores[place]) if verdicts.risk else None
    words = policy.label("band", band) if band else "No band"
    return Standing(band, words, score, position, policy.label("position", position))


def _worst_first(each: Moved) -> tuple[int, int, str, str]:
    after = each.after
    band = BAND_ORDER.get(after.band, -1)
    return -POSITION_ORDER[after.position], -band, each.known.name.casefold(), each.known.reference


def _moves(moved: Sequence[Moved]) -> tuple[tuple[str, int], ...]:
    """How many services make each move, in words, the most frequent first."""
    found: Counter[str] = Counter()
    for each in moved:
        if each.band_moves:
            found[f"From {lower_first(each.before.band_words)} to {lower_first(each.after.band_words)}"] += 1
        if each.position_moves:
            found[f"From ‘{each.before.position_words}’ to ‘{each.after.position_words}’"] += 1
    return tuple(found.most_common())


def _facts_known(
    names: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    there = {name for row in rows for name in row}
    said = {name: CATALOGUE[name].says.rstrip(".") for name in names}
    known = tuple(said[name] for name in names if name in there)
    return known, tuple(said[name] for name in names if name not in there)
