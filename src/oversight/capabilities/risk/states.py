"""The words of risk: its bands, worst last, and their ranks (higher is worse)."""

from __future__ import annotations

BANDS = {"red": "Red", "amber": "Amber", "green": "Green", "": "No band"}
RANK = {"": 0, "green": 1, "amber": 2, "red": 3}
MEANS = {
    "green": "Nothing that counts under the policy is known.",
    "amber": "Some of what counts under the policy is known: more visits or help to improve are to be considered.",
    "red": "Much of what counts under the policy is known: help to improve or safeguarding follows.",
}
"""What each band means where the policy does not say it in its own words (SOM 1.10)."""

RESPONSES = {"visit": "Visit planned", "support": "Being supported"}
"""What is done about a service that is red or amber (WB 11.1)."""

ENDINGS = {"done": "It was done", "called_off": "It was called off"}
"""How what was planned for a service ended."""
