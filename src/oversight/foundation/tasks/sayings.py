"""The events of tasks as sentences of the audit trail."""

from __future__ import annotations

from oversight.foundation.audit.sentences import say

SAYINGS = {
    "task.started": "{by} started {subject}, ‘{title}’, due on {due}: {rule}",
    "task.added": "{by} added {subject}, ‘{title}’, due on {due}",
    "task.completed": "{by} completed {subject}, ‘{title}’",
    "task.completed_late": "{by} completed {subject}, ‘{title}’, which was due on {due}",
    "task.cancelled": "{by} cancelled {subject}, ‘{title}’: {reason}",
    "task.reassigned": "{by} gave {subject}, ‘{title}’, from {from} to {to}: {reason}",
    "task.taken": "{by} took {subject}, ‘{title}’, from {from}",
    "task.paused": "{by} paused {subject}, ‘{title}’, since {since}: {reason}",
    "task.resumed": "{by} let {subject}, ‘{title}’, run on. {reason}",
    "task.recalculated": "{by} took over a new date of {subject}, ‘{title}’. {reason}",
    "tasks.recalculated": "{by} took over the new dates of {count} tasks after the calendar changed",
    "pause.began": "{by} recorded a pause of {subject} since {begins}",
    "pause.ended": "{by} ended the pause of {subject}: {reason}",
    "calendar.made": "{by} made an address for their calendar",
    "calendar.made_anew": "{by} made a new address for their calendar; the one before stopped",
    "calendar.stopped": "{by} stopped the address of their calendar",
}

for _name, _sentence in SAYINGS.items():
    say(_name, _sentence)
