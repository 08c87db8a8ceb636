"""The pages of search, of lists and of saved views: in words, without script, one h1, and only one's own."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from uuid import uuid4

import pytest

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.search import actions
from oversight.foundation.search.models import SavedView
from tests.foundation.search.records import NOW, item, put, service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
PATH = "/t/records/"


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = "tests.foundation.search.urls"
    pages = settings.TEMPLATES[0]
    settings.TEMPLATES = [pages | {"OPTIONS": pages["OPTIONS"] | {"context_processors": []}}]


@pytest.fixture
def anyshire(house):
    put(house.anyshire, service(house.anyshire, "S-0007", "Oak <b>House</b>", words="12 High Street, Anytown", days=1),
        item(house.anyshire, "I-0001", "Oak falls", days=2))  # fmt: skip
    put(house.otherborough, service(house.otherborough, "S-0001", "Oak zqcanaryx"))
    return house.anyshire


class Page(HTMLParser):
    """What a page holds: its tags, their attributes, its words."""

    def __init__(self, response):
        super().__init__()
        assert response.status_code == 200, response.status_code
        self.source = response.content.decode()
        self.tags, self.words = [], []
        self.feed(self.source)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    @property
    def title(self):
        return html.unescape(re.search(r"<title>(.*?)</title>", self.source, re.S).group(1))

    @property
    def links(self):
        return [attrs["href"] for tag, attrs in self.tags if tag == "a"]

    def all(self, tag):
        return [attrs for each, attrs in self.tags if each == tag]


def page(client, address):
    found = Page(client.get(address))
    ids = [attrs["id"] for _, attrs in found.tags if attrs.get("id")]
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)
    assert len(found.all("h1")) == len(found.all("main")) == 1
    assert all(not link.startswith(("#", "javascript:")) or link[1:] in ids for link in found.links)
    for attrs in found.all("label"):
        assert attrs["for"] in ids
    return found


def hidden(found):
    return {each["name"]: each["value"] for each in found.all("input") if each.get("type") == "hidden"}


def send(client, address, **typed):
    values = hidden(page(client, address))
    return client.post(address.split("?")[0], {**values, **typed})


class TestSearch:
    def test_before_anything_is_typed(self, anyshire):
        found = page(anyshire.client("QO"), "/search/")
        assert found.title.startswith("Search")
        assert "results" not in found.text

    def test_what_is_found_is_counted_in_words_and_marked(self, anyshire):
        found = page(anyshire.client("QM"), "/search/?q=oak")
        assert found.title.startswith("2 results for ‘oak’")
        assert "Services (1)" in found.text
        assert "Intelligence items (1)" in found.text
        assert "<mark>Oak</mark> &lt;b&gt;House&lt;/b&gt; (S-0007)" in found.source
        assert "/t/S-0007/" in found.links
        assert "zqcanaryx" not in found.source

    def test_one_kind_alone(self, anyshire):
        found = page(anyshire.client("QM"), "/search/?q=oak&kind=t-item")
        assert found.title.startswith("1 result for ‘oak’")
        assert "/t/S-0007/" not in found.links

    def test_nothing_found_says_what_to_do(self, anyshire):
        found = page(anyshire.client("QO"), "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")
        assert found.title.startswith("0 results for ‘<script>")
        assert "check the spelling" in found.text
        assert "<script>alert" not in found.source

    def test_a_slip_is_said(self, anyshire):
        assert (
            "Nothing matches ‘anytonw’ as it is spelled"
            in page(anyshire.client("QO"), "/search/?q=anytonw").text
        )

    def test_pages_keep_what_was_searched_for(self, anyshire):
        put(anyshire, *(service(anyshire, f"S-{n}", f"Birch {n}") for n in range(1000, 1030)))
        found = page(anyshire.client("QO"), "/search/?q=birch&kind=t-service&page=2")
        assert found.title.startswith("30 results for ‘birch’ (page 2 of 2)")
        assert "?q=birch&kind=t-service&page=1" in found.links

    @pytest.mark.parametrize(
        "query",
        ["q=%00", "q=%22", "q='%20OR%20", "q=(&page=x&kind=%00", "q=" + "a" * 5000, "page=99999999999"],
    )
    def test_it_never_fails(self, anyshire, query):
        page(anyshire.client("QO"), f"/search/?{query}")

    def test_only_for_those_who_may_search(self, anyshire, client):
        assert anyshire.client("PU").get("/search/?q=oak").status_code == 404


class TestAListPage:
    def test_everything_on_it(self, anyshire):
        found = page(anyshire.client("QM"), "/t/page/?kind=t-item&sort=-title")
        assert "Records (1)" in found.text
        assert found.title.startswith("Records")
        sorts = [attrs.get("aria-sort") for attrs in found.all("th") if attrs.get("scope") == "col"]
        assert sorts[:3] == ["descending", "none", "none"]
        assert "?kind=t-item&sort=title" in found.links
        assert "?sort=-title" in found.links
        assert "?kind=t-item&sort=-title&format=csv&columns=this" in found.links
        assert ("view", "all") in hidden(found).items()

    def test_nothing_found(self, anyshire):
        assert "No records match these filters" in page(anyshire.client("QM"), "/t/page/?q=zzz").text

    def test_a_date_that_is_none_is_an_error_that_leads_to_its_box(self, anyshire):
        found = page(anyshire.client("QM"), "/t/page/?updated_from=31/02/2026")
        assert found.title.startswith("Error: Records")
        assert "#filter-updated_from" in found.links
        assert found.text.count("Updated (from) must be a real date, such as 24/11/2026") == 2

    def test_saved_views_stand_beside_it(self, anyshire):
        manager = anyshire.actor("QM")
        with acting_for(manager.authority_id):
            view = actions.save(
                name="Team oaks", path="/t/page/", query="q=oak", by=manager, at=NOW, shared=True
            )
        found = page(anyshire.client("QO"), f"/t/page/?q=oak&view={view.id}")
        assert view.address in found.links
        assert "Team oaks" in found.text
        assert [attrs["href"] for attrs in found.all("a") if attrs.get("aria-current") == "true"] == [
            view.address
        ]
        assert "/account/views/save/?path=%2Ft%2Fpage%2F&query=q%3Doak" in found.links


class TestSavedViews:
    def test_a_view_is_saved_and_leads_to_the_list(self, anyshire):
        client = anyshire.client("QM")
        response = send(
            client, f"/account/views/save/?path={PATH}&query=q%3Doak%26page%3D3", name="Oaks", shared="on"
        )
        view = SavedView.objects.get()
        assert response["Location"] == view.address == f"{PATH}?q=oak&view={view.id}"
        assert (view.name, view.shared, view.is_default) == ("Oaks", True, False)

    def test_a_view_without_a_name_is_said(self, anyshire):
        response = send(anyshire.client("QM"), f"/account/views/save/?path={PATH}&query=q%3Doak", name="")
        found = Page(response)
        assert found.title.startswith("Error: Save this view")
        assert found.text.count("Enter a name for this view") == 2
        assert hidden(found)["query"] == "q=oak"
        assert not SavedView.objects.exists()

    def test_who_may_not_share_is_not_asked_and_cannot(self, anyshire):
        client = anyshire.client("QO")
        assert "Share this view" not in page(client, f"/account/views/save/?path={PATH}").text
        send(client, f"/account/views/save/?path={PATH}", name="Mine", shared="on")
        assert SavedView.objects.get().shared is False
        assert client.get(f"/account/views/{SavedView.objects.get().id}/share/").status_code == 404

    def test_an_address_elsewhere_is_refused(self, anyshire):
        response = send(anyshire.client("QM"), "/account/views/save/?path=//example.invalid/", name="Evil")
        assert response.status_code == 409
        assert not SavedView.objects.exists()

    def test_sent_twice_it_is_saved_once(self, anyshire):
        client = anyshire.client("QM")
        address = f"/account/views/save/?path={PATH}"
        values = hidden(page(client, address)) | {"name": "Once"}
        first, second = (client.post("/account/views/save/", values) for _ in range(2))
        assert first["Location"] == second["Location"]
        assert SavedView.objects.count() == 1

    def test_renamed_shared_made_default_and_removed(self, anyshire):
        client = anyshire.client("QM")
        send(client, f"/account/views/save/?path={PATH}&query=q%3Doak", name="Oaks")
        view = SavedView.objects.get()
        home = f"/account/views/{view.id}"
        assert send(client, f"{home}/rename/", name="Acorns")["Location"] == "/account/views/"
        send(client, f"{home}/share/", answer="yes")
        send(client, f"{home}/default/", answer="yes")
        view.refresh_from_db()
        assert (view.name, view.shared, view.is_default) == ("Acorns", True, True)
        assert "Acorns" in page(client, "/account/views/").text
        assert client.get(PATH)["Location"] == view.address
        assert client.get(f"{PATH}?view=all").status_code == 200
        send(client, f"{home}/remove/", answer="no")
        assert SavedView.objects.exists()
        send(client, f"{home}/remove/", answer="yes")
        assert not SavedView.objects.exists()

    def test_neither_yes_nor_no_changes_nothing(self, anyshire):
        client = anyshire.client("QM")
        send(client, f"/account/views/save/?path={PATH}", name="Oaks", default="on")
        view = SavedView.objects.get()
        found = Page(send(client, f"/account/views/{view.id}/default/", answer=""))
        assert found.text.count("Select yes or no") == 2
        view.refresh_from_db()
        assert view.is_default

    def test_another_persons_and_another_councils_views_are_not_here(self, house, anyshire):
        send(anyshire.client("QM"), f"/account/views/save/?path={PATH}", name="Oaks", shared="on")
        view = SavedView.objects.get()
        for client in (anyshire.client("HOC"), house.otherborough.client("QM")):
            for deed in ("rename", "share", "default", "remove"):
                assert client.get(f"/account/views/{view.id}/{deed}/").status_code == 404
            assert "Oaks" not in page(client, "/account/views/").text
        assert anyshire.client("QM").get(f"/account/views/{uuid4()}/rename/").status_code == 404
