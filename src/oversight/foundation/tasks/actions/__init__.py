"""What can be done with tasks: each is checked, written and recorded in one transaction."""

from oversight.foundation.tasks.actions.addresses import make_address, stop_address
from oversight.foundation.tasks.actions.ending import cancel, cancel_clocks, complete, end_clock, settle
from oversight.foundation.tasks.actions.giving import assign_many, reassign, take
from oversight.foundation.tasks.actions.pausing import pause, resume
from oversight.foundation.tasks.actions.recalculating import recalculate
from oversight.foundation.tasks.actions.starting import add, start_clock
from oversight.foundation.tasks.actions.telling import escalate

__all__ = [
    "add",
    "assign_many",
    "cancel",
    "cancel_clocks",
    "complete",
    "end_clock",
    "escalate",
    "make_address",
    "pause",
    "reassign",
    "recalculate",
    "resume",
    "settle",
    "start_clock",
    "stop_address",
    "take",
]
