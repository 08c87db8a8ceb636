"""The default matrix of the shared pack, read straight from its file."""

from datetime import date
from pathlib import Path

import yaml

from oversight.engine.risk.models import Matrix
from oversight.engine.risk.scoring import RiskBook

FILE = Path(__file__).resolve().parents[3] / "content/packs/common/1/risk.yaml"
DAY = date(2026, 11, 22)


def matrix(**changed) -> Matrix:
    """The default matrix, with top-level parts replaced."""
    given = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for line in (*given["indicators"], *given["floors"]):
        line.setdefault("clause", given["clause"])
    return Matrix.model_validate({**given, **changed})


def book(**changed) -> RiskBook:
    """The default matrix made ready for ``DAY``."""
    return RiskBook(matrix(**changed), DAY)
