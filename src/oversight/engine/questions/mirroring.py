"""Whether a self-assessment follows the standards of the assessment that it mirrors."""

from __future__ import annotations

from oversight.engine.questions.models import QuestionSet


def mirror_problems(mirror: QuestionSet, mirrored: QuestionSet) -> tuple[str, ...]:
    """Where a self-assessment does not follow its assessment, one sentence each; empty where it does.

    Both have the same standards, in the same sections, with the same titles; their questions differ.
    """
    mine, theirs = _standards(mirror), _standards(mirrored)
    problems = []
    for key in dict.fromkeys((*theirs, *mine)):
        section, standard = key
        if key not in mine:
            problems.append(f"'{mirror.id}' lacks the standard '{standard}' of the section '{section}'")
        elif key not in theirs:
            problems.append(f"'{mirrored.id}' has no standard '{standard}' in its section '{section}'")
        elif mine[key] != theirs[key]:
            called = f"'{mine[key]}' in '{mirror.id}' and '{theirs[key]}' in '{mirrored.id}'"
            problems.append(f"the standard '{standard}' is called {called}")
    return tuple(problems)


def _standards(question_set: QuestionSet) -> dict[tuple[str, str], str]:
    return {
        (section.id, standard.id): standard.title
        for section in question_set.sections
        for standard in section.standards
    }
