"""The page of a job: a sentence first, a link without a script, and nothing for those it is not for."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs import actions, queries
from oversight.foundation.jobs.models import Job

pytestmark = pytest.mark.usefixtures("pages")


@pytest.fixture
def job(house, now, kinds) -> Job:
    """An import of Anyshire's business support, 412 rows on."""
    kinds.job_kind("test.job", title="Import the register")(lambda job: {})
    by = house.actor("BS")
    with acting_for(by.authority_id):
        job = actions.start("test.job", by=by, at=now, about="/imports/IM-0001/")
        Job.objects.filter(pk=job.pk).update(
            state="running", attempts=1, done=412, total=1240, sentence="Checking your file.",
            started_at=now, heartbeat_at=now,
        )  # fmt: skip
    return job


def test_the_sentence_stands_first_and_the_link_works_without_a_script(house, job):
    page = house.anyshire.client("BS").get("/jobs/J-0001/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Checking your file. 412 of 1,240 rows done." in text
    assert text.index("Checking your file") < text.index("<progress")
    assert re.search(r'<progress[^>]*max="1240" value="412"', text)
    assert 'data-progress-url="/jobs/J-0001/progress/"' in text
    assert re.search(r'<a [^>]*href="/jobs/J-0001/"[^>]*>Check progress', text)
    assert "http-equiv" not in text
    assert text.count("<h1") == 1


def test_the_script_is_told_the_same(house, job, now):
    answer = house.anyshire.client("BS").get("/jobs/J-0001/progress/")
    told = answer.json()
    assert set(told) == {"done", "total", "sentence", "state", "percent"}
    assert (told["done"], told["total"], told["state"], told["percent"]) == (412, 1240, "running", 33)


def test_how_long_it_will_take_is_told_once_it_can_be(job, now):
    with acting_for(job.authority_id):
        row = Job.objects.get(pk=job.pk)
    assert queries.told(row, now + timedelta(seconds=4)).sentence.endswith("rows done.")
    assert queries.told(row, now + timedelta(seconds=60)).sentence.endswith("About 2 minutes left.")
    row.done = 1230
    assert queries.told(row, now + timedelta(seconds=60)).sentence.endswith("Less than a minute left.")


@pytest.mark.parametrize(("council", "role", "status"), [
    ("anyshire", "BS", 200), ("anyshire", "QM", 200), ("anyshire", "QO", 404), ("anyshire", "PU", 404),
    ("otherborough", "QM", 404), ("otherborough", "BS", 404),
])  # fmt: skip
@pytest.mark.parametrize("address", ["/jobs/J-0001/", "/jobs/J-0001/progress/"])
def test_it_is_seen_by_its_starter_and_by_those_who_import(house, job, council, role, status, address):
    assert getattr(house, council).client(role).get(address).status_code == status


def test_cancelling(house, job, now):
    answer = house.anyshire.client("QM").post("/jobs/J-0001/cancel/", {"form_token": str(uuid4())})
    assert (answer.status_code, answer["Location"]) == (302, "/jobs/J-0001/")
    page = house.anyshire.client("BS").get("/jobs/J-0001/").content.decode()
    assert "Stopping. 412 of 1,240 rows done." in page
    assert "Cancel this job" not in page


@pytest.mark.parametrize(("council", "role"), [("anyshire", "QO"), ("otherborough", "QM")])
def test_others_do_not_cancel_it(house, job, council, role):
    answer = getattr(house, council).client(role).post("/jobs/J-0001/cancel/", {"form_token": str(uuid4())})
    assert answer.status_code == 404
    with acting_for(job.authority_id):
        assert Job.objects.get(pk=job.pk).cancel_asked_at is None


def test_asking_for_the_address_cancels_nothing(house, job):
    assert house.anyshire.client("BS").get("/jobs/J-0001/cancel/").status_code == 302
    with acting_for(job.authority_id):
        assert Job.objects.get(pk=job.pk).cancel_asked_at is None


def test_what_came_of_it(house, job, now):
    with acting_for(job.authority_id):
        Job.objects.filter(pk=job.pk).update(
            state="done",
            ended_at=now,
            done=1240,
            result={"rows_added": 1233, "with_a_problem": 7, "rows": [1]},
        )
    text = house.anyshire.client("BS").get("/jobs/J-0001/").content.decode()
    assert "Done. 1,240 of 1,240 rows done." in text
    assert re.search(r"Rows added</dt>\s*<dd[^>]*>1,233", text)
    assert "data-progress-url" not in text
    assert 'href="/imports/IM-0001/"' in text
