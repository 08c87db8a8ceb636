"""Which policy holds on a day, and that the authority's own settings change what the engine says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from oversight.engine.clocks.deadlines import deadline
from oversight.engine.outcomes.explaining import explain
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import actions, queries

TODAY = date(2026, 11, 23)
NOVEMBER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
POOR = {"regulator.overall": "requires_improvement", "intelligence.whistleblowing_12m": 0,
        "improvement.reviews_majority_unmet": 0, "service.in_area": True}  # fmt: skip


@pytest.fixture
def viewer(house):
    with acting_for(house.anyshire.authority.id):
        yield house.actor("QO")


def band(viewer, day):
    return explain(queries.policy_for(viewer, day), POOR, suggest=False).risk.band


def score(viewer, day):
    return explain(queries.policy_for(viewer, day), POOR, suggest=False).risk.score


def test_nothing_is_in_force_before_anything_is_adopted(viewer):
    assert queries.packs_in_force(viewer, TODAY) == ()
    assert queries.policy_for(viewer, TODAY).packs == ()


def test_an_edition_is_in_force_from_its_first_day(adopted, viewer):
    (here,) = queries.packs_in_force(viewer, TODAY)
    assert here.pack.name == "shire/1"
    assert queries.packs_in_force(viewer, date(2026, 5, 31)) == ()


def test_settings_from_next_month_do_not_change_todays_band(adopted, viewer):
    adopted.settle({"points": {"risk/overall": {"requires_improvement": 60}}}, date(2026, 12, 1), at=NOVEMBER)
    assert band(viewer, TODAY) == "green"
    assert band(viewer, date(2026, 11, 30)) == "green"
    assert band(viewer, date(2026, 12, 1)) == "red"


def test_last_months_day_still_gives_last_months_points(adopted, viewer):
    adopted.settle({"points": {"risk/overall": {"requires_improvement": 30}}}, date(2026, 10, 1))
    adopted.settle({"points": {"risk/overall": {"requires_improvement": 55}}}, TODAY, at=NOVEMBER)
    assert [score(viewer, day) for day in (date(2026, 9, 30), date(2026, 10, 31), TODAY)] == [15, 30, 55]
    assert [
        queries.settings_in_force(viewer, day).number
        for day in (date(2026, 9, 30), date(2026, 10, 31), TODAY)
    ] == [
        0,
        1,
        2,
    ]


def test_a_draft_changes_nothing(adopted, viewer):
    adopted.draft({"points": {"risk/overall": {"requires_improvement": 60}}}, date(2026, 10, 1))
    assert band(viewer, TODAY) == "green"


@pytest.mark.parametrize(
    ("facts", "changes", "points"),
    [
        ({"regulator.overall": "good"}, {"risk/overall": {"good": 7}}, 7),
        ({"intelligence.whistleblowing_12m": 3}, {"risk/whistles": {"each": 6}}, 18),
        ({"intelligence.whistleblowing_12m": 9}, {"risk/whistles": {"cap": 20}}, 20),
        ({"intelligence.whistleblowing_12m": 1}, {"risk/whistles": {"starts_at": 2}}, 0),
        ({"improvement.reviews_majority_unmet": 2}, {"risk/plan": {"2": 40}}, 40),
    ],
)
def test_each_way_of_scoring_can_be_set(adopted, viewer, facts, changes, points):
    adopted.settle({"points": changes}, date(2026, 10, 1))
    assert explain(queries.policy_for(viewer, TODAY), facts, suggest=False).risk.points == points


def test_bands_words_clocks_and_closures_are_the_authoritys(adopted, viewer):
    adopted.settle(
        {
            "bands": {"amber": 10, "red": 14},
            "words": {"position.embargo": "Closed to us", "role.quality_officer": "Visiting officer"},
            "clocks": {"shire": {"appeal": {"within": 10}, "acknowledge": {"within": 3, "unit": "days"}}},
            "closures": [{"date": "2026-12-29", "why": "Between the holidays"}],
        },
        date(2026, 10, 1),
    )
    found = explain(queries.policy_for(viewer, TODAY), POOR, suggest=False)
    assert (found.risk.band, found.recommended_label) == ("red", "Closed to us")
    assert queries.vocabulary_label(viewer, "role", "quality_officer", TODAY) == "Visiting officer"
    clock, calendar = queries.clock(viewer, "shire", "appeal", TODAY)
    due = deadline(clock, calendar, date(2026, 12, 21))
    assert "Council closure: Between the holidays" in [each.why for each in due.skipped]
    assert due.due_on == date(2027, 1, 8)
    shared, _ = queries.clock(viewer, "shire", "acknowledge", TODAY)
    assert shared.in_words() == "3 calendar days after"
    assert queries.clock(viewer, "shire", "appeal", date(2026, 9, 30))[0].within == 5


def test_gaps_are_closed_by_a_role_a_frequency_a_sentence_or_a_post(adopted, viewer, house):
    def open_now():
        return [each.gap.id for each in queries.gaps_open(viewer, TODAY)]

    assert open_now() == ["who-hears", "supplier-relationship-manager", "how-often", "quorum"]
    adopted.settle(
        {
            "fill_in": {"shire": {"who-hears": "service_director"}},
            "frequencies": {"shire": {"how-often": 6}},
            "settled": {"shire": {"quorum": "Four members, one of them a manager."}},
        },
        date(2026, 10, 1),
    )
    assert open_now() == ["supplier-relationship-manager"]
    (here,) = queries.packs_in_force(viewer, TODAY)
    assert here.named == {"who-hears": "service_director"}
    theme = [
        each for each in explain(queries.policy_for(viewer, TODAY), POOR).outcomes if each.kind == "activity"
    ]
    assert [each.carries for each in theme] == [{"every_months": 6}]
    holder = house.anyshire.people["SRM"]
    actions.name_holder(
        by=house.actor("QM"), at=NOVEMBER, pack="shire", role="supplier_relationship_manager", person=holder,
        starts_on=TODAY,
    )  # fmt: skip
    assert open_now() == []
    assert queries.policy_for(viewer, TODAY).to_fill_in == ()
    assert queries.policy_for(viewer, date(2026, 11, 22)).to_fill_in == ("Name who is the supplier manager.",)


def test_two_packs_stand_together_and_the_first_gives_the_matrix(adopted, viewer):
    adopted.adopt("region", "1", date(2026, 9, 1))
    assert [each.pack.id for each in queries.packs_in_force(viewer, TODAY)] == ["shire", "region"]
    found = explain(queries.policy_for(viewer, TODAY), POOR | {"service.closed": True}, suggest=False)
    assert (found.recommended, found.risk.score) == ("terminate", 15)


def test_a_council_sees_nothing_of_anothers(adopted, viewer, house):
    adopted.settle({"bands": {"amber": 10}}, date(2026, 10, 1))
    outsider = house.outsider
    with acting_for(outsider.authority_id):
        assert queries.packs_in_force(outsider, TODAY) == ()
        assert queries.settings_in_force(outsider, TODAY).number == 0
        assert queries.settings_versions(outsider) == []


def test_files_changed_after_adoption_are_told(adopted, viewer, folder, settings, tmp_path):
    assert not queries.packs_in_force(viewer, TODAY)[0].altered
    moved = tmp_path / "moved"
    folder.rename(moved)
    (moved / "shared/1/clauses.yaml").write_text(
        '- {id: "S1", title: Acknowledge, says: Whatever comes in is acknowledged at once.}\n'
    )
    settings.PACKS_FOLDER = moved
    assert queries.packs_in_force(viewer, TODAY)[0].altered


def test_an_adopted_edition_whose_files_are_gone_is_a_sentence(adopted, viewer, settings, tmp_path):
    settings.PACKS_FOLDER = tmp_path / "elsewhere"
    with pytest.raises(Refused, match="edition 1 of ‘shire’ cannot be read"):
        queries.packs_in_force(viewer, TODAY)
