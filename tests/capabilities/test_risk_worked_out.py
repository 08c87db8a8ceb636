"""What is worked out, stored, told and prompted when what is known changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oversight.capabilities.register import actions as register
from oversight.capabilities.register.tests.places import a_service
from oversight.capabilities.regulator.tests.files import LARCH, a_file, rated, services, taken
from oversight.capabilities.risk import actions, queries, rules
from oversight.capabilities.risk.actions import working_out
from oversight.capabilities.risk.events import BandChanged
from oversight.capabilities.risk.jobs import work_out_for
from oversight.capabilities.risk.models import Assessment, Current
from oversight.foundation.audit.queries import about
from oversight.foundation.audit.sentences import sentence
from oversight.foundation.audit.verifying import verify
from oversight.foundation.authorities import happenings
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import actions as policy
from oversight.foundation.policy.actions.settling import Wanted
from oversight.foundation.policy.overrides import overrides_of
from oversight.foundation.tasks import queries as tasks


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def by(house):
    return house.actor("QM")


@pytest.fixture
def adopted(house, by, now):
    """West Berkshire's policy is in force."""
    policy.adopt(by=by, at=now, pack="west-berkshire", edition="1", starts_on=now.date() - timedelta(days=30))


@pytest.fixture
def service(house, adopted, now):
    return a_service(house.anyshire, now, regulator_id=LARCH)


@pytest.fixture
def heard():
    told = []

    def hear(event, by, at):
        told.append(event)

    happenings.subscribe(BandChanged)(hear)
    yield told
    happenings._listeners[BandChanged].remove(hear)


def good(tmp_path):
    return a_file(tmp_path, *services(LARCH))


