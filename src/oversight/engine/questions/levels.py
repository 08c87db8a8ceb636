"""The percent and the rating of a group of questions: a standard, a section, or the whole.

The percent is ``100 x (earned - lowest) / (highest - lowest)``, where *earned* is the sum of points x
weight of the answers, and *lowest* and *highest* are what the worst and the best answers to the same
questions would earn. So a weight multiplies the answer and the ceiling alike, a question that is not
applicable leaves all three, and both 0 and 100 can always be reached.

Percents are exact fractions and bands are read from the exact value. Only ``shown`` rounds, always down,
so that a percent on a page never looks as though it had reached a band that it has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from oversight.engine.questions.models import QuestionSet
from oversight.engine.questions.results import LevelScore, QuestionScore
from oversight.engine.questions.scale import NOT_APPLICABLE, Cap, Level, Rating, rating_at, worse_than


@dataclass(frozen=True, slots=True)
class Group:
    """What is rated together: the questions, and the standards and sections inside that are rated already."""

    level: Level
    id: str
    title: str
    questions: tuple[QuestionScore, ...]
    standards: tuple[LevelScore, ...] = ()
    sections: tuple[LevelScore, ...] = ()

    def rated(self, of: str) -> dict[str, Rating]:
        """The ratings inside the group that a cap looks at, by id; what has no rating is left out."""
        inside: dict[str, tuple[QuestionScore | LevelScore, ...]] = {
            "critical_question": tuple(question for question in self.questions if question.critical),
            "standard": self.standards,
            "section": self.sections,
        }
        return {each.id: each.rating for each in inside[of] if each.rating is not None}


def rate(question_set: QuestionSet, group: Group) -> LevelScore:
    """The percent of a group, and its rating once every question in it has an answer."""
    points = {answer.id: answer.points for answer in question_set.scale if answer.points is not None}
    answers = [(question.weight, question.answer) for question in group.questions]
    found = percent(answers, points)
    complete = all(answer is not None for _, answer in answers)
    rating: Rating | None = None
    held_by: tuple[str, ...] = ()
    if complete and found is not None:
        rating, held_by = _capped(group, rating_at(question_set.bands, found), question_set.caps)
    words = (*(answer.id for answer in question_set.scale), NOT_APPLICABLE)
    counts = {word: sum(answer == word for _, answer in answers) for word in words}
    return LevelScore(
        group.id, group.title, rating, found, complete, _reachable(answers, points), held_by, counts
    )


def percent(answers: list[tuple[int, str | None]], points: Mapping[str, int]) -> Fraction | None:
    """The exact percent of weighted answers; ``None`` where none of them counts."""
    counted = [
        (weight, points[answer]) for weight, answer in answers if answer is not None and answer in points
    ]
    if not counted:
        return None
    lowest, highest = min(points.values()), max(points.values())
    earned = sum(weight * (value - lowest) for weight, value in counted)
    return Fraction(100 * earned, sum(weight for weight, _ in counted) * (highest - lowest))


def shown(exact: Fraction | None) -> float | None:
    """A percent for a page: one decimal place, rounded down."""
    return None if exact is None else (exact * 10 // 1) / 10


def _reachable(
    answers: list[tuple[int, str | None]], points: Mapping[str, int]
) -> tuple[Fraction, Fraction] | None:
    """The percents if every open question got the worst, or the best, answer."""
    if not points:
        return None
    worst, best = min(points, key=points.__getitem__), max(points, key=points.__getitem__)
    low, high = (
        percent([(weight, answer or end) for weight, answer in answers], points) for end in (worst, best)
    )
    return None if low is None or high is None else (low, high)


def _capped(group: Group, reached: Rating, caps: tuple[Cap, ...]) -> tuple[Rating, tuple[str, ...]]:
    """The rating after every cap that binds, and what holds it there."""
    rating, held_by = reached, dict[str, None]()
    for cap in caps:
        limit, causes = cap.at_most(group.level), _causes(group, cap)
        if limit is None or not causes or not worse_than(limit, reached):
            continue
        if worse_than(limit, rating):
            rating, held_by = limit, dict[str, None]()
        if limit is rating:
            held_by |= dict.fromkeys(causes)
    return rating, tuple(held_by)


def _causes(group: Group, cap: Cap) -> list[str]:
    causes = [name for name, rating in group.rated(cap.of).items() if not worse_than(cap.rated, rating)]
    return causes if len(causes) >= cap.count else []
