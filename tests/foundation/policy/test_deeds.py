"""Adopting, naming, drafting, approving, reading: what is written, what is refused, what the chain tells."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from oversight.foundation.audit import sentences, verifying
from oversight.foundation.audit.corrections import Stale
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import actions, objections, queries
from oversight.foundation.policy.actions.settling import Wanted
from oversight.foundation.policy.models import Acknowledgement, Adoption, PostHolder, SettingsVersion
from oversight.foundation.policy.overrides import overrides_of

TODAY, NEXT = date(2026, 11, 23), date(2026, 12, 1)
NOVEMBER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HIGHER = {"points": {"risk/overall": {"requires_improvement": 60}}}


@pytest.fixture
def walls(house):
    with acting_for(house.anyshire.authority.id):
        yield house.anyshire


def said(council):
    rows = Event.objects.visible_to(council.system).exclude(name="role.granted").order_by("number")
    return [sentences.sentence(each) for each in rows]


def editions(council):
    rows = Adoption.objects.visible_to(council.system).order_by("starts_on")
    return [(each.edition, each.starts_on, each.ends_on) for each in rows]


def test_an_adopted_edition_keeps_its_fingerprint_and_is_told(deeds, walls):
    row = deeds.adopt()
    assert len(row.checksum) == 64
    assert said(walls) == [
        "Quality manager of Anyshire adopted ‘Standard of care’, edition 1, from 1 June 2026"
    ]
    assert verifying.verify(walls.system).faults == []


def test_a_new_edition_ends_the_old_one_the_day_before(adopted, walls):
    adopted.adopt(edition="2", starts_on=NEXT, at=NOVEMBER)
    assert editions(walls) == [("1", date(2026, 6, 1), date(2026, 11, 30)), ("2", NEXT, None)]
    assert queries.policy_for(walls.system, date(2026, 11, 30)).edition == "1"
    assert queries.policy_for(walls.system, NEXT).edition == "2"
    assert verifying.verify(walls.system).faults == []


@pytest.mark.parametrize(
    ("edition", "starts_on", "why"),
    [
        ("2", date(2026, 11, 22), "past days keep the edition they had"),
        ("1", NEXT, "already in force"),
        ("2", date(2026, 5, 1), "already adopted from 1 June 2026"),
    ],
)
def test_an_edition_is_refused_over_days_that_have_another(adopted, walls, edition, starts_on, why):
    before = editions(walls), said(walls)
    with pytest.raises(Refused, match=why):
        adopted.adopt(edition=edition, starts_on=starts_on, at=NOVEMBER)
    assert (editions(walls), said(walls)) == before


def test_a_policy_the_settings_do_not_fit_is_not_adopted(adopted, walls):
    adopted.settle({"bands": {"amber": 55, "red": 60}}, date(2026, 10, 1))
    adopted.settle({"bands": {"amber": 49}}, date(2026, 10, 2))
    assert queries.policy_for(walls.system, TODAY).risk.matrix.bands.amber == 49
    with pytest.raises(Refused, match="red begins at 50, which must be above amber"):
        adopted.draft({"bands": {"amber": 60}}, NEXT, at=NOVEMBER)


def test_nobody_without_the_right_adopts(deeds, walls):
    with pytest.raises(NotHere):
        deeds.adopt(role="QO")
    assert editions(walls) == []


def test_an_adoption_is_ended_today_or_later_and_never_seen_past(adopted, walls):
    row = Adoption.objects.visible_to(walls.system).get()
    by = walls.actor("QM")
    with pytest.raises(Refused, match="today or in the future"):
        actions.end_adoption(
            by=by, at=NOVEMBER, adoption=row, ends_on=date(2026, 11, 22), reason="Over", version=1
        )
    with pytest.raises(Stale):
        actions.end_adoption(by=by, at=NOVEMBER, adoption=row, ends_on=TODAY, reason="Over", version=7)
    assert editions(walls) == [("1", date(2026, 6, 1), None)]
    actions.end_adoption(
        by=by, at=NOVEMBER, adoption=row, ends_on=TODAY, reason="Replaced by another", version=1
    )
    assert queries.packs_in_force(by, NEXT) == ()
    assert len(queries.packs_in_force(by, TODAY)) == 1


def test_another_councils_adoption_is_not_there(adopted, house):
    with acting_for(house.anyshire.authority.id):
        row = Adoption.objects.visible_to(house.actor("QM")).get()
    with acting_for(house.outsider.authority_id), pytest.raises(NotHere):
        actions.end_adoption(
            by=house.outsider, at=NOVEMBER, adoption=row, ends_on=NEXT, reason="Theirs", version=1
        )


def name(walls, role="head_of_commissioning", who="HOC", starts_on=TODAY, by="QM", beside=False):
    return actions.name_holder(
        by=walls.actor(by), at=NOVEMBER, pack="shire", role=role, person=walls.people[who], starts_on=starts_on,
        beside=beside,
    )  # fmt: skip


def holders(walls, day):
    return [
        each.email.partition("@")[0]
        for each in queries.holders_of(walls.system, "head_of_commissioning", day)
    ]


def test_a_post_passes_from_one_person_to_the_next(adopted, walls):
    name(walls)
    name(walls, who="DIR", starts_on=NEXT)
    assert (holders(walls, date(2026, 11, 30)), holders(walls, NEXT)) == (["hoc"], ["dir"])
    name(walls, who="SG", starts_on=NEXT, beside=True)
    assert holders(walls, NEXT) == ["dir", "sg"]
    assert verifying.verify(walls.system).faults == []


@pytest.mark.parametrize(
    ("values", "error", "why"),
    [
        ({"who": "QM"}, Refused, "cannot name yourself"),
        ({"starts_on": date(2026, 11, 22)}, Refused, "today or in the future"),
        ({"role": "board_chair"}, NotHere, None),
        ({"who": "PU"}, NotHere, None),
        ({"by": "QO"}, NotHere, None),
    ],
)
def test_a_post_is_refused(adopted, walls, values, error, why):
    with pytest.raises(error, match=why):
        name(walls, **values)
    assert not PostHolder.objects.visible_to(walls.system).exists()


def versions(walls):
    return [(each.number, each.status) for each in queries.settings_versions(walls.system)]


def test_nobody_approves_what_they_drafted(adopted, walls):
    draft = adopted.draft(HIGHER, NEXT, role="HOC", at=NOVEMBER)
    before = len(said(walls))
    with pytest.raises(Refused, match="somebody else must approve"):
        adopted.approve(draft, role="HOC", at=NOVEMBER)
    assert (versions(walls), len(said(walls))) == ([(1, "draft")], before)
    adopted.approve(draft, role="DIR", at=NOVEMBER)
    assert versions(walls) == [(1, "in force")]
    assert verifying.verify(walls.system).faults == []


def test_nobody_approves_a_draft_they_changed(adopted, walls):
    draft = adopted.draft(HIGHER, NEXT, at=NOVEMBER)
    change(walls, draft, HIGHER, by="HOC")
    with pytest.raises(Refused, match="somebody else must approve"):
        adopted.approve(SettingsVersion.objects.get(pk=draft.pk), role="HOC", at=NOVEMBER)
    assert versions(walls) == [(1, "draft")]


def test_the_database_itself_refuses_an_author_as_approver(adopted, walls):
    from django.db import IntegrityError, transaction

    draft = adopted.draft(HIGHER, NEXT, at=NOVEMBER)
    draft.status, draft.approved_by, draft.approved_at = "in force", draft.drafted_by, NOVEMBER
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()
    assert versions(walls) == [(1, "draft")]


@pytest.mark.parametrize("role", ["QO", "QM", "SRM", "SA"])
def test_only_those_with_the_right_approve(adopted, walls, role):
    draft = adopted.draft(HIGHER, NEXT, role="HOC", at=NOVEMBER)
    with pytest.raises(NotHere):
        adopted.approve(draft, role=role, at=NOVEMBER)
    assert versions(walls) == [(1, "draft")]


def test_one_member_of_a_board_does_not_approve_alone(adopted, walls):
    draft = adopted.draft(HIGHER, NEXT, at=NOVEMBER)
    with pytest.raises(Refused, match="meeting with a quorum"):
        adopted.approve(draft, role="BM", at=NOVEMBER)
    assert versions(walls) == [(1, "draft")]


def change(walls, draft, overrides, *, by="QM", version=1, starts_on=NEXT):
    wanted = Wanted(overrides_of(overrides), starts_on, "Thought again")
    actions.change_draft(by=walls.actor(by), at=NOVEMBER, draft=draft, wanted=wanted, version=version)


def test_an_approved_version_is_never_changed_or_withdrawn(adopted, walls):
    draft = adopted.settle(HIGHER, NEXT, at=NOVEMBER)
    kept = SettingsVersion.objects.get(pk=draft.pk).values()
    with pytest.raises(Refused, match="stay as they are"):
        change(walls, draft, {}, version=2)
    with pytest.raises(Refused, match="stay as they are"):
        actions.withdraw_draft(by=walls.actor("QM"), at=NOVEMBER, draft=draft, reason="No more")
    assert SettingsVersion.objects.get(pk=draft.pk).values() == kept


def test_a_draft_that_was_changed_must_be_read_again(adopted, walls):
    draft = adopted.draft(HIGHER, NEXT, at=NOVEMBER)
    change(walls, draft, {"bands": {"amber": 20}})
    with pytest.raises(Stale):
        change(walls, draft, HIGHER)
    with pytest.raises(Refused, match="Read it again"):
        adopted.approve(draft, version=1, at=NOVEMBER)
    assert versions(walls) == [(1, "draft")]
    assert queries.settings_numbered(walls.system, 1).overrides == {"bands": {"amber": 20}}


def test_a_draft_never_undoes_what_was_approved_meanwhile(adopted, walls):
    old = adopted.draft(HIGHER, NEXT, at=NOVEMBER)
    adopted.settle({"bands": {"amber": 20}}, TODAY, at=NOVEMBER)
    with pytest.raises(Refused, match="Settings 2 were approved after this draft was begun"):
        adopted.approve(old, at=NOVEMBER)
    assert versions(walls) == [(2, "in force"), (1, "draft")]


@pytest.mark.parametrize(
    ("overrides", "starts_on", "why"),
    [
        (HIGHER, date(2026, 11, 22), "Past days keep the settings they had"),
        ({"points": {"risk/overal": {"good": 1}}}, NEXT, "risk/overal good’ is not among the points"),
        ({"words": {"position.never": "Never"}}, NEXT, "position.never’ is not among the words"),
        ({"fill_in": {"shire": {"who-her": "partner"}}}, NEXT, "not among the fill in"),
        (
            {"closures": [{"date": "2026-12-29", "why": "Closed"}] * 2},
            NEXT,
            "29 December 2026 is there twice",
        ),
        ({"bands": {"red": 200}}, NEXT, "above the top of the scale"),
    ],
)
def test_a_draft_that_does_not_fit_is_refused(adopted, walls, overrides, starts_on, why):
    before = said(walls)
    with pytest.raises(Refused, match=why):
        adopted.draft(overrides, starts_on, at=NOVEMBER)
    assert (versions(walls), said(walls)) == ([], before)


def test_a_draft_whose_day_has_passed_is_not_approved(adopted, walls):
    draft = adopted.draft(HIGHER, date(2026, 10, 5))
    with pytest.raises(Refused, match="today or in the future"):
        adopted.approve(draft, at=NOVEMBER)
    assert versions(walls) == [(1, "draft")]


def test_a_change_that_would_flip_an_open_decision_of_the_approver_is_refused(adopted, walls):
    seen = []

    def objection(by, before, after, day):
        seen.append((before.risk.matrix.bands.amber, after.risk.matrix.bands.amber, day))
        return "You have a proposal open that this change would flip. Somebody else must approve it"

    objections.register("restrictions", objection)
    draft = adopted.draft({"bands": {"amber": 12}}, NEXT, at=NOVEMBER)
    with pytest.raises(Refused, match="would flip"):
        adopted.approve(draft, at=NOVEMBER)
    assert seen == [(25, 12, NEXT)]
    assert versions(walls) == [(1, "draft")]


def test_the_chain_tells_what_settings_changed(adopted, walls):
    adopted.settle(HIGHER, NEXT, at=NOVEMBER)
    last = Event.objects.visible_to(walls.system).order_by("-number").first()
    assert (
        sentences.sentence(last)
        == "Head of commissioning of Anyshire approved settings 1 to begin on 1 December 2026"
    )
    (found,) = sentences.changes(last)
    assert (found.words, found.before, found.after) == (
        "Points of the risk matrix, Overall rating: requires improvement",
        "15",
        "60",
    )


def test_a_withdrawn_draft_stays_in_the_list_and_cannot_be_approved(adopted, walls):
    draft = adopted.draft(HIGHER, NEXT, at=NOVEMBER)
    with pytest.raises(Refused, match="Enter why"):
        actions.withdraw_draft(by=walls.actor("QM"), at=NOVEMBER, draft=draft, reason=" ")
    actions.withdraw_draft(by=walls.actor("QM"), at=NOVEMBER, draft=draft, reason="Not needed")
    assert versions(walls) == [(1, "withdrawn")]
    with pytest.raises(Refused, match="were withdrawn"):
        adopted.approve(draft, at=NOVEMBER)
    assert verifying.verify(walls.system).faults == []


def test_reading_is_acknowledged_once(adopted, walls):
    by = walls.actor("QO")
    first = actions.acknowledge(by=by, at=NOVEMBER, pack="shire", edition="1")
    again = actions.acknowledge(by=by, at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC), pack="shire", edition="1")
    assert (again.pk, again.at) == (first.pk, NOVEMBER)
    people = queries.asked_to_read(by, TODAY)
    rows = {each.person.id: each.at for each in queries.who_has_read(by, "shire", "1", people)}
    assert rows[by.person_id] == NOVEMBER
    assert rows[walls.people["QM"].id] is None
    assert walls.people["PU"].id not in rows
    assert (
        said(walls)[-1]
        == "Quality officer of Anyshire acknowledged having read ‘Standard of care’, edition 1"
    )
    assert verifying.verify(walls.system).faults == []


@pytest.mark.parametrize(("role", "edition"), [("QO", "2"), ("SA", "1")])
def test_reading_is_not_acknowledged_of_what_is_not_adopted_or_without_the_right(
    adopted, walls, role, edition
):
    with pytest.raises(NotHere):
        actions.acknowledge(by=walls.actor(role), at=NOVEMBER, pack="shire", edition=edition)
    assert not Acknowledgement.objects.visible_to(walls.system).exists()


def test_an_acknowledgement_is_never_changed(adopted, walls):
    from django.db import DatabaseError, transaction

    row = actions.acknowledge(by=walls.actor("QO"), at=NOVEMBER, pack="shire", edition="1")
    row.edition = "2"
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    assert Acknowledgement.objects.get(pk=row.pk).edition == "1"
