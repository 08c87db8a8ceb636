"""Small question sets to test with, and Hypothesis strategies for random ones with answers."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from oversight.engine.questions.models import Question, QuestionSet

WORDS = ("excellent", "good", "requires_improvement", "poor")
POINTS = (3, 2, 1, 0)
BANDS = (85, 60, 25, 0)
CAPS = [
    {"of": "critical_question", "rated": "poor", "standard": "poor", "overall": "requires_improvement"},
    {"of": "critical_question", "rated": "requires_improvement", "standard": "requires_improvement"},
    {"of": "standard", "rated": "poor", "section": "requires_improvement", "overall": "requires_improvement"},
    {"of": "standard", "rated": "poor", "count": 2, "overall": "poor"},
]
RECORD_SCALE = [
    {"id": "seen", "title": "Seen", "says": "Seen by me.", "sign": True},
    {"id": "suspected", "title": "Suspected", "says": "Not yet confirmed.", "sign": True},
    {"id": "not_seen", "title": "Not seen", "says": "Looked for in vain.", "sign": False},
    {"id": "not_known", "title": "Not known", "says": "Not looked for."},
]


def scale(points: tuple[int, ...] = POINTS) -> list[dict[str, Any]]:
    """The four answers with these points, best first."""
    return [
        {"id": word, "title": word.title(), "says": "In words.", "points": value, "rating": word}
        for word, value in zip(WORDS, points, strict=True)
    ]


def question(name: str, **more: Any) -> dict[str, Any]:
    """One question as a pack writes it."""
    return {"id": name, "ask": f"Is {name} well?", "guidance": "Look and listen.", **more}


def written(sections: dict[str, dict[str, list[dict[str, Any]]]], **more: Any) -> dict[str, Any]:
    """A whole set as a pack writes it: section id -> standard id -> questions."""
    return {
        "id": "trial",
        "title": "Trial set",
        "clause": "Q1",
        "kind": "assessment",
        "reopens_below": "good",
        "scale": scale(),
        "bands": [{"rating": w, "from_percent": p} for w, p in zip(WORDS, BANDS, strict=True)],
        "caps": CAPS,
        "sections": [
            {
                "id": section,
                "title": section.title(),
                "standards": [
                    {"id": standard, "title": standard.title(), "questions": questions}
                    for standard, questions in standards.items()
                ],
            }
            for section, standards in sections.items()
        ],
        **more,
    }


TWO_STANDARDS = {
    "care": {"food": [question("meals", weight=2), question("drinks")]},
    "safety": {"medicines": [question("doses", weight=3, critical=True), question("storage")]},
}


def trial(**more: Any) -> QuestionSet:
    """Two sections of one standard of two questions: meals x 2, drinks; doses x 3 (critical), storage."""
    return QuestionSet.model_validate(written(TWO_STANDARDS, **more))


def record() -> QuestionSet:
    """A record of four signs."""
    more = {"kind": "record", "scale": RECORD_SCALE, "bands": [], "caps": [], "reopens_below": None}
    group = {"group": {"signs": [question(name) for name in ("bruises", "odour", "absence", "fear")]}}
    return QuestionSet.model_validate(written(group, **more))


def _caps() -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.fixed_dictionaries(
        {
            "of": st.sampled_from(["critical_question", "standard", "section"]),
            "rated": st.sampled_from(WORDS[1:]),
            "count": st.integers(1, 2),
            "overall": st.sampled_from(WORDS),
        }
    )
    return st.lists(one, max_size=3).map(lambda drawn: [*CAPS, *drawn])


@st.composite
def sets(draw: st.DrawFn, capped: bool = True) -> QuestionSet:
    """A random scored set: up to two sections of two standards of three questions, weights and caps drawn."""
    sections: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for s in range(draw(st.integers(1, 2))):
        standards = sections.setdefault(f"section-{s}", {})
        for t in range(draw(st.integers(1, 2))):
            standards[f"standard-{s}-{t}"] = [
                question(f"q-{s}-{t}-{n}", weight=draw(st.integers(1, 5)), critical=draw(st.booleans()))
                for n in range(draw(st.integers(1, 3)))
            ]
    points = draw(st.sampled_from([POINTS, (10, 7, 4, 1), (30, 21, 10, 0)]))
    caps = draw(_caps()) if capped else []
    return QuestionSet.model_validate(written(sections, scale=scale(points), caps=caps))


def answers_to(
    question_set: QuestionSet, words: tuple[str | None, ...] = (*WORDS, "not_applicable")
) -> st.SearchStrategy[dict[str, str | None]]:
    """An answer to every question."""
    return st.fixed_dictionaries({q.id: st.sampled_from(words) for q in question_set.questions()})


@st.composite
def answered(draw: st.DrawFn, capped: bool = True) -> tuple[QuestionSet, dict[str, str | None]]:
    """A random set with an answer to every question."""
    question_set = draw(sets(capped))
    return question_set, draw(answers_to(question_set))


def ids(question_set: QuestionSet) -> list[str]:
    """The question ids of a set."""
    return [each.id for each in question_set.questions()]


def first(question_set: QuestionSet) -> Question:
    """The first question of a set."""
    return next(question_set.questions())
