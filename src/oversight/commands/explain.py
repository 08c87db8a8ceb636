"""`oversight policy explain`: everything a pack says about one service, with reasons."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from oversight.commands.display import paint
from oversight.commands.inputs import (
    add_as_at,
    add_json,
    add_pack,
    add_settings,
    as_at,
    chosen_packs,
    read_json,
    settings_of,
)
from oversight.engine.facts.reading import read_facts
from oversight.engine.outcomes.explaining import explain
from oversight.engine.outcomes.explanation import Explanation, Outcome, band_words
from oversight.engine.packs.pack import policy_of
from oversight.engine.rules.trace import Because, plain
from oversight.engine.words import OutcomeKind, Position

WORDS = {
    "is": "is", "is_not": "is not", "in": "is one of", "not_in": "is none of", "at_least": "is at least",
    "at_most": "is at most", "more_than": "is more than", "less_than": "is less than",
}  # fmt: skip


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("explain", help="everything the policy says about one service")
    add_pack(parser)
    parser.add_argument(
        "--facts", required=True, metavar="F.json", help="the facts: {name: value}; - for standard input"
    )
    add_as_at(parser)
    add_settings(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Explain one service."""
    packs, settings = chosen_packs(arguments), settings_of(arguments)
    facts = read_facts(read_json(arguments.facts, dict, "facts"))
    explanation = explain(policy_of(packs, as_at(arguments), settings.fill_in), facts)
    if arguments.json:
        print(json.dumps(explanation.as_json(), indent=1, ensure_ascii=False))
    else:
        print("\n".join(in_words(explanation)))
    return 0


def in_words(found: Explanation) -> list[str]:
    """The explanation as lines for a person."""
    lines = [f"{found.pack} {found.edition}, as at {found.as_at.isoformat()}", *_risk(found)]
    lines += ["", f"Recommended: {recommendation_words(found)}"]
    if found.recommended == Position.NONE:
        lines.append("  that nothing is recommended does not mean that the service is good")
    lines += [line for outcome in found.outcomes for line in outcome_lines(outcome)]
    if found.set_aside:
        lines += ["", "Set aside:"]
        lines += [
            f"  {each.outcome.label}: another rule applies ({each.clause}, {each.by})"
            for each in found.set_aside
        ]
    if found.undecided:
        lines += ["", "Cannot be decided until more is known:"]
        lines += [f"  {each.clause}  {each.rule}: needs {', '.join(each.needs)}" for each in found.undecided]
    if found.to_fill_in:
        lines += ["", "The authority must fill in:", *(f"  {sentence}" for sentence in found.to_fill_in)]
    return lines


def recommendation_words(found: Explanation) -> str:
    """The recommended position in the council's words; where there is none, what may be chosen."""
    if found.recommended != Position.NONE:
        return found.recommended_label
    chosen = {each.label: None for each in found.outcomes if each.kind is OutcomeKind.POSITION}
    return f"none by itself; may be: {' or '.join(chosen)}" if chosen else "none"


def _risk(found: Explanation) -> list[str]:
    risk = found.risk
    if risk is None:
        return ["This policy keeps no risk matrix."]
    band = paint(band_words(risk), risk.band.value, sys.stdout)
    lines = ["", f"Risk: {band}, {risk.score} points (local setting, not a published standard)"]
    for each in risk.contributions:
        lines.append(f"  {each.points:>4}  {each.title}: {plain(each.value)}  ({each.clause})")
    for floor in risk.floors:
        lines.append(
            f"  at least {floor.band.value}: {'; '.join(map(reason_words, floor.because))}  ({floor.clause})"
        )
    if risk.missing:
        lines.append(f"  not known: {', '.join(risk.missing)}")
    if found.next_better and found.next_better.suggestions:
        lines.append(f"  to reach {found.next_better.band.value}, the smallest changes:")
        for changes in found.next_better.suggestions:
            said = "; ".join(f"{c.fact} from {plain(c.before)} to {plain(c.after)}" for c in changes)
            lines.append(f"    - {said}")
    return lines


def outcome_lines(outcome: Outcome) -> list[str]:
    """One outcome with its strength, clause and reasons."""
    carried = "".join(f", {name.replace('_', ' ')} {value}" for name, value in outcome.carries.items())
    first = f"  {outcome.kind.value.capitalize()}: {outcome.label} ({outcome.strength.value}{carried})"
    return [first, f"      clause {outcome.clause}: {'; '.join(map(reason_words, outcome.because))}"]


def reason_words(reason: Because) -> str:
    """A reason in words: ``regulator.safe is inadequate``; the value met where it says more."""
    literal, value = reason.literal, plain(reason.value)
    if literal.word == "known":
        return f"{literal.fact} is {'known' if literal.operand else 'not known'}"
    if literal.word == "is":
        return f"{literal.fact} is {_said(value)}"
    operand = literal.operand
    said = ", ".join(_said(each) for each in operand) if isinstance(operand, tuple) else _said(operand)
    return f"{literal.fact} {WORDS[literal.word]} {said} (it is {_said(value)})"


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(plain(value))
