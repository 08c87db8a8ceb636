"""Points, caps, thresholds, floors, missing facts and the reachable maximum, on the default matrix."""

import pytest

from oversight.engine.facts.reading import read_facts
from oversight.engine.risk.models import Matrix
from oversight.engine.risk.scoring import RiskBook, scaled
from oversight.engine.words import Band
from tests.engine.risk.shared_matrix import DAY, book, matrix

ALL_GOOD = {
    "regulator.overall": "good", "regulator.safe": "good", "regulator.effective": "good",
    "regulator.caring": "good", "regulator.responsive": "good", "regulator.well_led": "good",
    "regulator.not_rated": False, "regulator.registered_manager_in_post": True,
    "intelligence.section_42_enquiries_12m": 0, "intelligence.whistleblowing_12m": 0,
    "intelligence.complaints_upheld_12m": 0, "intelligence.adverse_90d": 0, "host.position": "none",
    "host.reasons_accepted": False, "improvement.reviews_majority_unmet": 0,
    "improvement.requirements_failed": False, "finance.risk": "low", "workforce.rates_poor": False,
    "market.capacity_tracker_missed": False, "review.overdue": False, "safeguarding.organisational": "none",
    "notices.default_in_force": False,
}  # fmt: skip


def risk(**facts):
    return book().work_out(read_facts({**ALL_GOOD, **{k.replace("__", "."): v for k, v in facts.items()}}))


def test_nothing_recorded_against_a_service_is_green_and_complete():
    found = risk()
    assert (found.band, found.score, found.complete, found.missing) == (Band.GREEN, 0, True, ())


TRIGGERS = {
    "embargo: Safe inadequate": ({"regulator.safe": "inadequate"}, Band.RED),
    "embargo: three key questions inadequate": (
        {"regulator.caring": "inadequate", "regulator.effective": "inadequate", "regulator.well_led": "inadequate"},
        Band.RED,
    ),
    "embargo: organisational safeguarding suspected": ({"safeguarding.organisational": "suspected"}, Band.RED),
    "embargo: default notice": ({"notices.default_in_force": True}, Band.RED),
    "embargo: most of the plan unmet at four reviews": ({"improvement.reviews_majority_unmet": 4}, Band.RED),
    "embargo: host embargo accepted": ({"host.position": "embargo", "host.reasons_accepted": True}, Band.RED),
    "caution: three require improvement": (
        {"regulator.caring": "requires_improvement", "regulator.effective": "requires_improvement",
         "regulator.well_led": "requires_improvement"},
        Band.AMBER,
    ),
    "caution: one inadequate": ({"regulator.responsive": "inadequate"}, Band.AMBER),
    "caution: host caution accepted": ({"host.position": "caution", "host.reasons_accepted": True}, Band.AMBER),
    "caution: organisational safeguarding investigated": ({"safeguarding.organisational": "investigating"}, Band.AMBER),
    "caution: plan failed": ({"improvement.requirements_failed": True}, Band.AMBER),
    "caution: high financial risk": ({"finance.risk": "high"}, Band.AMBER),
    "isolated feedback does not move the band": ({"intelligence.adverse_90d": 2}, Band.GREEN),
}  # fmt: skip


@pytest.mark.requirement("WB-11.1b")
@pytest.mark.parametrize("name", TRIGGERS)
def test_published_triggers_land_as_required(name):
    changed, band = TRIGGERS[name]
    assert risk(**{k.replace(".", "__"): v for k, v in changed.items()}).band is band


def test_points_accumulate_two_requires_improvement_five_enquiries_no_manager_is_51_and_red():
    found = risk(
        regulator__overall="requires_improvement",
        regulator__safe="requires_improvement",
        regulator__caring="requires_improvement",
        intelligence__section_42_enquiries_12m=5,
        regulator__registered_manager_in_post=False,
    )
    assert (found.score, found.band) == (51, Band.RED)


@pytest.mark.parametrize(("count", "points"), [(0, 0), (1, 4), (4, 16), (5, 20), (6, 20), (200, 20)])
def test_a_count_scores_each_up_to_its_cap(count, points):
    assert risk(intelligence__section_42_enquiries_12m=count).score == points


@pytest.mark.requirement("SOM-1.5")
@pytest.mark.parametrize(("count", "points"), [(0, 0), (1, 0), (2, 0), (3, 3), (10, 10), (11, 10)])
def test_isolated_adverse_items_score_nothing_and_a_run_of_them_does(count, points):
    assert risk(intelligence__adverse_90d=count).score == points


@pytest.mark.parametrize(("reviews", "points"), [(0, 0), (1, 8), (2, 12), (9, 12)])
def test_thresholds_score_by_step(reviews, points):
    assert risk(improvement__reviews_majority_unmet=reviews).score == points


def test_unknown_never_scores_and_never_clears():
    found = book().work_out(read_facts({"regulator.overall": "good"}))
    assert (found.band, found.score, found.complete) == (Band.GREEN, 0, False)
    assert "finance.risk" in found.missing
    assert "regulator.safe" in found.missing
    assert not any(name.endswith("_count") for name in found.missing), "derived facts are told by their bases"


def test_the_limits_of_the_bands_belong_to_the_worse_band():
    at_limit = matrix(bands={"amber": 15, "red": 35})
    ready = RiskBook(at_limit, DAY)
    assert ready.by_score(14) is Band.GREEN
    assert ready.by_score(15) is Band.AMBER
    assert ready.by_score(34) is Band.AMBER
    assert ready.by_score(35) is Band.RED


def test_an_override_is_used_and_the_worked_out_band_stands_beside_it():
    found = risk(regulator__safe="inadequate", risk__band="green")
    assert (found.band, found.worked_out, found.overridden) == (Band.GREEN, Band.RED, True)


def test_a_sum_past_the_top_is_capped_and_said():
    worst = {
        name: "inadequate" for name in ALL_GOOD if name.startswith("regulator.") and ALL_GOOD[name] == "good"
    }
    found = risk(**{k.replace(".", "__"): v for k, v in worst.items()})
    assert (found.points, found.score, found.saturated) == (110, 100, True)


@pytest.mark.parametrize(
    ("points", "reachable", "score"),
    [
        (30, 222, 30),
        (150, 222, 100),
        (30, 100, 30),
        (25, 50, 50),
        (1, 8, 13),
        (1, 16, 6),
        (3, 16, 19),
        (0, 0, 0),
    ],
)
def test_a_score_is_stretched_only_where_the_top_cannot_be_reached(points, reachable, score):
    assert scaled(points, reachable, 100) == score


def test_an_indicator_that_does_not_apply_leaves_the_reachable_range():
    given = matrix().model_dump(by_alias=True, exclude_none=True)
    small = [
        line
        for line in given["indicators"]
        if line["id"] in ("risk/regulator-overall", "risk/finance", "risk/section-42")
    ]
    small[0]["applies"] = {"fact": "service.regulated", "is": True}
    ready = book(indicators=small)
    unregulated = ready.work_out(
        read_facts({**ALL_GOOD, "service.regulated": False, "finance.risk": "medium"})
    )
    assert (unregulated.reachable, unregulated.score) == (35, 17)
    unknown = ready.work_out(read_facts({**ALL_GOOD, "finance.risk": "medium"}))
    assert unknown.reachable == 70, "an indicator that may apply stays"


def test_a_matrix_whose_red_is_above_its_top_is_refused():
    with pytest.raises(ValueError, match="above the top of the scale"):
        Matrix.model_validate(
            {**matrix().model_dump(by_alias=True, exclude_none=True), "bands": {"amber": 25, "red": 120}}
        )
