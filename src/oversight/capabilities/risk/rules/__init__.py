"""Rules of risk over stored results. Pure."""

from oversight.capabilities.risk.rules.for_providers import Told, told_to_provider
from oversight.capabilities.risk.rules.words import (
    band_alone,
    band_words,
    change_words,
    fact_words,
    is_left_alone,
    missing_words,
    next_better,
    prompts,
    reasons,
    recorded_at,
    said,
    same,
    starts_at,
    top_reason,
    value_words,
)

__all__ = [
    "Told",
    "band_alone",
    "band_words",
    "change_words",
    "fact_words",
    "is_left_alone",
    "missing_words",
    "next_better",
    "prompts",
    "reasons",
    "recorded_at",
    "said",
    "same",
    "starts_at",
    "told_to_provider",
    "top_reason",
    "value_words",
]
