"""The rules of placing: the answer, what is near, and how a council's list is read."""

from oversight.capabilities.placements.rules.answering import Answer, Known, answer
from oversight.capabilities.placements.rules.lists import (
    COLUMNS,
    LONGEST,
    Problem,
    Read,
    Row,
    columns_of,
    day_of,
    lacking,
    position_of,
)
from oversight.capabilities.placements.rules.nearness import NOT_GOOD, STRAIGHT, Near, Spot, nearness

__all__ = ["COLUMNS", "LONGEST", "NOT_GOOD", "STRAIGHT", "Answer", "Known", "Near", "Problem", "Read", "Row", "Spot",
           "answer", "columns_of", "day_of", "lacking", "nearness", "position_of"]  # fmt: skip
