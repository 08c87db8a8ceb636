"""A council's own spreadsheet: five hundred rows with twelve bad ones, mended, undone, done again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oversight.capabilities.register import actions, queries
from oversight.capabilities.register.actions import importing, saving
from oversight.capabilities.register.models import ImportState, Outcome
from oversight.capabilities.register.tests.places import a_service
from oversight.foundation.audit.verifying import verify
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.events import JobEnded
from oversight.gateways.spreadsheets import Table

HEADINGS = (
    "Service name",
    "Type",
    "Provider",
    "Location ID",
    "Post code",
    "Beds",
    "Contract",
    "Annual spend",
)


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


def row(number, **cells):
    given = {"Service name": f"Larch {number}", "Type": "Care home without nursing", "Provider": f"Provider {number % 40}",
             "Location ID": f"1-9{number:05d}", "Post code": "ZZ11AA", "Beds": "12", "Contract": "Spot",
             "Annual spend": "£1,200.50"}  # fmt: skip
    return tuple((given | cells)[heading] for heading in HEADINGS)


def table(rows):
    return Table("services.xlsx", HEADINGS, tuple(rows), tuple(range(2, len(rows) + 2)))


def quiet(done, total, sentence):
    pass


def checked(house, now, rows, role="BS"):
    by = house.actor(role)
    found = importing.read_import(table=table(rows), sha256="0" * 64, by=by, at=now)
    importing.choose_columns(row=found, chosen=found.chosen, by=by, at=now)
    importing.check_rows(row=found, by=by, at=now, progress=quiet)
    return found, by


def saved(house, now, rows):
    found, by = checked(house, now, rows)
    saving.begin_saving(row=found, by=by, at=now)
    saving.save_rows(row=found, by=by, at=now, progress=quiet)
    return found, by


def test_the_headings_are_recognised(house, now):
    found = importing.read_import(table=table([row(1)]), sha256="0" * 64, by=house.actor("BS"), at=now)
    assert found.chosen == {
        "Service name": "service.name", "Type": "service.kind", "Provider": "provider.name",
        "Location ID": "service.regulator_id", "Post code": "service.postcode", "Beds": "service.beds",
        "Contract": "contract.kind", "Annual spend": "contract.annual_spend",
    }  # fmt: skip


def test_bad_rows_say_where_what_and_what_to_do_and_nothing_is_saved_by_checking(house, now):
    rows = [
        row(1),
        row(2, Beds="many"),
        row(3, **{"Service name": ""}),
        row(4, Type="Castle"),
        row(5, **{"Post code": "ZZ1"}),
    ]
    rows += [row(6, Provider="Mrs Appleby"), row(1)]
    found, by = checked(house, now, rows)
    assert (found.rows_new, found.rows_wrong) == (1, 6)
    problems = {
        each.number: [says for _, _, says in each.problems]
        for each in found.rows.filter(outcome=Outcome.WRONG)
    }
    assert problems[3] == ["Beds must be a whole number from 0 to 30,000"]
    assert problems[4] == ["Service name must be filled in"]
    assert problems[5][0].startswith("Type must be one of: Care home with nursing")
    assert problems[6] == ["Post code must be a full postcode, like RG1 2AB"]
    assert problems[7] == [
        "Provider must not hold a person’s name (‘Mrs Appleby’). Use a case number instead"
    ]
    assert problems[8] == ["Service name is in row 2 too. Keep one of them"]
    assert not queries.services(by).exists()


def test_five_hundred_rows_with_twelve_bad_ones_saved_undone_and_done_again(house, now):
    rows = [row(number, **({"Beds": "?"} if number % 42 == 7 else {})) for number in range(500)]
    told = []
    found, by = checked(house, now, rows)
    assert (found.rows_new, found.rows_wrong) == (488, 12)
    saving.begin_saving(row=found, by=by, at=now)
    saving.save_rows(row=found, by=by, at=now, progress=lambda *each: told.append(each))
    assert queries.services(by).count() == 488
    assert queries.providers(by).count() == 40
    assert told[-1] == (488, 488, "Saving the good rows.")
    saving.begin_undoing(row=found, by=by, at=now)
    assert saving.undo_rows(row=found, by=by, at=now, progress=quiet) == 488
    assert (queries.services(by).count(), queries.providers(by).count()) == (0, 0)
    again, _ = saved(house, now, [row(number) for number in range(500)])
    assert (again.rows_saved, queries.services(by).count()) == (500, 500)
    assert verify(house.anyshire.system).faults == []


def test_a_row_changes_the_service_it_is_about_and_undo_puts_the_old_values_back(house, now):
    service = a_service(
        house.anyshire, now, name="Larch 1", regulator_id="1-900001", beds=10, postcode="ZZ1 1AA"
    )
    found, by = saved(house, now, [row(1)])
    service.refresh_from_db()
    assert (found.rows_changing, service.beds, service.version) == (1, 12, 2)
    saving.begin_undoing(row=found, by=by, at=now)
    saving.undo_rows(row=found, by=by, at=now, progress=quiet)
    service.refresh_from_db()
    assert (service.beds, service.standing, service.version) == (10, "open", 3)


def test_the_same_file_again_changes_nothing(house, now):
    saved(house, now, [row(1), row(2)])
    found, by = checked(house, now, [row(1), row(2)])
    assert (found.rows_same, found.rows_new, found.rows_changing) == (2, 0, 0)
    with pytest.raises(Refused, match="No row of this file would change anything"):
        saving.begin_saving(row=found, by=by, at=now)


def test_a_service_changed_since_is_left_when_an_import_is_undone(house, now):
    found, by = saved(house, now, [row(1), row(2)])
    touched = queries.services(by).get(name="Larch 1")
    actions.correct_service(
        service=touched, values={"beds": 20}, reason="Counted", version=1, by=house.actor(), at=now
    )
    saving.begin_undoing(row=found, by=by, at=now)
    assert saving.undo_rows(row=found, by=by, at=now, progress=quiet) == 1
    touched.refresh_from_db()
    assert (touched.beds, touched.standing) == (20, "open")
    assert found.rows.get(service=touched).outcome == Outcome.LEFT


def test_an_import_can_be_undone_for_fourteen_days(house, now):
    found, by = saved(house, now, [row(1)])
    with pytest.raises(Refused, match="for 14 days"):
        saving.begin_undoing(row=found, by=by, at=now + timedelta(days=14, seconds=1))
    saving.begin_undoing(row=found, by=by, at=now + timedelta(days=14))


def test_what_is_recorded_beside_a_new_service_since_keeps_it_too(house, now):
    found, by = saved(house, now, [row(1), row(2)])
    touched = queries.services(by).get(name="Larch 2")
    part = queries.parts_of(by, touched, queries.part_kind("contracts"), now.date())[0]
    actions.correct_part(
        part=part, word="contracts", values={"people_placed": 3}, reason="Counted", version=1,
        by=house.actor(), at=now,
    )  # fmt: skip
    saving.begin_undoing(row=found, by=by, at=now)
    assert saving.undo_rows(row=found, by=by, at=now, progress=quiet) == 1
    assert [each.name for each in queries.services(by)] == ["Larch 2"]
    assert [each.name for each in queries.providers(by)] == ["Provider 2"]


def test_a_row_the_register_refuses_by_now_becomes_one_with_a_problem(house, now, monkeypatch):
    found, by = checked(house, now, [row(1), row(2), row(3)])
    saving.begin_saving(row=found, by=by, at=now)

    def refusing(**given):
        if given["values"]["name"] == "Larch 2":
            raise Refused("Another service on the register has this regulator's ID")
        return actions.add_service(**given)

    monkeypatch.setattr(saving, "add_service", refusing)
    assert saving.save_rows(row=found, by=by, at=now, progress=quiet) == 2
    assert (found.rows_wrong, queries.services(by).count(), queries.providers(by).count()) == (1, 2, 2)
    assert verify(house.anyshire.system).faults == []


def test_an_import_that_is_interrupted_keeps_what_it_saved_and_goes_on(house, now, monkeypatch):
    found, by = checked(house, now, [row(number) for number in range(50)])
    saving.begin_saving(row=found, by=by, at=now)

    def stopping(done, total, sentence):
        raise RuntimeError("the worker stops")

    with pytest.raises(RuntimeError):
        saving.save_rows(row=found, by=by, at=now, progress=stopping)
    saving.put_back(row=found, by=by, at=now)
    assert (found.state, found.rows_saved, queries.services(by).count()) == (ImportState.SAVED, 20, 20)
    saving.begin_saving(row=found, by=by, at=now)
    assert saving.save_rows(row=found, by=by, at=now, progress=quiet) == 50
    saving.begin_undoing(row=found, by=by, at=now)
    assert saving.undo_rows(row=found, by=by, at=now, progress=quiet) == 50


@pytest.mark.parametrize(
    ("state", "after"), [("checking", "read"), ("saving", "checked"), ("undoing", "saved")]
)
def test_a_job_that_does_not_finish_puts_its_import_back(house, now, state, after):
    found, by = checked(house, now, [row(1)])
    if state == "undoing":
        saving.begin_saving(row=found, by=by, at=now)
        saving.save_rows(row=found, by=by, at=now, progress=quiet)
    found.state = state
    importing.keep_job(row=found, job="J-0001", by=by, at=now)
    ended = JobEnded(
        "J-0001", "register.save_import", "Saving an import", "failed", by.person_id, "/imports/"
    )
    publish(ended, by=house.anyshire.system, at=now)
    found.refresh_from_db()
    assert found.state == after


def test_columns_chosen_once_are_chosen_again(house, now):
    by = house.actor("BS")
    headings = ("Home", *HEADINGS[1:])
    unusual = Table("services.csv", headings, (row(1),), (2,))
    found = importing.read_import(table=unusual, sha256="0" * 64, by=by, at=now)
    assert "Home" not in found.chosen
    importing.choose_columns(row=found, chosen=found.chosen | {"Home": "service.name"}, by=by, at=now)
    again = importing.read_import(table=unusual, sha256="0" * 64, by=by, at=now)
    assert again.chosen["Home"] == "service.name"


def test_a_provider_told_with_and_without_its_id_is_one(house, now):
    headings = (*HEADINGS, "Provider ID")
    rows = ((*row(1, Provider="Elder"), "1-77"), (*row(2, Provider="Elder"), ""))
    by = house.actor("BS")
    found = importing.read_import(
        table=Table("s.csv", headings, rows, (2, 3)), sha256="0" * 64, by=by, at=now
    )
    importing.choose_columns(row=found, chosen=found.chosen, by=by, at=now)
    importing.check_rows(row=found, by=by, at=now, progress=quiet)
    saving.begin_saving(row=found, by=by, at=now)
    assert saving.save_rows(row=found, by=by, at=now, progress=quiet) == 2
    assert [each.name for each in queries.providers(by)] == ["Elder"]


@pytest.mark.parametrize("role", ["QO", "SRM", "PL", "AU", "SA"])
def test_only_those_who_may_import_do(house, now, role):
    with pytest.raises(NotHere):
        importing.read_import(table=table([row(1)]), sha256="0" * 64, by=house.actor(role), at=now)


def test_a_column_chosen_twice_or_missing_is_said(house, now):
    by = house.actor("BS")
    found = importing.read_import(table=table([row(1)]), sha256="0" * 64, by=by, at=now)
    with pytest.raises(Refused, match="‘Service name’ is chosen for two headings"):
        importing.choose_columns(row=found, chosen=found.chosen | {"Beds": "service.name"}, by=by, at=now)
    with pytest.raises(Refused, match="Choose a heading for: Kind of service"):
        importing.choose_columns(
            row=found, chosen={k: v for k, v in found.chosen.items() if k != "Type"}, by=by, at=now
        )


def test_the_rows_with_a_problem_are_a_file_of_the_same_shape(house, now):
    found, _ = checked(house, now, [row(1), row(2, Beds="many")])
    answer = house.anyshire.client("BS").get(f"/imports/{found.reference}/problems/")
    assert answer.status_code == 200
    headings, cells = answer.content.decode("utf-8-sig").splitlines()
    assert headings == ",".join(f'"{each}"' for each in (*HEADINGS, "What to do"))
    assert cells.endswith('"Beds must be a whole number from 0 to 30,000"')
