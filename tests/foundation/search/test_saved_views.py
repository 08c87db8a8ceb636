"""Views that people keep: theirs, the team's, never another council's."""

from __future__ import annotations

import pytest

from oversight.foundation.audit.models import Event
from oversight.foundation.audit.sentences import sentence
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.search import actions, queries
from oversight.foundation.search.models import SavedView
from tests.foundation.search.records import NOW

PATH = "/t/records/"


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = "tests.foundation.search.urls"


@pytest.fixture
def manager(house):
    with acting_for(house.anyshire.authority.id):
        yield house.anyshire.actor("QM")


def save(by, name="Reds", query="q=oak&sort=-title", **more):
    return actions.save(**{"name": name, "path": PATH, "query": query, "by": by, "at": NOW, **more})


def events(actor):
    found = Event.objects.visible_to(actor).filter(name__startswith="saved_view.")
    return list(found.order_by("number").values_list("name", flat=True))


def test_a_view_keeps_filters_sort_and_columns_never_a_page_or_a_file(manager):
    view = save(
        manager,
        query="?q=oak&kind=t-item&sort=-title&cols=title&page=4&format=csv&columns=all&outside=no&reason=x&view=1",
    )
    assert view.query == "q=oak&kind=t-item&sort=-title&cols=title"
    assert view.address == f"{PATH}?{view.query}&view={view.id}"
    assert events(manager) == ["saved_view.saved"]


@pytest.mark.parametrize(
    "path",
    [
        "https://example.invalid/",
        "//example.invalid/",
        "/nowhere/",
        "t/records/",
        "",
        "/" + "x" * 300,
        "javascript:x",
        "/\\example.invalid",
    ],
)
def test_only_a_page_of_this_service_can_be_kept(manager, path):
    with pytest.raises(Refused, match="Only a list of this service"):
        save(manager, path=path)
    assert not SavedView.objects.exists()
    assert events(manager) == []


@pytest.mark.parametrize(("name", "why"), [("  ", "Enter a name"), ("x" * 81, "80 characters or fewer")])
def test_a_view_has_a_name(manager, name, why):
    with pytest.raises(Refused, match=why):
        save(manager, name=name)
    assert not SavedView.objects.exists()


def test_a_name_is_used_once_a_list_by_each_person(house, manager):
    save(manager)
    with pytest.raises(Refused, match="already have a view called ‘Reds’"):
        save(manager, name=" Reds ")
    save(house.anyshire.actor("QO"))
    save(manager, path="/search/")
    assert SavedView.objects.visible_to(manager).count() == 3


def test_too_long_a_query_is_refused_with_a_sentence(manager):
    with pytest.raises(Refused, match="too many filters"):
        save(manager, query="q=" + "x" * 2100)


def test_own_views_come_first_then_the_teams(house, manager):
    officer = house.anyshire.actor("QO")
    save(manager, "Of the team", shared=True)
    save(manager, "The manager's own")
    save(officer, "zebra")
    save(officer, "Apple")
    assert [each.name for each in queries.views_for(officer, PATH)] == ["Apple", "zebra", "Of the team"]
    assert [each.name for each in queries.own_views(officer)] == ["Apple", "zebra"]
    assert queries.views_for(officer, "/search/") == []


def test_sharing_needs_the_capability(house, manager):
    officer = house.anyshire.actor("QO")
    assert not officer.can("saved_views.share")
    with pytest.raises(Refused, match="cannot share views"):
        save(officer, shared=True)
    view = save(officer)
    with pytest.raises(Refused, match="cannot share views"):
        actions.share(view=view, shared=True, by=officer, at=NOW)
    view.refresh_from_db()
    assert not view.shared
    assert events(manager) == ["saved_view.saved"]


def test_a_view_is_shared_and_kept_to_oneself_again(house, manager):
    officer, view = house.anyshire.actor("QO"), save(manager)
    assert queries.views_for(officer, PATH) == []
    actions.share(view=view, shared=True, by=manager, at=NOW)
    assert queries.views_for(officer, PATH) == [view]
    actions.share(view=view, shared=False, by=manager, at=NOW)
    assert queries.views_for(officer, PATH) == []
    assert events(manager) == ["saved_view.saved", "saved_view.shared", "saved_view.kept_to_oneself"]


def test_one_view_of_a_list_is_the_default(manager):
    first, second = save(manager, "One", default=True), save(manager, "Two", default=True)
    first.refresh_from_db()
    assert (first.is_default, second.is_default) == (False, True)
    actions.make_default(view=first, default=True, by=manager, at=NOW)
    assert queries.default_address(manager, PATH, "") == first.address
    actions.make_default(view=first, default=False, by=manager, at=NOW)
    assert queries.default_address(manager, PATH, "") is None


def test_anothers_default_is_not_mine(house, manager):
    save(manager, shared=True, default=True)
    assert queries.default_address(house.anyshire.actor("QO"), PATH, "") is None


@pytest.mark.parametrize("deed", [
    lambda view, by: actions.rename(view=view, name="Taken", by=by, at=NOW),
    lambda view, by: actions.share(view=view, shared=False, by=by, at=NOW),
    lambda view, by: actions.make_default(view=view, default=True, by=by, at=NOW),
    lambda view, by: actions.remove(view=view, by=by, at=NOW),
])  # fmt: skip
def test_only_its_owner_changes_a_view(house, manager, deed):
    view = save(manager, shared=True)
    before = list(SavedView.objects.values())
    for other in (house.anyshire.actor("HOC"), house.outsider):
        with pytest.raises(NotHere):
            deed(view, other)
    assert list(SavedView.objects.values()) == before
    assert events(manager) == ["saved_view.saved"]


def test_rename_and_remove(manager):
    view = save(manager)
    actions.rename(view=view, name="Reds", by=manager, at=NOW)
    actions.rename(view=view, name="Ambers", by=manager, at=NOW)
    assert queries.own_view(manager, view.id).name == "Ambers"
    pk = view.id
    actions.remove(view=view, by=manager, at=NOW)
    with pytest.raises(NotHere):
        queries.own_view(manager, pk)
    assert events(manager)[-1] == "saved_view.removed"


def test_another_council_sees_none_of_them(house, manager):
    view = save(manager, shared=True, default=True)
    with acting_for(house.otherborough.authority.id):
        other = house.outsider
        assert queries.views_for(other, PATH) == [] == queries.own_views(other)
        assert queries.default_address(other, PATH, "") is None
        with pytest.raises(NotHere):
            queries.own_view(other, view.id)


def test_the_audit_says_what_was_done_in_words(manager):
    view = save(manager)
    actions.share(view=view, shared=True, by=manager, at=NOW)
    said = [
        sentence(each)
        for each in Event.objects.visible_to(manager)
        .filter(name__startswith="saved_view.")
        .order_by("number")
    ]
    assert said == [
        f"{manager.name} saved the view ‘Reds’ of /t/records/",
        f"{manager.name} shared the view ‘Reds’ of /t/records/ with the team",
    ]
