"""Comparing two snapshots of services: who is in both, gone or new, and whose ratings changed.

A location id dies with its provider, so ``gone`` means no longer registered under this id: the successors
that either snapshot names are followed, and only where there are none has a place closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oversight.gateways.regulator.records import OVERALL, OVERALL_GROUP, Rating, ServiceRecord

_UNRATED = Rating(None, "")


@dataclass(frozen=True, slots=True)
class Gone:
    """A service whose id is not in the later snapshot; ``successors`` are ids that are, and go on from it."""

    id: str
    name: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatingChange:
    """A rating that differs between the snapshots, for one service group and question."""

    id: str
    group: str
    question: str
    before: Rating
    after: Rating

    @property
    def is_overall(self) -> bool:
        """Whether it is the rating of the whole location."""
        return (self.group, self.question) == (OVERALL_GROUP, OVERALL)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two snapshots. Ids are in the order of the snapshot they are from.

    ``both`` are in either; ``deregistered`` are those of them that the later one says have left the register.
    """

    both: tuple[str, ...]
    gone: tuple[Gone, ...]
    new: tuple[str, ...]
    deregistered: tuple[str, ...]
    ratings: tuple[RatingChange, ...]

    @property
    def overall(self) -> tuple[RatingChange, ...]:
        """The changes of overall ratings."""
        return tuple(change for change in self.ratings if change.is_overall)


def compare(before: Iterable[ServiceRecord], after: Iterable[ServiceRecord]) -> Changes:
    """What changed from one snapshot to the next, matched by location id.

    A rating changes where its word does: a new date on the same word is no change, and one unrated word for
    another is none. Groups and questions are compared where both snapshots tell of them, for a file that has
    only overall ratings says nothing of the others; a service without an overall rating is unrated.
    """
    earlier = {each.id: each for each in before}
    later = {each.id: each for each in after}
    both = [each for each in earlier if each in later]
    follow = _successions(earlier, later)
    return Changes(
        both=tuple(both),
        gone=tuple(
            Gone(each.id, each.name, _followed(each.id, follow, later))
            for each in earlier.values()
            if each.id not in later
        ),
        new=tuple(each for each in later if each not in earlier),
        deregistered=tuple(
            each for each in both if later[each].registered is False and earlier[each].registered is not False
        ),
        ratings=tuple(change for each in both for change in _rating_changes(earlier[each], later[each])),
    )


def _rating_changes(before: ServiceRecord, after: ServiceRecord) -> Iterable[RatingChange]:
    whole = OVERALL_GROUP, OVERALL
    keys = dict.fromkeys([whole, *(key for key in before.ratings if key in after.ratings)])
    for key in keys:
        one, other = before.ratings.get(key, _UNRATED), after.ratings.get(key, _UNRATED)
        if one.rating != other.rating:
            yield RatingChange(before.id, *key, one, other)


def _successions(*snapshots: dict[str, ServiceRecord]) -> dict[str, list[str]]:
    """For each id the ids that either snapshot says follow it, from both ends of the relation."""
    follow: dict[str, list[str]] = {}
    for snapshot in snapshots:
        for each in snapshot.values():
            for successor in each.successors:
                follow.setdefault(each.id, []).append(successor.id)
            for predecessor in each.predecessors:
                follow.setdefault(predecessor.id, []).append(each.id)
    return follow


def _followed(gone: str, follow: dict[str, list[str]], later: dict[str, ServiceRecord]) -> tuple[str, ...]:
    """The ids of the later snapshot that go on from one, over any number of steps."""
    met, waiting, found = {gone}, [gone], []
    while waiting:
        for each in dict.fromkeys(follow.get(waiting.pop(0), ())):
            if each in met:
                continue
            met.add(each)
            if each in later:
                found.append(each)
            else:
                waiting.append(each)
    return tuple(found)
