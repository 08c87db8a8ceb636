"""Two invented policies: the shire's in two editions, and a region's beside it. They build on shared parts."""

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
- {id: "S1", title: Acknowledge, says: Whatever comes in is acknowledged.}
""",
    "calendars.yaml": """
- {id: weekdays, title: England, holidays: [ENG]}
""",
    "clocks.yaml": """
- {id: acknowledge, clause: "S1", title: Acknowledge it, starts: concern-received, within: 2, unit: working_days}
""",
}

SHIRE = {
    "pack.yaml": """
id: shire
edition: "{edition}"
title: Standard of care
source: {{title: Standard of care, by: an invented shire}}
extends: ["shared/1"]
roles:
  head_of_commissioning: Head of Commissioning
  quality_officer: Care officer
  supplier_relationship_manager: Supplier manager
to_fill_in:
  - {{id: who-hears, clause: "4.1", kind: role, says: Name who hears an appeal.}}
  - {{id: supplier-relationship-manager, clause: "4.2", kind: role, says: Name who is the supplier manager.}}
  - {{id: how-often, clause: "3.1", kind: frequency, says: Say how often themes are looked at.}}
  - {{id: quorum, clause: "4.2", kind: rule, says: Say how many make a quorum.}}
""",
    "clauses.yaml": """
- {id: "1", title: Who is covered, says: Every service in the area., carried_by: register}
- {id: "2.1", title: The matrix, says: Services are rated by a matrix.}
- {id: "2.2", title: Safety, says: A service that is not safe is not placed with.}
- {id: "3.1", title: Themes, says: Themes are looked at.}
- {id: "4.1", title: Appeals, says: A provider may appeal., note: The source does not say from when.}
- {id: "4.2", title: The board, says: A board and the supplier manager decide.}
- {id: "4.3", title: Good will, says: Everybody works together., not_automated: An aim that guides judgement.}
""",
    "vocabulary.yaml": """
words:
  position.none: Open
  position.caution: Care needed
  position.embargo: Stop placing
  band.green: Green
  band.amber: Amber
  band.red: Red
activities:
  theme: {title: Look at a theme, clause: "3.1"}
""",
    "risk.yaml": """
clause: "2.1"
note: Points are a local setting.
bands: {{amber: {amber}, red: 50}}
indicators:
  - {{id: risk/overall, clause: "2.1", title: Overall rating, fact: regulator.overall, points: {{requires_improvement: 15, inadequate: 35}}}}
  - {{id: risk/whistles, clause: "2.1", title: Whistleblowing, fact: intelligence.whistleblowing_12m, each: 4, cap: 60}}
  - {{id: risk/plan, clause: "2.1", title: Failed reviews, fact: improvement.reviews_majority_unmet, steps: [{{at_least: 1, points: 8}}, {{at_least: 2, points: 12}}]}}
""",
    "restrictions.yaml": """
- id: stop-when-red
  clause: "2.2"
  title: Red on the matrix
  when: {fact: risk.band, is: red}
  then: {position: embargo, strength: usually}
""",
    "monitoring.yaml": """
- id: theme-often
  clause: "3.1"
  when: {fact: service.in_area, is: true}
  then: {activity: theme, to_be_named: how-often}
""",
    "clocks.yaml": """
- {id: appeal, clause: "4.1", title: Appeal, starts: provider-notified, within: 5, unit: working_days}
""",
    "examples/all.yaml": """
- {name: red fires, clause: "2.2", given: {risk.band: red, service.in_area: true}, expect: {fires: [stop-when-red, theme-often]}}
- {name: green misses, clause: "2.2", given: {risk.band: green, service.in_area: false}, expect: {misses: [stop-when-red, theme-often]}}
""",
}

REGION = {
    "pack.yaml": """
id: region
edition: "1"
title: Procedure of the region
source: {title: Procedure of the region, by: an invented region}
extends: ["shared/1"]
""",
    "clauses.yaml": """
- {id: "1", title: Together, says: Councils tell one another., carried_by: sharing}
- {id: "9", title: Closed services, says: A service that has closed is not placed with.}
""",
    "restrictions.yaml": """
- id: stop-when-closed
  clause: "9"
  when: {fact: service.closed, is: true}
  then: {position: terminate, strength: automatic}
""",
    "examples/all.yaml": """
- {name: closed fires, clause: "9", given: {service.closed: true}, expect: {fires: [stop-when-closed]}}
- {name: open misses, clause: "9", given: {service.closed: false}, expect: {misses: [stop-when-closed]}}
""",
}
"""The region's policy keeps no matrix."""


def write(root: Path) -> None:
    """Write the library."""
    _folder(root / "shared/1", SHARED)
    _folder(root / "region/1", REGION)
    for edition, amber in (("1", 25), ("2", 10)):
        files = SHIRE | {
            "pack.yaml": SHIRE["pack.yaml"].format(edition=edition),
            "risk.yaml": SHIRE["risk.yaml"].format(amber=amber),
        }
        _folder(root / "shire" / edition, files)


def _folder(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
