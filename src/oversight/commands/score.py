"""`oversight policy score`: ratings from the answers to a question set, also as a follow-up."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from oversight.commands.display import columns, plural
from oversight.commands.inputs import add_json, add_pack, one_pack, read_json
from oversight.engine.questions.presenting import as_json
from oversight.engine.questions.scoring import score


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("score", help="ratings from the answers to a question set")
    add_pack(parser)
    parser.add_argument("--questions", required=True, metavar="Q", help="the question set's id")
    words = "{question: answer} or {question: {answer, comment}}; - for standard input"
    parser.add_argument("--answers", required=True, metavar="A.json", help=words)
    parser.add_argument(
        "--previous", metavar="B.json", help="the answers of the assessment this one follows up"
    )
    parser.add_argument("--service-type", metavar="TYPE", help="ask only what is for this type of service")
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Score one set of answers."""
    questions = one_pack(arguments).find("question_sets", arguments.questions)
    answers = read_json(arguments.answers, dict, "answers")
    previous = read_json(arguments.previous, dict, "answers") if arguments.previous else None
    found = as_json(score(questions, answers, previous, arguments.service_type))
    print(json.dumps(found, indent=1, ensure_ascii=False) if arguments.json else "\n".join(in_words(found)))
    return 0


def said(rating: str | None) -> str:
    """A rating for a person."""
    return rating.replace("_", " ").capitalize() if rating else "not yet"


def in_words(found: dict[str, Any]) -> list[str]:
    """The ratings for a person: overall, each standard, what a follow-up reopened or refused."""
    percent = "" if found["percent"] is None else f", {found['percent']} per cent"
    lines = [f"Overall: {said(found['overall'])}{percent}", ""]
    rows = [[each["title"], said(each["rating"]), "" if each["percent"] is None else each["percent"]]
            for each in found["standards"]]  # fmt: skip
    lines.append(columns(["Standard", "Rating", "Per cent"], rows))
    for name, words in (
        ("unanswered", "not answered"),
        ("reopened", "reopened"),
        ("carried", "carried over"),
    ):
        if found.get(name):
            lines.append(f"{plural(len(found[name]), 'question')} {words}: {', '.join(found[name])}")
    lines += [f"not used: {each['question']}: {each['why']}" for each in found.get("refused", ())]
    return lines
