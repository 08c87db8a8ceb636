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

MEANS_TO_PROVIDERS = {
    "green": "Green is the lowest of three levels of risk. The council goes on with its usual checks and visits.",
    "amber": "Amber is the middle of three levels of risk. The council may visit more often, and may ask what you are "
    "doing to improve, or offer help with it.",
    "red": "Red is the highest of three levels of risk. The council looks at the service more closely. It usually asks "
    "what you are doing to improve, or offers help with it.",
}
"""What each band means, in words for the provider whose service has it (HAL 2.3)."""