def bad(tmp_path):
    rows = [rated(domain=domain, rating="Inadequate", published="20/10/2026", name="House 1")
            for domain in ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")]  # fmt: skip
    return a_file(tmp_path, *rows, name="latest_ratings_01_November_2026.csv")


def worked_out(house, at):
    return work_out_for(house.anyshire.authority, at)


@pytest.mark.requirement("WB-11.1b")
def test_a_service_is_worked_out_after_each_change_with_its_inputs_and_the_policy(
    house, by, service, now, tmp_path, heard
):
    assert worked_out(house, now) == 1
    taken(good(tmp_path), by=by, at=now)
    worked_out(house, now)
    first = queries.current_of(by, service.id)
    assert (first.band, first.packs, first.settings_number) == ("green", "west-berkshire/1", 0)
    assert first.facts["regulator.overall"] == "good"
    later = now + timedelta(hours=1)
    taken(bad(tmp_path), by=by, at=later)
    assert queries.current_of(by, service.id).band == "green", "it is worked out once the change is saved"
    worked_out(house, later)
    second = queries.current_of(by, service.id)
    assert (second.band, second.band_before, second.moved) == ("red", "green", True)
    assert second.cause == "The regulator’s file RE-0002 changed what is known"
    assert second.since == second.worked_out_at == later
    assert heard == [BandChanged(service.id, service.reference, "green", "red")]
    said = [sentence(each) for each in about(by, service.reference, 9)]
    assert f"Larch House is worked out as red, which was green. {second.cause}" in said
    assert not queries.waiting(by).exists()
    assert verify(by).faults == []


def test_what_stood_on_a_day_keeps_its_inputs(house, by, service, now, tmp_path):
    taken(good(tmp_path), by=by, at=now)
    worked_out(house, now)
    later = now + timedelta(days=3)
    taken(bad(tmp_path), by=by, at=later)
    worked_out(house, later)
    on = {day: queries.result_on(by, service.id, now.date() + timedelta(days=day)) for day in (-1, 2, 3)}
    assert on[-1] is None
    assert (on[2].band, on[2].facts["regulator.safe"]) == ("green", "good")
    assert (on[3].band, on[3].facts["regulator.safe"]) == ("red", "inadequate")


def test_nothing_is_stored_again_where_the_policy_says_the_same(house, by, service, now):
    worked_out(house, now)
    before = (Assessment.objects.count(), Current.objects.get().worked_out_at)
    done = actions.work_out(cause="A day passed", by=by, at=now + timedelta(days=1))
    assert (done.looked_at, done.changed, done.moved) == (1, 0, 0)
    assert (Assessment.objects.count(), Current.objects.get().worked_out_at) == before


def test_a_result_says_why_what_is_missing_and_where_it_stands_in_the_policy(
    house, by, service, now, tmp_path
):
    taken(bad(tmp_path), by=by, at=now)
    worked_out(house, now)
    found = queries.current_of(by, service.id)
    told = rules.reasons(found.result)
    assert told[0]["band"] == "red"
    assert all(each["clause"] for each in told)
    assert sum(each["points"] or 0 for each in told) == found.result["risk"]["points"]
    assert not found.complete
    assert rules.missing_words(found.result)


def test_settings_that_come_into_force_have_every_service_worked_out_again(house, by, service, now, tmp_path):
    taken(good(tmp_path), by=by, at=now)
    worked_out(house, now)
    wanted = Wanted(
        overrides_of({"closures": [{"date": "2026-12-24", "why": "Shut"}]}), now.date(), "We agreed it"
    )
    draft = policy.draft_settings(by=by, at=now, wanted=wanted)
    policy.approve_settings(by=house.actor("HOC"), at=now, draft=draft, version=draft.version)
    assert [each.service_id for each in queries.waiting(by)] == [None]
    worked_out(house, now)
    found = queries.current_of(by, service.id)
    assert (found.settings_number, found.cause) == (draft.number, f"Settings {draft.number} came into force")


def test_facts_that_contradict_each_other_are_said_and_give_no_band(house, by, service, now, monkeypatch):
    from oversight.foundation.policy import facts_sources

    def source(viewer, day, only=None):
        return [facts_sources.Known(service.reference, "", "", {"service.care_home": False})]

    monkeypatch.setitem(facts_sources._sources, "wrong", source)
    actions.work_out(cause="A test", by=by, at=now)
    found = queries.current_of(by, service.id)
    assert (found.band, found.complete) == ("", False)
    assert found.top_reason.startswith("What is recorded contradicts itself: ")


def test_a_closed_service_leaves_the_matrix(house, by, service, now):
    worked_out(house, now)
    assert queries.standing(by).count() == 1
    register.close_service(
        service=service, closed_on=now.date(), reason="It closed", version=None, by=by, at=now
    )
    assert queries.standing(by).count() == 0
    assert queries.current_of(by, service.id), "what was worked out is kept"


def test_another_council_sees_none_of_it(house, by, service, now):
    worked_out(house, now)
    with acting_for(house.otherborough.authority.id):
        assert not queries.standing(house.outsider).exists()
        assert queries.current_of(house.outsider, service.id) is None


class TestPrompts:
    @pytest.fixture
    def somerset(self, house, by, now):
        policy.adopt(by=by, at=now, pack="somerset", edition="1", starts_on=now.date() - timedelta(days=30))

    @pytest.mark.requirement("SOM-1.4")
    def test_good_with_an_area_below_good_becomes_one_task_for_whoever_holds_the_post(
        self, house, somerset, by, now, tmp_path
    ):
        policy.name_holder(
            by=by, at=now, pack="somerset", role="contract_compliance_officer",
            person=house.anyshire.people["QO"], starts_on=now.date(),
        )  # fmt: skip
        service = a_service(house.anyshire, now, regulator_id=LARCH)
        taken(good(tmp_path), by=by, at=now)
        worked_out(house, now)
        assert not _about_ratings(by, service)
        rows = [each for each in services(LARCH) if each[18] != "Safe"]
        rows.append(
            rated(domain="Safe", rating="Requires improvement", published="20/10/2026", name="House 1")
        )
        taken(a_file(tmp_path, *rows, name="latest_ratings_01_November_2026.csv"), by=by, at=now)
        worked_out(house, now)
        (task,) = _about_ratings(by, service)
        assert (task.owner_id, task.pool) == (house.anyshire.people["QO"].id, "")
        assert task.about_url == f"/services/{service.reference}/risk/"
        actions.work_out(cause="A day passed", by=by, at=now + timedelta(days=1))
        assert len(_about_ratings(by, service)) == 1, "it is raised when it begins to hold, and once"

    def test_a_prompt_goes_to_the_pool_while_nobody_holds_the_post(self, house, somerset, by, now, tmp_path):
        service = a_service(house.anyshire, now, regulator_id=LARCH)
        rows = [each for each in services(LARCH) if each[18] != "Safe"]
        rows.append(rated(domain="Safe", rating="Inadequate", published="20/10/2026", name="House 1"))
        taken(a_file(tmp_path, *rows), by=by, at=now)
        worked_out(house, now)
        (task,) = _about_ratings(by, service)
        assert (task.owner_id, task.pool) == (None, "QO")


def _about_ratings(by, service):
    return [each for each in tasks.of(by, service.reference) if "rated below Good" in each.title]


def test_the_same_facts_under_the_same_policy_are_not_worked_out_again_and_under_another_they_are(
    house, by, service, now, monkeypatch
):
    worked_out(house, now)
    asked = []
    explain = working_out.explain
    monkeypatch.setattr(
        working_out, "explain", lambda *given, **more: asked.append(1) or explain(*given, **more)
    )
    actions.work_out(cause="A day passed", by=by, at=now + timedelta(days=1))
    assert asked == []
    Current.objects.update(policy_mark="another policy")
    assert actions.work_out(cause="A day passed", by=by, at=now + timedelta(days=1)).changed == 0
    assert asked == [1]
    assert Current.objects.get().policy_mark != "another policy"
    actions.work_out(cause="A day passed", by=by, at=now + timedelta(days=2))
    assert asked == [1]
    register.correct_service(
        service=service, values={"beds": 77}, reason="Counted", version=None, by=by, at=now
    )
    actions.work_out(cause="The register changed", by=by, at=now + timedelta(days=2))
    assert asked == [1, 1]
    assert Current.objects.get().facts["service.beds"] == 77
