"""An invented sample in the regulator's formats: two councils to try the program on, a country to measure it.

``write_sample`` writes "Anyshire" and "Otherborough", about two hundred services; ``scale`` streams tens of
thousands. Both are worked out from a seed: the same seed gives the same bytes. Proportions are measured in
the regulator's real files (``proportions``); every name, place, number, rating and concern is invented.
"""

from oversight.sample.editions import AS_AT, NEXT_AS_AT, SEED
from oversight.sample.writing import Written, scale, write_sample

__all__ = ["AS_AT", "NEXT_AS_AT", "SEED", "Written", "scale", "write_sample"]
