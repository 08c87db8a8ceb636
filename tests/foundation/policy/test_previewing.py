"""What a change would do to the services, from the facts that others register."""

from __future__ import annotations

from datetime import date

import pytest

from oversight.engine.words import OutcomeKind
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import clauses, facts_sources, previewing, queries, reading
from oversight.foundation.policy.facts_sources import Known

TODAY, LATER = date(2026, 11, 23), date(2026, 12, 1)
FACTS = {
    "S-0001": ("Oak House", {"regulator.overall": "requires_improvement", "service.in_area": True}),
    "S-0002": ("Elm House", {"regulator.overall": "good"}),
    "S-0003": ("Ash House", {"regulator.overall": "inadequate"}),
}
HIGHER = {"points": {"risk/overall": {"requires_improvement": 60}}}


@pytest.fixture
def viewer(house):
    facts_sources.register("register", lambda viewer, day: [
        Known(reference, name, f"/services/{reference}/", facts) for reference, (name, facts) in FACTS.items()
    ])  # fmt: skip
    with acting_for(house.anyshire.authority.id):
        yield house.actor("QM")


def rows(viewer):
    return facts_sources.facts_of_services(viewer, TODAY)


def test_a_preview_names_the_services_that_move_before_and_after(adopted, viewer):
    draft = adopted.draft(HIGHER, LATER)
    found = previewing.preview(viewer, draft, TODAY, rows(viewer))
    (moved,) = found.moved
    assert (moved.known.name, moved.known.url) == ("Oak House", "/services/S-0001/")
    assert (moved.before.band, moved.before.position_words) == ("green", "Open")
    assert (moved.after.band, moved.after.position_words) == ("red", "Stop placing")
    assert (found.day, found.services) == (LATER, 3)
    assert found.moves == (("From green to red", 1), ("From ‘Open’ to ‘Stop placing’", 1))


def test_a_preview_says_which_facts_it_knows(adopted, viewer):
    found = previewing.preview(viewer, adopted.draft(HIGHER, LATER), TODAY, rows(viewer))
    assert found.known == ("The regulator's overall rating", "The service is in this authority's area")
    assert "Whistleblowing reports" in found.unknown


def test_a_draft_that_changes_only_words_moves_nothing(adopted, viewer):
    draft = adopted.draft({"words": {"band.red": "Stop"}}, LATER)
    assert previewing.preview(viewer, draft, TODAY, rows(viewer)).moved == ()


def test_a_preview_is_against_the_settings_of_its_own_first_day(adopted, viewer):
    adopted.settle(HIGHER, LATER)
    same = adopted.draft(HIGHER, LATER)
    assert previewing.preview(viewer, same, TODAY, rows(viewer)).moved == ()


def test_another_edition_is_previewed_the_same_way(adopted, viewer):
    found = previewing.preview_edition(viewer, "shire", "2", LATER, rows(viewer))
    assert [(each.known.name, each.before.band, each.after.band) for each in found.moved] == [
        ("Oak House", "green", "amber")
    ]
    assert queries.policy_for(viewer, LATER).edition == "1"


def test_a_service_whose_facts_do_not_add_up_is_left_out_and_named(adopted, viewer):
    wrong = Known("S-0009", "Yew House", "/services/S-0009/", {
        "service.type": "home_care", "service.care_home": True
    })  # fmt: skip
    found = previewing.preview(viewer, adopted.draft(HIGHER, LATER), TODAY, [*rows(viewer), wrong])
    assert ([each.name for each in found.left_out], found.services) == (["Yew House"], 3)


def test_sources_speak_of_one_service_together(viewer):
    facts_sources.register("reviews", lambda viewer, day: [
        Known("S-0001", "Oak House", "/services/S-0001/", {"review.overdue": True})
    ])  # fmt: skip
    oak = next(each for each in rows(viewer) if each.reference == "S-0001")
    assert set(oak.facts) == {"regulator.overall", "service.in_area", "review.overdue"}


def clause(viewer, name, day=TODAY):
    return reading.clause(viewer, "shire", "1", name, day)


def test_a_clause_says_what_applies_it(adopted, viewer):
    assert clause(viewer, "2.2").applied_by == ("Rule: Stop placing usually follows (red on the matrix)",)
    assert clause(viewer, "1").applied_by == ("The part of the service called register",)
    assert clause(viewer, "4.3").not_automated == "An aim that guides judgement."
    assert clause(viewer, "4.1").applied_by == ("Time limit: Appeal, 5 working days after provider notified",)
    assert clause(viewer, "4.1").gaps == ("Name who hears an appeal.",)


def test_every_clause_is_carried_by_something_or_says_why_not(adopted, viewer):
    shown = reading.policy_shown(viewer, "shire", "1", TODAY)
    every = [each for section in shown.sections for each in section.clauses]
    assert [each.number for each in shown.sections] == ["1", "2", "3", "4"]
    assert [each.id for each in every] == ["1", "2.1", "2.2", "3.1", "4.1", "4.2", "4.3"]
    assert all(each.applied_by or each.not_automated or each.gaps for each in every)


def test_a_clause_shows_the_settings_of_its_day(adopted, viewer):
    adopted.settle(
        {"clocks": {"shire": {"appeal": {"within": 9}}}, "words": {"position.embargo": "Closed"}}, LATER
    )
    assert "5 working days" in clause(viewer, "4.1").applied_by[0]
    assert "9 working days" in clause(viewer, "4.1", LATER).applied_by[0]
    assert clause(viewer, "2.2", LATER).applied_by == ("Rule: Closed usually follows (red on the matrix)",)


def test_clauses_stand_beside_a_field_with_document_and_day(adopted, viewer):
    adopted.adopt("region", "1", date(2026, 9, 1))
    (one,) = reading.clauses_beside(viewer, [("shire", "2.2")], TODAY)
    assert (one.words, one.document, one.since) == (
        "A service that is not safe is not placed with.",
        "Standard of care",
        date(2026, 6, 1),
    )
    assert one.url.endswith("/shire/1/#2.2")
    both = reading.clauses_beside(viewer, ["1", "77"], TODAY)
    assert [each.document for each in both] == ["Standard of care", "Procedure of the region"]
    assert [each.number for each in reading.clauses_carried(viewer, "register", TODAY)] == ["1"]
    assert reading.clauses_beside(viewer, ["1"], date(2026, 1, 1)) == ()


def test_a_rule_says_how_often_in_words(adopted, viewer):
    adopted.settle({"frequencies": {"shire": {"how-often": 6}}}, date(2026, 10, 1))
    (here,) = queries.packs_in_force(viewer, TODAY)
    theme = next(rule for rule in here.pack.rules if rule.then.kind is OutcomeKind.ACTIVITY)
    assert clauses.rule_words(here.pack, theme) == "Rule: Look at a theme, every 6 months, usually follows"
