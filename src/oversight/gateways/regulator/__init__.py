"""The regulator's bulk files and API documents, read into one typed record per service.

``read_file`` is the door; ``merge`` joins what several files say; ``facts_of`` gives the engine's facts;
``compare`` tells two snapshots apart; ``read_again`` reads next month's file and parses only what is new.
"""

from oversight.gateways.regulator.changes import Changes, RatingChange, compare
from oversight.gateways.regulator.crosswalk import authorities_like, same_authority
from oversight.gateways.regulator.dates import DayOrder
from oversight.gateways.regulator.facts import facts_of
from oversight.gateways.regulator.merging import merge
from oversight.gateways.regulator.reading import collector_paused, read_file
from oversight.gateways.regulator.records import (
    Kind,
    Problem,
    ProviderRecord,
    Rating,
    ReadResult,
    RegulatorFileError,
    ServiceRecord,
)
from oversight.gateways.regulator.rereading import Reread, read_again, updated
from oversight.gateways.regulator.scope import in_scope
from oversight.gateways.regulator.seen import Seen

__all__ = [
    "Changes",
    "DayOrder",
    "Kind",
    "Problem",
    "ProviderRecord",
    "Rating",
    "RatingChange",
    "ReadResult",
    "RegulatorFileError",
    "Reread",
    "Seen",
    "ServiceRecord",
    "authorities_like",
    "collector_paused",
    "compare",
    "facts_of",
    "in_scope",
    "merge",
    "read_again",
    "read_file",
    "same_authority",
    "updated",
]
