"""The pages of notifications and of how often they are e-mailed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.messages import actions, queries
from oversight.foundation.messages.models import Notification

pytestmark = pytest.mark.usefixtures("pages")


@pytest.fixture
def told(house, now) -> list[Notification]:
    """Three for the quality officer, one for the manager."""
    by = house.anyshire.system
    with acting_for(by.authority_id):
        return [
            actions.notify(to=house.anyshire.people[role], words=f"News <{n}> for {role}", url="/services/S-0123/",
                           by=by, at=now, about="S-0123")
            for n, role in enumerate(("QO", "QO", "QO", "QM"))
        ]  # fmt: skip


def unread(house) -> int:
    with acting_for(house.anyshire.authority.id):
        return queries.unread_count(house.actor("QO"))


def send(house, **values):
    return house.anyshire.client("QO").post("/notifications/", values | {"form_token": str(uuid4())})


def test_ones_own_and_no_other(house, told):
    text = house.anyshire.client("QO").get("/notifications/").content.decode()
    assert "News &lt;0&gt; for QO" in text
    assert "for QM" not in text
    assert "3 are unread." in text
    assert 'href="/services/S-0123/"' in text
    assert "News" not in house.otherborough.client("QO").get("/notifications/").content.decode()


def test_marking_some_and_all(house, told):
    answer = send(house, which=[str(told[0].id), str(told[3].id), "nonsense"])
    assert (answer.status_code, answer["Location"]) == (302, "/notifications/")
    assert unread(house) == 2
    send(house, all="yes")
    assert unread(house) == 0
    assert "You have read them all." in house.anyshire.client("QO").get("/notifications/").content.decode()
    with acting_for(house.anyshire.authority.id):
        assert queries.unread_count(house.actor("QM")) == 1


def test_marking_none_is_said(house, told):
    answer = send(house)
    text = answer.content.decode()
    assert "Select at least one notification to mark as read" in text
    assert 'href="#which_0"' in text
    assert 'id="which_0"' in text
    assert unread(house) == 3


def test_many_are_shown_page_by_page(house, now):
    by = house.anyshire.system
    with acting_for(by.authority_id):
        for n in range(60):
            actions.notify(to=house.anyshire.people["QO"], words=f"News {n}", url="/", by=by, at=now)
    first = house.anyshire.client("QO").get("/notifications/").content.decode()
    assert first.count("govuk-checkboxes__item") == 50
    assert "?page=2" in first
    assert (
        house.anyshire.client("QO")
        .get("/notifications/?page=2")
        .content.decode()
        .count("govuk-checkboxes__item")
        == 10
    )


def test_choosing_how_often(house, told):
    client = house.anyshire.client("QO")
    page = client.get("/account/notifications/").content.decode()
    for words in ("At once", "Daily at 7am", "Weekly on Monday", "Never"):
        assert words in page
    answer = client.post("/account/notifications/", {"often": "weekly", "form_token": str(uuid4())})
    assert answer.status_code == 302
    with acting_for(house.anyshire.authority.id):
        assert queries.how_often(house.actor("QO"), house.actor("QO").person_id) == "weekly"


@pytest.mark.parametrize("often", ["", "hourly"])
def test_no_choice_is_said(house, often):
    answer = house.anyshire.client("QO").post(
        "/account/notifications/", {"often": often, "form_token": str(uuid4())}
    )
    assert answer.status_code == 200
    assert "Select how often we email you" in answer.content.decode()
    with acting_for(house.anyshire.authority.id):
        assert queries.how_often(house.actor("QO"), house.actor("QO").person_id) == "daily"
