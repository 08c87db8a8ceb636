"""The regulator's bulk files and API documents, read into one typed record per service.

``read_file`` is the door; ``merge`` joins what several files say; ``facts_of`` gives the engine's facts;
``compare`` tells two snapshots apart; ``read_again`` reads next month's file and parses only what is new.
``RegulatorApi`` asks the API, and ``fetch`` puts its documents into a file for ``read_file``.
"""

from oversight.gateways.regulator.api_client import LATE, Listed, Pace, RegulatorApi, RegulatorApiError
from oversight.gateways.regulator.api_fetching import Fetched, fetch
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
    "LATE",
    "Changes",
    "DayOrder",
    "Fetched",
    "Kind",
    "Listed",
    "Pace",
    "Problem",
    "ProviderRecord",
    "Rating",
    "RatingChange",
    "ReadResult",
    "RegulatorApi",
    "RegulatorApiError",
    "RegulatorFileError",
    "Reread",
    "Seen",
    "ServiceRecord",
    "authorities_like",
    "collector_paused",
    "compare",
    "facts_of",
    "fetch",
    "in_scope",
    "merge",
    "read_again",
    "read_file",
    "same_authority",
    "updated",
]
