"""Files and deadlines on the pages of services and providers, and the door before the files."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oversight.capabilities.register import actions, queries
from oversight.capabilities.register.actions import correct_service
from oversight.capabilities.register.tests.places import a_provider, a_service
from oversight.capabilities.register.views.staff import happened
from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.documents import actions as documents
from oversight.foundation.documents import doors
from oversight.foundation.policy.facts_sources import facts_of_services
from oversight.foundation.tasks import actions as tasks
from oversight.foundation.tasks.actions.starting import About


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def service(house, now):
    return a_service(house.anyshire, now)


@pytest.fixture
def page(house):
    """The text of a page, as somebody of a role sees it."""

    def shown(address, role="QO", council=None):
        answer = (council or house.anyshire).client(role).get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return shown


def keep(by, now, about="S-0001", title="Visit report", **values):
    file = SimpleUploadedFile("report.txt", f"What we saw: {title}\n".encode())
    return documents.keep(file, title=title, about=about, by=by, at=now, **values)


def task(house, now, title="Send the record", days=3, about="S-0001"):
    by = house.actor("QO")
    owner = User.objects.get(id=by.person_id)
    what = About(about, "Larch House", "/services/S-0001/")
    due = now.date() + timedelta(days=days)
    return tasks.add(title=title, due_on=due, owner=owner, pool="", by=by, at=now, about=what)


class TestFiles:
    def test_a_service_without_files_says_so_and_offers_to_add_one(self, service, page):
        text = page("/services/S-0001/files/")
        assert "No files are kept here yet." in text
        assert "/documents/add/?about=S-0001" in text
        assert "No files are kept here yet." in page("/services/S-0001/")

    def test_its_files_are_listed_with_who_when_and_state(self, house, now, service, page):
        keep(house.actor("QO"), now)
        text = page("/services/S-0001/files/")
        for words in (
            "Visit report",
            "TXT",
            "23 Nov 2026",
            "Official",
            "Not scanned",
            house.actor("QO").name,
        ):
            assert words in text
        assert "1 file is kept here." in page("/services/S-0001/")

    def test_a_withdrawn_file_stands_last_and_says_so(self, house, now, service, page):
        first = keep(house.actor("QO"), now, title="The older one")
        keep(house.actor("QO"), now - timedelta(days=1), title="Another")
        documents.withdraw(first, why="The wrong file", version=1, by=house.actor("QO"), at=now)
        text = page("/services/S-0001/files/")
        assert text.index("Another") < text.index("The older one")
        assert "Withdrawn 23 Nov 2026" in text
        assert "1 file is kept here." in page("/services/S-0001/")

    def test_files_of_a_record_merged_into_it_are_there_too(self, house, now, service, page):
        twin = a_service(house.anyshire, now, provider=service.provider, name="Larch Hse")
        keep(house.actor("QO"), now, about=twin.reference)
        actions.merge_services(
            service=twin, into=service, reason="The same place", version=1, by=house.actor("QM"), at=now
        )
        assert "Visit report" in page("/services/S-0001/files/")

    def test_deadlines_of_records_merged_into_it_one_after_the_other_are_there_too(
        self, house, now, service, page
    ):
        twin, third = (
            a_service(house.anyshire, now, provider=service.provider, name=name)
            for name in ("Larch Hse", "Larch")
        )
        task(house, now, about=third.reference, title="Ring about the rota")
        for gone, stays in ((third, twin), (twin, service)):
            actions.merge_services(
                service=gone, into=stays, reason="The same place", version=1, by=house.actor("QM"), at=now
            )
        assert "Ring about the rota" in page("/services/S-0001/deadlines/")
        assert "Ring about the rota" in page("/services/S-0001/")

    def test_a_provider_lists_its_files(self, house, now, page):
        a_provider(house.anyshire, now)
        keep(house.actor("QO"), now, about="P-0001", title="Accounts for 2025")
        assert "Accounts for 2025" in page("/providers/P-0001/")

    def test_who_only_reads_is_not_offered_to_add(self, service, page):
        assert "Add a file" not in page("/services/S-0001/files/", "AU")
        assert "Add a file" not in page("/services/S-0001/", "AU")

    def test_a_file_says_what_it_is_kept_with_and_leads_back(self, house, now, service, page):
        keep(house.actor("QO"), now)
        for address in ("/documents/DOC-0001/", "/documents/add/?about=S-0001"):
            text = page(address)
            assert "Files of Larch House" in text
            assert "/services/S-0001/files/" in text


class TestTheDoor:
    def test_no_file_is_reached_about_a_record_that_is_not_there(self, house, now):
        for about in ("S-0404", "P-0404"):
            assert not doors.may_see_record(house.actor("QO"), about)
            answer = house.anyshire.client("QO").get(f"/documents/add/?about={about}")
            assert answer.status_code == 404

    def test_another_council_finds_neither_the_file_nor_the_list(self, house, now, service):
        keep(house.actor("QO"), now)
        for address in ("/documents/DOC-0001/", "/services/S-0001/files/", "/services/S-0001/deadlines/"):
            assert house.otherborough.client("QM").get(address).status_code == 404

    def test_who_may_not_see_the_register_finds_no_file_of_it(self, house, now, service):
        keep(house.actor("QO"), now)
        assert not house.actor("PU").can("register.see")
        assert not doors.may_see_record(house.actor("PU"), "S-0001")
        assert house.anyshire.client("PU").get("/documents/DOC-0001/").status_code == 404

    def test_those_who_see_the_record_pass(self, house, service):
        assert doors.may_see_record(house.actor("QO"), "S-0001")
        assert doors.may_see_record(house.actor("QO"), service.provider.reference)


class TestDeadlines:
    def test_nothing_due_is_said(self, service, page):
        assert "Nothing is due" in page("/services/S-0001/")
        text = page("/services/S-0001/deadlines/")
        assert "Nothing is due." in text
        assert "/tasks/new/?about=S-0001" in text

    def test_the_strip_shows_the_nearest_and_links_to_all(self, house, now, service, page):
        task(house, now, "Plan the review", 40)
        task(house, now, "Send the record", 1)
        text = page("/services/S-0001/details/")
        assert "Send the record" in text
        assert "Due 24 November 2026 (tomorrow)." in text
        assert "Owner: you." in text
        assert "Plan the review" not in text
        assert "See all 2 deadlines" in text

    def test_the_page_lists_all_of_them_with_their_rule(self, house, now, service, page):
        task(house, now, "Plan the review", 40)
        task(house, now, "Send the record", 1)
        text = page("/services/S-0001/deadlines/")
        assert "A date of its own" in text
        assert "Plan the review" in text
        assert "2 tasks: 1 due this week and 1 due later." in text

    def test_the_overview_has_a_card(self, house, now, service, page):
        task(house, now)
        text = page("/services/S-0001/")
        assert "1 deadline is open." in text
        assert "See the deadline" in text

    def test_a_task_added_from_a_service_leads_back_to_it(self, house, service, page):
        text = page("/tasks/new/?about=S-0001")
        assert 'value="S-0001"' in text
        assert "Larch House, S-0001" in text
        sent = {"title": "Ring the manager", "due_on": "1/12/2099", "about": "S-0001", "form_token": str(uuid4()),
                "to": f"person:{house.actor('QO').person_id}"}  # fmt: skip
        answer = house.anyshire.client("QO").post("/tasks/new/", sent)
        assert (answer.status_code, answer["Location"]) == (302, "/services/S-0001/")


class TestWhatHappened:
    def test_no_keys_and_no_codes(self, house, now, service):
        correct_service(service=service, values={"kind": "nursing_home", "opened_on": date(2024, 9, 9)},
                        reason="They told us", version=1, by=house.actor("QO"), at=now)  # fmt: skip
        newest, added = happened.events(house.actor("QO"), "S-0001", 5)
        assert newest.body.startswith(
            "Kind of service: Care home with nursing, which was Care home without nursing"
        )
        assert "9 September 2024" in newest.body
        assert newest.body.endswith("Reason: They told us")
        assert added.body == ""

    def test_people_are_named(self, house, now, service):
        person = User.objects.get(id=house.actor("QO").person_id)
        actions.add_part(service=service, word="officers", by=house.actor("QM"), at=now, values={
            "person": person, "duty": "linked_officer", "since": now.date()})  # fmt: skip
        newest = happened.events(house.actor("QO"), "S-0001", 1)[0]
        assert f"Person: {person.name}" in newest.body
        assert str(person.id) not in newest.body

    def test_what_somebody_is_not_shown_is_left_out(self, house, now, service):
        actions.add_part(service=service, word="contracts", by=house.anyshire.system, at=now, values={
            "kind": "spot", "annual_spend": 120_000})  # fmt: skip
        assert "Spend a year" in happened.events(house.anyshire.system, "S-0001", 1)[0].body
        hidden = next(role for role in house.anyshire.people
                      if house.actor(role).can("register.see") and not house.actor(role).can("register.see_contract_values"))  # fmt: skip
        assert "120" not in happened.events(house.actor(hidden), "S-0001", 1)[0].body


def test_policies_are_tried_on_the_services_of_the_register(house, now, service):
    known = facts_of_services(house.actor("QO"), now.date())
    assert [(each.reference, each.facts["service.type"]) for each in known] == [
        ("S-0001", "residential_home")
    ]
    assert known[0].facts == queries.known_of_all(house.actor("QO"), now.date())[0].facts


def test_my_work_leads_to_the_services_somebody_looks_after(house, now, service, page):
    assert "Your services" not in page("/my-work/")
    person = User.objects.get(id=house.actor("QO").person_id)
    actions.add_part(service=service, word="officers", by=house.actor("QM"), at=now, values={
        "person": person, "duty": "linked_officer", "since": now.date()})  # fmt: skip
    text = page("/my-work/")
    assert "See the service you look after" in text
    assert "Larch House" in page("/services/?officer=me")
