"""Routes and processes as Markdown: a Mermaid diagram, and a table that says the same without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from oversight.engine.routes.models import Answer, Apart, Route, Separation, Step, ToBeNamed
from oversight.engine.routes.processes import Action, Process, ProcessStep
from oversight.engine.words import Role

APART = {
    Apart.NO_PERSON_TWICE: "No person answers at two of",
    Apart.NO_PARTICIPANT_AT: "Nobody who took part before answers at",
    Apart.CONSULTS_ANOTHER: "The consultation names somebody other than who answers at",
}
_UNSAFE = str.maketrans({":": ",", ";": ",", '"': "'", "\n": " ", "#": "no. "})


def route_diagram(route: Route) -> str:
    """The route as Markdown; the same route always gives the same text."""
    lines = [
        *_heading(route.title, route.clause, route.about, route.note),
        *_drawn(route.title, _route_states(route)),
    ]
    lines += ["", "## Steps", "", *_route_table(route)]
    ends = [step for step in route.steps if step.ends]
    lines += ["", "## Ends", "", *(f"- **{step.title}** (`{step.id}`): {step.outcome}" for step in ends)]
    notes = [f"- {step.title}: {step.note}" for step in route.steps if step.note]
    lines += _section("Who may not be the same person", map(_apart, route.separation))
    lines += _section("To be filled in by the authority", dict.fromkeys(_route_gaps(route)))
    return "\n".join([*lines, *_section("Notes", notes)]) + "\n"


def process_diagram(process: Process) -> str:
    """The process as Markdown; the same process always gives the same text."""
    heading = _heading(process.title, process.clause, process.about, process.note)
    lines = [*heading, *_drawn(process.title, _process_states(process)), "", "## Steps"]
    for number, step in enumerate(process.steps, start=1):
        lines += ["", *_process_step(number, step)]
    lines += _section("To be filled in by the authority", dict.fromkeys(_process_gaps(process)))
    lines += _section("Duties", (_listed(each.role_title, each.duties) for each in process.roles))
    tasks = (_listed(each.profession, each.tasks) for each in process.suggested_tasks)
    lines += _section("Suggested tasks", tasks)
    return "\n".join(lines) + "\n"


def _heading(title: str, clause: str, about: str | None, note: str | None) -> list[str]:
    lines = [f"# {title}", "", f"Clause {clause}." + (f" {about}" if about else "")]
    return [*lines, "", *([f"*{note}*", ""] if note else [])]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    listed = list(lines)
    return ["", f"## {title}", "", *listed] if listed else []


def _listed(title: str, items: Sequence[str]) -> str:
    return f"- **{title}**: {'; '.join(items)}"


def _drawn(title: str, lines: Iterable[str]) -> list[str]:
    """The diagram; its title and description are for those who hear it read, who have the table below."""
    said = [f"accTitle: {_safe(title)}", "accDescr: The table under Steps says the same in words"]
    return ["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in [*said, *lines]), "```"]


def _route_states(route: Route) -> Iterator[str]:
    names = {step.id: f"s{number}" for number, step in enumerate(route.steps, start=1)}
    for step in route.steps:
        yield f'state "{_safe(step.title)}" as {names[step.id]}'
    yield f"[*] --> {names[route.starts_at]}"
    for step in route.steps:
        for answer in step.answers:
            label = f"{answer.answer} ({_who(answer)})"
            yield f"{names[step.id]} --> {names[answer.to]}: {_safe(label)}"
        if step.after_window:
            yield f"{names[step.id]} --> {names[step.after_window]}: no answer in time"
        if step.ends:
            yield f"{names[step.id]} --> [*]"


def _process_states(process: Process) -> Iterator[str]:
    for number, step in enumerate(process.steps, start=1):
        yield f'state "{number}. {_safe(step.title)}" as s{number}'
    yield "[*] --> s1"
    for number, step in enumerate(process.steps, start=1):
        following = f"s{number + 1}" if number < len(process.steps) else "[*]"
        yield f"s{number} --> {following}"
        if step.optional:
            yield f"s{number} --> {following}: skipped, with a reason"
        if step.may_end and following != "[*]":
            yield f"s{number} --> [*]: {_safe(step.may_end)}"


def _safe(text: str) -> str:
    """Text that Mermaid takes as words: without the signs that it reads as its own."""
    return text.translate(_UNSAFE)


def _who(answer: Answer) -> str:
    if answer.role:
        return "to be named"
    who = " or ".join(_role(role) for role in answer.roles)
    return f"{who}; in their absence {_role(answer.stand_in.role)}" if answer.stand_in else who


def _role(role: Role) -> str:
    return role.value.replace("_", " ")


def _route_table(route: Route) -> Iterator[str]:
    titles = {step.id: step.title for step in route.steps}
    yield _row("step", "answer", "who", "must carry", "may carry", "leads to", "clocks", "letters", "clause")
    yield "|" + "---|" * 9
    for step in route.steps:
        for answer in step.answers:
            yield _answer_row(step, answer, titles)
        if step.after_window:
            leads = titles[step.after_window]
            yield _row(step.title, "no answer in time", "", "", "", leads, "", "", step.clause or "")


def _answer_row(step: Step, answer: Answer, titles: dict[str, str]) -> str:
    also = "; standing in: " + ", ".join(answer.stand_in.carries) if answer.stand_in else ""
    position = f" (position: {', '.join(answer.positions)})" if answer.positions else ""
    record = f" (record: {', '.join(answer.record)})" if answer.record else ""
    clauses = [answer.clause or step.clause, answer.stand_in.clause if answer.stand_in else None]
    return _row(
        step.title,
        f"`{answer.answer}`" + (f" {answer.says}" if answer.says else ""),
        _who(answer),
        (", ".join(answer.carries) or "nothing") + position + record + also,
        ", ".join(answer.may_carry),
        titles[answer.to],
        _clocks(answer),
        ", ".join(answer.letters),
        ", ".join(clause for clause in clauses if clause),
    )


def _clocks(answer: Answer) -> str:
    parts = [f"within {answer.within}"] if answer.within else []
    parts += [f"starts {name}" for name in answer.starts] + [f"ends {name}" for name in answer.ends_clocks]
    return "; ".join(parts)


def _apart(separation: Separation) -> str:
    steps = ", ".join(f"`{step}`" for step in separation.steps)
    return f"- {APART[separation.kind]} {steps} (clause {separation.clause})."


def _route_gaps(route: Route) -> Iterator[str]:
    return (_gap(answer.role) for answer in route.answers() if answer.role)


def _process_gaps(process: Process) -> Iterator[str]:
    return (_gap(each.role) for each in process.actions() if isinstance(each.role, ToBeNamed))


def _gap(role: ToBeNamed) -> str:
    return f"- {role.sentence} (`{role.to_be_named}`)"


def _process_step(number: int, step: ProcessStep) -> Iterator[str]:
    yield f"### {number}. {step.title}" + (" (optional)" if step.optional else "")
    yield ""
    for name, said in (
        ("Clause", (step.clause,)),
        ("Purpose", step.purpose),
        ("Meeting", (step.meets,) if step.meets else ()),
        ("Agenda", step.agenda),
        ("Left when there are", step.gate),
        ("May end here", (step.may_end,) if step.may_end else ()),
        ("Clocks", step.clocks),
        ("Letters", step.letters),
        ("Note", (step.note,) if step.note else ()),
    ):
        if said:
            yield f"- {name}: {'; '.join(said)}"
    yield ""
    yield _row("action", "who", "produces", "clause")
    yield "|" + "---|" * 4
    for action in step.actions:
        yield _row(action.do, _doer(action), action.produces or "", action.clause or step.clause)


def _doer(action: Action) -> str:
    if isinstance(action.role, ToBeNamed):
        return "to be named"
    return action.who or (_role(action.role) if action.role else "")


def _row(*cells: str) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
