"""The rules of placing: the answer, what is near, and how a council's list is read."""

from oversight.capabilities.placements.rules.answering import Answer, Known, answer
from oversight.capabilities.placements.rules.lists import (
    COLUMNS,
    LONGEST,
    SAYS_WHICH,
    WORDS,
    Problem,
    Read,
    Row,
    columns_of,
    day_of,
    lacking,
    position_of,
    wrong_columns,
)
from oversight.capabilities.placements.rules.nearness import NOT_GOOD, STRAIGHT, Near, Spot, nearness

__all__ = ["COLUMNS", "LONGEST", "NOT_GOOD", "SAYS_WHICH", "STRAIGHT", "WORDS", "Answer", "Known", "Near", "Problem",
           "Read", "Row", "Spot", "answer", "columns_of", "day_of", "lacking", "nearness", "position_of",
           "wrong_columns"]  # fmt: skip
