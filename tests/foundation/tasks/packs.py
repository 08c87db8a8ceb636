"""An invented policy with a clock of every kind."""

from __future__ import annotations

from pathlib import Path

SHARED = {
    "pack.yaml": """
id: shared
edition: "1"
title: Shared parts
source: {title: Shared parts, by: the project}
calendar: weekdays
""",
    "clauses.yaml": """
- {id: "S1", title: Requests, says: A request is answered.}
""",
    "calendars.yaml": """
- {id: weekdays, title: England, holidays: [ENG]}
""",
    "clocks.yaml": """
- {id: answer-request, clause: "S1", title: Answer the request, starts: request-received, within: 20, unit: working_days, pauses: [fee-notice, police-asked]}
""",
}
SHIRE = {
    "pack.yaml": """
id: shire
edition: "1"
title: Standard of care
source: {title: Standard of care, by: an invented shire}
extends: ["shared/1"]
""",
    "clauses.yaml": """
- {id: "9.1", title: The record, says: The record is sent within ten days.}
- {id: "19/1", number: "19.1", title: Telling, says: The provider is told within five working days.}
- {id: "19.2", title: Appeals, says: An appeal is decided within twenty-one days.}
- {id: "20", title: Reviews, says: A restriction is looked at after six months.}
- {id: "21", title: Papers, says: Papers go out a week before.}
""",
    "clocks.yaml": """
- {id: record-sent, clause: "9.1", title: Send the record, starts: visit-held, within: 10, unit: days}
- {id: notify, clause: "19/1", title: Tell the provider of the decision, starts: restriction-decided, within: 5, unit: working_days, warn: [2, 1]}
- {id: appeal-decided, clause: "19.2", title: Decide the appeal, starts: appeal-received, within: 21, unit: days}
- {id: six-months, clause: "20", starts: restriction-imposed, within: 6, unit: months}
- {id: papers, clause: "21", title: Send out the papers, starts: board-meets, within: 5, unit: working_days, direction: before}
""",
}


def write(root: Path) -> None:
    """Write the library."""
    for folder, files in ((root / "shared/1", SHARED), (root / "shire/1", SHIRE)):
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text.lstrip(), encoding="utf-8")
