"""How a question set turns answers into ratings: the answers' points, the bands, and the caps.

All three are data: a local setting of the pack, never a number in code.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from oversight.engine.model import PackModel, Sentence

NOT_APPLICABLE = "not_applicable"
"""The one answer that every set allows and no scale lists: the question leaves the sum."""

AnswerWord = Annotated[str, StringConstraints(pattern=r"^[a-z]+(?:_[a-z]+)*$")]
"""An answer as it is recorded: ``good``, ``not_seen``."""


class Rating(StrEnum):
    """A rating of a question, a standard, a section or the whole, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    POOR = "poor"


RATING_ORDER: dict[Rating, int] = {rating: rank for rank, rating in enumerate(Rating)}
"""Rank of each rating; a higher one is worse."""

Level = Literal["standard", "section", "overall"]
LEVELS: tuple[Level, ...] = ("standard", "section", "overall")
"""What is rated above a question, lowest first."""


def worse_than(rating: Rating, other: Rating) -> bool:
    """Whether ``rating`` is worse than ``other``."""
    return RATING_ORDER[rating] > RATING_ORDER[other]


class ScaleAnswer(PackModel):
    """One answer an assessor may choose, with the words that say when to choose it.

    In a scored set it carries ``points`` and the ``rating`` it stands for. In a record it carries neither:
    ``sign`` says whether it is a warning sign (true), is none (false), or leaves the matter open (absent).
    """

    id: AnswerWord
    title: Sentence
    says: Sentence = Field(description="when to choose this answer, shown beside it")
    points: int | None = Field(default=None, ge=0, strict=True)
    rating: Rating | None = None
    sign: bool | None = Field(default=None, strict=True, description="records only: is it a warning sign?")


class RatingBand(PackModel):
    """A rating and the percent from which it is reached."""

    rating: Rating
    from_percent: int = Field(ge=0, le=100, strict=True)


class Cap(PackModel):
    """A limit from below: so many critical questions, standards or sections rated this or worse hold the
    ratings above them at most at the given ones, whatever the percent.

    Because a worse rating counts as well, raising an answer can never lower a rating.
    """

    of: Literal["critical_question", "standard", "section"]
    rated: Rating = Field(description="this rating or a worse one")
    count: int = Field(default=1, ge=1, strict=True, description="how many, within what is being rated")
    standard: Rating | None = None
    section: Rating | None = None
    overall: Rating | None = None
    note: Sentence | None = None

    @model_validator(mode="after")
    def _limits_something_above(self) -> Cap:
        if self.rated is Rating.EXCELLENT:
            raise ValueError("a cap on 'excellent' or worse would always hold; name a worse rating")
        above: tuple[Level, ...] = () if self.of == "section" else ("standard", "section")
        above = above[1:] if self.of == "standard" else above
        named = [level for level in LEVELS if self.at_most(level)]
        if not named:
            raise ValueError("a cap names what it limits: one or more of standard, section, overall")
        wrong = [level for level in named if level not in (*above, "overall")]
        if wrong:
            raise ValueError(f"a cap of a {self.of} cannot limit a {wrong[0]}: it limits only what is above")
        return self

    def at_most(self, level: Level) -> Rating | None:
        """The best rating that this cap leaves to ``level``, or ``None`` where it does not limit it."""
        return {"standard": self.standard, "section": self.section, "overall": self.overall}[level]


def rating_at(bands: tuple[RatingBand, ...], percent: Fraction) -> Rating:
    """The rating of an exact percent. Nothing is rounded: 59.99 does not reach a band that begins at 60."""
    return next(band.rating for band in bands if percent >= band.from_percent)


def check_scored(scale: tuple[ScaleAnswer, ...], bands: tuple[RatingBand, ...]) -> None:
    """Raise ``ValueError`` where points or bands of an assessment contradict themselves."""
    for answer in scale:
        if answer.points is None or answer.rating is None:
            raise ValueError(f"the answer '{answer.id}' needs 'points' and a 'rating': this set is scored")
        if answer.sign is not None:
            raise ValueError(f"the answer '{answer.id}' has 'sign', which belongs to a record")
    _check_bands(bands)
    points = [answer.points or 0 for answer in scale]
    if any(earlier <= later for earlier, later in pairwise(points)):
        raise ValueError("the scale lists its answers best first, each with fewer points than the one before")
    for answer, value in zip(scale, points, strict=True):
        percent = Fraction(100 * (value - points[-1]), points[0] - points[-1])
        if rating_at(bands, percent) is not answer.rating:
            raise ValueError(
                f"if every answer is '{answer.id}' the percent is {float(percent):.4g}, which the bands call "
                f"'{rating_at(bands, percent)}', not '{answer.rating}': move the bands or the points"
            )


def _check_bands(bands: tuple[RatingBand, ...]) -> None:
    if not bands or bands[-1].from_percent != 0:
        raise ValueError("the bands reach down to 0: the last one has 'from_percent: 0'")
    for better, worse in pairwise(bands):
        if better.from_percent <= worse.from_percent:
            raise ValueError(f"the bands go down: '{worse.rating}' must begin below {better.from_percent}")
        if not worse_than(worse.rating, better.rating):
            raise ValueError(f"the bands go from best to worst: '{worse.rating}' follows '{better.rating}'")


def check_record(scale: tuple[ScaleAnswer, ...]) -> None:
    """Raise ``ValueError`` where the scale of a record would score, or knows no warning sign."""
    for answer in scale:
        if answer.points is not None or answer.rating is not None:
            raise ValueError(
                f"the answer '{answer.id}' of a record has no points and no rating: it is a prompt"
            )
    if not any(answer.sign for answer in scale):
        raise ValueError("a record marks at least one answer with 'sign: true'")
