"""The proportions the invented register is dealt in, measured in the regulator's own files.

Only counts are kept here, no record. The files (Open Government Licence v3.0; Care Quality Commission):

- *England 2021*: latest ratings of adult social care, all England, February 2021; 23,095 rows.
- *Shropshire 2025*: latest ratings, Shropshire with Telford, October 2025; 249 social-care locations.
- *Slice 2025*: locations with beds and service types, August 2025; 987 of 999 are social care. It is the
  first stretch of an alphabet, so small homes named by a house number are over-represented.
- *South West 2021*: location documents of 728 care homes, January 2021.

What is ours and not measured says so.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

LETTERS = {"O": "Outstanding", "G": "Good", "R": "Requires improvement", "I": "Inadequate"}
"""The letters that stand for ratings in ``PATTERNS``."""

OVERALL = {"Good": 18414, "Requires improvement": 3332, "Outstanding": 1094, "Inadequate": 246}
"""England 2021: overall ratings (79.7, 14.4, 4.7 and 1.1 in a hundred)."""

PATTERNS: dict[str, dict[str, float]] = {
    "Outstanding": {"GGOOO": 7, "GGOGO": 3, "GOOOO": 2, "GGGOO": 1, "GGOOG": 1},
    "Good": {
        "GGGGG": 146, "GGGGR": 17, "GGOGG": 9, "RGGGG": 7, "GGGOG": 3,
        "GGGRG": 1, "GOGGG": 1, "GRGRG": 1, "GRGGG": 1,
    },
    "Requires improvement": {
        "RGGGR": 23, "GRGGR": 6, "RRRRR": 5, "RRRGR": 2, "RGRGR": 2,
        "GGGRR": 2, "RRGGR": 2, "RRGRR": 2, "RGGGI": 1, "RRRRI": 1,
    },
    "Inadequate": {"IRRGI": 3, "IGGGI": 3, "IRGRI": 2, "IIRRI": 2},
}  # fmt: skip
"""Shropshire 2025: Safe, Effective, Caring, Responsive, Well-led under each overall rating.

Only ``IRRGI`` was seen for Inadequate; the other three are ours (two Inadequate make the whole Inadequate).
"""

YEARS_SINCE_RATED = {0: 15, 1: 13, 2: 28, 3: 26, 4: 13, 5: 36, 6: 90, 7: 22, 8: 4}
"""Shropshire 2025: whole years between the publication of the overall rating and the file."""

NEW_FRAMEWORK_BEGAN = date(2023, 12, 1)
"""Ratings published from here on are by service group. Dealt from the ages above this makes 23 in a hundred
rated services of the sample; Lincolnshire in June 2026 had 24 (``cqc-data.md`` 1.2)."""

RESCORED = {"Effective": 8 / 16, "Caring": 7 / 16, "Responsive": 5 / 16}
"""Shropshire 2025: how often the group rows of a care home hold these; Safe and Well-led are always there."""

RATED_IN_TWO_GROUPS = {True: 1, False: 2}
"""Ours: of the services of two kinds rated since then, those rated in both and so ``Not Rated`` overall.
Makes about 1 in a hundred rated services; 2 of 249 in Shropshire 2025, 1 of 356 in Lincolnshire 2026."""

INHERITED = {True: 957, False: 22138}
"""England 2021: ratings earned under an earlier registration (4.1 in a hundred)."""

CAPITAL_SPELLING = {True: 29, False: 66}
"""Slice 2025: ``Requires Improvement`` against ``Requires improvement``."""


class Profile(NamedTuple):
    """The joint state of a service: the four go together and are dealt together."""

    care_home: bool
    rated: bool
    dormant: bool
    manager_in_post: bool


PROFILES = {
    Profile(True, True, False, True): 398,
    Profile(True, True, False, False): 67,
    Profile(True, True, True, False): 2,
    Profile(True, False, False, True): 27,
    Profile(True, False, False, False): 2,
    Profile(True, False, True, True): 1,
    Profile(False, True, False, True): 245,
    Profile(False, True, False, False): 32,
    Profile(False, True, True, True): 1,
    Profile(False, True, True, False): 1,
    Profile(False, False, False, True): 145,
    Profile(False, False, False, False): 21,
    Profile(False, False, True, True): 43,
    Profile(False, False, True, False): 2,
}
"""Slice 2025: care home 50, rated 76, dormant 5, without a manager 13 in a hundred of 987."""

RESIDENTIAL, NURSING = "Care home service without nursing", "Care home service with nursing"
HOMECARE, SUPPORTED = "Domiciliary care service", "Supported living service"
EXTRA_CARE, SHARED_LIVES = "Extra Care housing services", "Shared Lives"

CARE_HOME_TYPES = {
    (RESIDENTIAL,): 398,
    (NURSING,): 81,
    (RESIDENTIAL, HOMECARE): 5,
    (RESIDENTIAL, SUPPORTED): 3,
    (RESIDENTIAL, HOMECARE, SUPPORTED): 2,
    (NURSING, RESIDENTIAL): 1,
}
"""Slice 2025: service types of care homes."""

COMMUNITY_TYPES = {
    (HOMECARE,): 325,
    (HOMECARE, SUPPORTED): 109,
    (SUPPORTED,): 39,
    (EXTRA_CARE,): 7,
    (HOMECARE, EXTRA_CARE): 2,
    (SHARED_LIVES, SUPPORTED): 5,
}
"""Slice 2025: service types of other services. Shared lives is from Oldham in March 2025 (1 of 30)."""

BEDS_NURSING = (12, 24, 30, 36, 40, 45, 53, 59, 65, 76, 105)
"""South West 2021: smallest, deciles and largest number of beds of 160 homes with nursing."""

BEDS_RESIDENTIAL = (1, 4, 7, 10, 14, 18, 22, 26, 30, 39, 83)
"""South West 2021: the same of 568 homes without nursing."""

BANDS_CARE_HOME = {
    "Older People": 0.53, "Younger Adults": 0.69, "Dementia": 0.28, "Physical Disability": 0.35,
    "Learning disabilities or autistic spectrum disorder": 0.61, "Mental Health": 0.29,
    "Sensory Impairment": 0.19,
}  # fmt: skip
"""Slice 2025: how many of the care homes serve each band of people."""

BANDS_COMMUNITY = {
    "Older People": 0.87, "Younger Adults": 0.87, "Dementia": 0.72, "Physical Disability": 0.77,
    "Learning disabilities or autistic spectrum disorder": 0.51, "Mental Health": 0.56,
    "Sensory Impairment": 0.54,
}  # fmt: skip
"""Slice 2025: how many of the other services serve each band of people."""

PROVIDER_SIZES = {
    1: 13878,
    2: 1505,
    3: 546,
    4: 260,
    5: 152,
    6: 90,
    7: 54,
    8: 40,
    9: 34,
    10: 14,
    11: 15,
    12: 51,
}
"""England 2021: rated services of one provider in one authority; 12 stands for twelve and more."""

WORKS_ELSEWHERE = {True: 3, False: 17}
"""Ours: how often the next services of an authority go to a provider already at work, mostly in another."""

BRANDED = {True: 35, False: 65}
"""England 2021: rows with a brand, in a hundred."""

DUALLY_REGISTERED = {True: 1, False: 99}
"""Ours: care homes registered twice, so that two hundred services hold a pair. In England 2021 116 of 23,095
rows look like one place registered twice (``cqc-data.md`` 6), about a quarter as often."""

FIRST_REGISTERED = date(2010, 10, 1)
"""Registration under the present Act began; a quarter of slice 2025 dates from its first fifteen months."""
