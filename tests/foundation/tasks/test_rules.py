from __future__ import annotations

from datetime import date

import pytest

from oversight.foundation.tasks import rules, tokens
from oversight.foundation.tasks.rules import Counts, Group

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("due_on", "paused", "group"),
    [
        (date(2026, 11, 22), False, Group.OVERDUE),
        (date(2026, 11, 23), False, Group.TODAY),
        (date(2026, 11, 24), False, Group.WEEK),
        (date(2026, 11, 29), False, Group.WEEK),
        (date(2026, 11, 30), False, Group.LATER),
        (date(2026, 11, 22), True, Group.PAUSED),
        (date(2027, 1, 4), True, Group.PAUSED),
    ],
)
def test_a_task_stands_in_one_group(due_on, paused, group):
    assert rules.group_of(due_on, paused, MONDAY) is group


def test_on_a_sunday_the_week_ends_today():
    sunday = date(2026, 11, 29)
    assert rules.group_of(sunday, False, sunday) is Group.TODAY
    assert rules.group_of(date(2026, 11, 30), False, sunday) is Group.LATER
    assert (rules.week_start(sunday), rules.week_end(sunday)) == (MONDAY, sunday)


def test_the_sentence_leaves_out_what_there_is_not():
    assert rules.sentence(Counts()) == "Nothing is waiting."
    assert rules.sentence(Counts(overdue=3, week=1)) == "4 tasks: 3 overdue and 1 due this week."
    assert rules.sentence(Counts(paused=1)) == "1 task: 1 paused."
    everything = rules.sentence(Counts(1, 2, 3, 4, 5))
    assert everything == "15 tasks: 1 overdue, 2 due today, 3 due this week, 4 due later and 5 paused."


@pytest.mark.parametrize(
    ("today", "left", "said"),
    [
        (date(2026, 11, 20), 2, "24 November 2026 (2 working days left)"),
        (date(2026, 11, 20), None, "24 November 2026 (4 days left)"),
        (date(2026, 11, 23), None, "24 November 2026 (tomorrow)"),
        (date(2026, 11, 24), None, "24 November 2026 (today)"),
        (date(2026, 11, 25), None, "24 November 2026 (1 day overdue)"),
        (date(2026, 11, 26), None, "24 November 2026 (2 days overdue)"),
    ],
)
def test_one_date_with_its_phrase(today, left, said):
    assert rules.open_words(date(2026, 11, 24), today, None, left) == said


def test_a_paused_task_says_since_when_and_no_date():
    said = rules.open_words(date(2026, 11, 24), MONDAY, date(2026, 11, 20), None)
    assert said == "Paused since 20 November 2026"


def test_ended_tasks_say_on_which_day_and_how_late():
    due = date(2026, 11, 20)
    assert rules.ended_words("met", date(2026, 11, 19), due) == "Met on 19 November 2026"
    assert rules.ended_words("met_late", MONDAY, due) == "Met late, on 23 November 2026, due 20 November 2026"
    assert rules.ended_words("cancelled", MONDAY, due) == "Cancelled on 23 November 2026"


def test_every_mark_has_words_or_a_look_with_words():
    marks = [rules.mark(each) for each in Group]
    assert [(each.level, each.words) for each in marks] == [
        ("overdue", ""), ("soon", "Due today"), ("soon", "Due this week"), ("waiting", ""), ("paused", "")
    ]  # fmt: skip
    assert [rules.ended_mark(each).words for each in ("met", "met_late")] == ["Met", "Met late"]


@pytest.mark.parametrize(
    ("today", "days"),
    [(date(2026, 11, 20), None), (date(2026, 11, 21), 3), (date(2026, 11, 23), 1), (date(2026, 11, 24), 1),
     (date(2026, 11, 25), None)],
)  # fmt: skip
def test_the_last_warning_that_has_come_is_given_until_the_day_has_passed(today, days):
    assert rules.warning(date(2026, 11, 24), (3, 1), today) == days


def test_a_digest_holds_numbers_and_a_link():
    lines = rules.digest_lines(Counts(overdue=3, today=1, later=9), 0, "https://x/my-work/")
    assert lines == [
        "You have 3 overdue tasks: https://x/my-work/",
        "You have 1 task to do: 1 due today: https://x/my-work/",
    ]
    assert rules.digest_lines(Counts(later=4), 2, "https://x/my-work/") == [
        "2 tasks wait for somebody of your team to take: https://x/my-work/unassigned/"
    ]
    assert rules.digest_lines(Counts(), 0, "") == []


@pytest.mark.parametrize("secret", ["", "short", "x" * 63, "é" * 64, "=" * 64, "a" * 65, "../" * 21 + "a"])
def test_what_was_never_a_secret_names_no_authority(secret):
    assert tokens.authority_of(secret) is None
