"""Lists: what an address shows, and that every link keeps what was chosen."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from django.db.models import F
from django.http import QueryDict

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.search import paging
from oversight.foundation.search.addresses import Address
from oversight.foundation.search.cells import in_words
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.models import SavedView
from oversight.foundation.ui.pages import Pages
from tests.foundation.search.example import ENTRIES, VIEWS, entries, views
from tests.foundation.search.records import NOW, item, put, service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


@pytest.fixture
def anyshire(house):
    names = [
        "oak",
        "Elm",
        "ash",
        "Birch",
        "alder",
        "Willow",
        "hazel",
        "Rowan",
        "beech",
        "Lime",
        "cedar",
        "Pine",
    ]
    council = house.anyshire
    mine = [council.people["QO"].id]
    put(council, *(service(council, f"S-{place:04d}", name, words=f"secret {place}", days=place, people=mine if place < 3 else ())
                   for place, name in enumerate(names)))  # fmt: skip
    put(council, item(council, "I-0001", "Oak item", days=20))
    put(house.otherborough, service(house.otherborough, "S-0001", "Otherborough oak"))
    return council


def listed(actor, query="", spec=ENTRIES, rows=entries):
    with acting_for(actor.authority_id):
        return read_list(spec, QueryDict(query), rows(actor), actor=actor)


def shown(page, column=0):
    return [str(row[column].shown) for row in page.rows]


def back(href):
    assert href.startswith("?")
    return parse_qs(href[1:])


class TestSorting:
    def test_as_declared_without_regard_to_capitals(self, anyshire):
        names = shown(listed(anyshire.actor()))
        assert names == ["alder", "ash", "beech", "Birch", "cedar", "Elm", "hazel", "Lime", "oak", "Oak item"]

    def test_downwards_and_by_number(self, anyshire):
        assert shown(listed(anyshire.actor(), "sort=-title"))[:3] == ["Willow", "Rowan", "Pine"]
        numbers = [row[2].shown for row in listed(anyshire.actor(), "sort=number").rows]
        assert numbers == sorted(numbers, key=lambda each: int(each.replace(",", "")))

    @pytest.mark.parametrize(
        "asked", ["nothing", "words", "-", "--title", "title; drop", "pk", "authority__name", "\0"]
    )
    def test_by_what_is_no_column_to_sort_by_is_as_usual(self, anyshire, asked):
        assert shown(listed(anyshire.actor(), f"sort={asked}")) == shown(listed(anyshire.actor()))

    def test_the_heading_says_how_and_its_link_turns_it_round(self, anyshire):
        first, second, *_ = listed(anyshire.actor(), "sort=title&kind=t-service").headings
        assert (first.aria_sort, back(first.href)) == (
            "ascending",
            {"sort": ["-title"], "kind": ["t-service"]},
        )
        assert (second.aria_sort, back(second.href)) == (
            "none",
            {"sort": ["reference"], "kind": ["t-service"]},
        )
        assert listed(anyshire.actor(), "sort=-title").headings[0].aria_sort == "descending"

    def test_a_column_that_cannot_be_sorted_has_no_link(self, anyshire):
        (only,) = listed(anyshire.actor(), "cols=words").headings
        assert (only.href, only.aria_sort) == ("", "")


class TestFilters:
    def test_words_must_all_be_there(self, anyshire):
        assert shown(listed(anyshire.actor(), "q=oak+I-0")) == ["Oak item"]
        assert shown(listed(anyshire.actor(), "q=%00")) == shown(listed(anyshire.actor()))

    def test_any_of_the_values_chosen(self, anyshire):
        assert listed(anyshire.actor(), "kind=t-item").total == 1
        assert listed(anyshire.actor(), "kind=t-item&kind=t-service").total == 13
        assert listed(anyshire.actor(), "kind=nonsense").total == 13

    def test_days_are_both_included(self, anyshire):
        found = listed(anyshire.actor(), "updated_from=2+nov+2026&updated_to=03/11/2026")
        assert sorted(shown(found)) == ["Elm", "ash"]

    def test_a_day_that_is_none_is_said_and_lets_everything_through(self, anyshire):
        found = listed(anyshire.actor(), "updated_from=31/02/2026")
        assert found.problems == (("updated_from", "Updated (from) must be a real date, such as 24/11/2026"),)
        assert found.total == 13
        assert found.controls[2].boxes[0].value == "31/02/2026"

    def test_each_choice_says_how_many_it_would_show_with_the_others(self, anyshire):
        kinds = listed(anyshire.actor(), "q=oak&kind=t-item").controls[1].options
        assert [(each.words, each.count, each.chosen) for each in kinds] == [
            ("Service", 1, False),
            ("Item", 1, True),
        ]

    def test_what_is_chosen_can_be_taken_away_one_by_one(self, anyshire):
        found = listed(
            anyshire.actor(), "q=oak&kind=t-item&kind=t-service&sort=-title&updated_from=1/11/2026"
        )
        assert [(each.words, back(each.href)) for each in found.tags] == [
            (
                "Title or reference: ‘oak’",
                {"kind": ["t-item", "t-service"], "updated_from": ["1/11/2026"], "sort": ["-title"]},
            ),
            (
                "Service",
                {"q": ["oak"], "kind": ["t-item"], "updated_from": ["1/11/2026"], "sort": ["-title"]},
            ),
            (
                "Item",
                {"q": ["oak"], "kind": ["t-service"], "updated_from": ["1/11/2026"], "sort": ["-title"]},
            ),
            (
                "Updated from 1 November 2026",
                {"q": ["oak"], "kind": ["t-item", "t-service"], "sort": ["-title"]},
            ),
        ]
        assert back(found.clear_href) == {"sort": ["-title"]}
        assert listed(anyshire.actor(), "q=oak").clear_href == "?view=all"

    def test_yes_no_and_people(self, house, anyshire):
        officer, manager = anyshire.actor("QO"), anyshire.actor("QM")
        with acting_for(anyshire.authority.id):
            for owner, name, shared in ((officer, "mine", False), (manager, "ours", True)):
                SavedView.objects.create(authority=anyshire.authority, owner_id=owner.person_id, name=name, path="/x/",
                                         shared=shared, saved_at=NOW)  # fmt: skip
        assert shown(listed(officer, "shared=yes", VIEWS, views)) == ["ours"]
        assert shown(listed(officer, "shared=no", VIEWS, views)) == ["mine"]
        assert shown(listed(officer, "shared=unknown", VIEWS, views)) == []
        assert shown(listed(officer, "owner=me", VIEWS, views)) == ["mine"]
        assert shown(listed(officer, "owner=nobody", VIEWS, views)) == []
        found = listed(officer, "shared=yes&shared=no&owner=me", VIEWS, views)
        assert [each.words for each in found.tags] == [
            "Shared with the team: yes",
            "Shared with the team: no",
            "Owner: Me",
        ]
        assert [each.count for each in found.controls[0].options] == [0, 1, 0]

    def test_words_of_nothing_found(self, anyshire, house):
        assert (
            listed(anyshire.actor(), "q=zzz").empty_words
            == "No records match these filters. Remove a filter to see more."
        )
        with acting_for(anyshire.authority.id):
            entries(anyshire.actor()).delete()
        assert listed(anyshire.actor()).empty_words == "Nothing is recorded yet."


class TestPages:
    def test_a_page_says_where_it_is_and_keeps_the_filters(self, anyshire):
        found = listed(anyshire.actor(), "page=2&kind=t-service&cols=title")
        assert (found.pages.number, found.pages.last, len(found.rows)) == (2, 2, 2)
        assert found.page_title == "Records (page 2 of 2)"
        assert found.showing == "Showing 11 to 12 of 12 records"
        assert back(found.pages.previous) == {"kind": ["t-service"], "cols": ["title"], "page": ["1"]}
        assert found.heading == "Records (12)"

    @pytest.mark.parametrize(
        "asked", ["3", "0", "-1", "x", "", "1e1", "９", "99999999999999999999", "00000000155"]
    )
    def test_a_page_that_is_none_is_the_first(self, anyshire, asked):
        assert listed(anyshire.actor(), f"page={asked}").pages.number == 1

    def test_no_row_is_missed_or_shown_twice(self, anyshire):
        every = [
            name for page in (1, 2) for name in shown(listed(anyshire.actor(), f"page={page}&sort=updated"))
        ]
        assert len(every) == len(set(every)) == 13

    def test_rows_that_are_equal_always_stand_in_the_same_order(self, anyshire):
        put(anyshire, *(service(anyshire, f"E-{n}", "Equal") for n in range(25)))
        every = [
            row[1].shown
            for page in (1, 2, 3)
            for row in listed(anyshire.actor(), f"q=equal&page={page}").rows
        ]
        assert len(every) == len(set(every)) == 25
        assert listed(anyshire.actor(), "sort=-reference").matching.query.order_by[-1].expression == F("pk")

    def test_links_have_gaps(self):
        assert [each.number for each in Pages.of(5, 9, str).links] == [1, 0, 4, 5, 6, 0, 9]
        assert [each.number for each in Pages.of(1, 1, str).links] == []

    @pytest.mark.parametrize("sort", ["title", "-title", "number", "-number", "updated", "-updated", ""])
    def test_following_the_links_shows_what_numbers_show_and_back_again(self, anyshire, sort):
        put(anyshire, *(service(anyshire, f"E-{n}", "Equal") for n in range(25)))
        actor, forward = anyshire.actor(), []
        numbered = [shown(listed(actor, f"sort={sort}&page={page}"), 1) for page in (1, 2, 3, 4)]
        here = listed(actor, f"sort={sort}")
        while True:
            forward.append(shown(here, 1))
            if not here.pages.following:
                break
            here = listed(actor, here.pages.following[1:])
        assert forward == numbered
        backward = [shown(here, 1)]
        while here.pages.previous:
            here = listed(actor, here.pages.previous[1:])
            backward.append(shown(here, 1))
        assert backward[::-1] == numbered

    def test_a_link_says_where_a_page_ended_and_nothing_of_what_is_there(self, anyshire):
        link = back(listed(anyshire.actor()).pages.following)
        assert set(link) == {"page", "after_row"}
        assert UUID(link["after_row"][0])

    @pytest.mark.parametrize(
        "row", ["x", "0", "99999999999999999999", "00000000-0000-0000-0000-000000000000"]
    )
    def test_a_row_that_is_not_there_leaves_the_number(self, anyshire, row):
        by_number = shown(listed(anyshire.actor(), "page=2"))
        assert shown(listed(anyshire.actor(), f"page=2&after_row={row}")) == by_number

    def test_a_row_of_another_council_is_not_there(self, house, anyshire):
        theirs = entries(house.outsider).first().pk
        by_number = shown(listed(anyshire.actor(), "page=2"))
        assert shown(listed(anyshire.actor(), f"page=2&after_row={theirs}")) == by_number

    def test_more_rows_than_are_counted_are_said_to_be_more(self, anyshire, monkeypatch):
        monkeypatch.setattr(paging, "MOST_COUNTED", 11)
        found = listed(anyshire.actor())
        assert (found.heading, found.showing) == (
            "Records (11+)",
            "Showing 1 to 10 of more than 11 records",
        )
        assert {each.count for control in found.controls for each in control.options} <= {None}
        second = listed(anyshire.actor(), found.pages.following[1:])
        assert (len(second.rows), second.pages.following) == (3, "")
        assert second.page_title == "Records (page 2)"
        total, rows = second.rows_exported(every=False, own_only=False, most=100)
        assert total == len(list(rows)) == 13


class TestColumns:
    def test_choosing_columns_keeps_filters_and_sort(self, anyshire):
        found = listed(anyshire.actor(), "kind=t-item&sort=-title&cols=updated&cols=title&page=1")
        assert [each.words for each in found.headings] == ["Title", "Updated"]
        assert found.total == 1
        assert found.kept_by_columns == (("kind", "t-item"), ("sort", "-title"), ("view", "all"))
        assert found.kept_by_filters == (
            ("sort", "-title"),
            ("cols", "updated"),
            ("cols", "title"),
            ("view", "all"),
        )
        assert back(found.reset_columns_href) == {"kind": ["t-item"], "sort": ["-title"]}
        assert [(each.key, each.chosen) for each in found.column_choices if each.chosen] == [
            ("title", True),
            ("updated", True),
        ]

    def test_columns_can_stand_in_one_value_and_unknown_ones_are_left_out(self, anyshire):
        assert [each.key for each in listed(anyshire.actor(), "cols=updated,title,nonsense").columns] == [
            "title",
            "updated",
        ]
        assert [each.key for each in listed(anyshire.actor(), "cols=nonsense").columns][:2] == [
            "title",
            "reference",
        ]

    def test_a_column_does_not_exist_for_who_may_not_see_it(self, anyshire):
        broker = anyshire.actor("PL")
        assert not broker.can("register.see_finance")
        found = listed(broker, "cols=key&sort=-key")
        assert "key" not in [each.key for each in (*found.columns, *found.allowed, *found.column_choices)]
        assert shown(found) == shown(listed(broker))
        assert "key" in [each.key for each in listed(anyshire.actor("HOC")).columns]

    def test_cells(self, anyshire):
        first = listed(anyshire.actor(), "cols=title,number,updated").rows[0]
        assert (first[0].shown, first[0].href, first[0].numeric) == ("alder", "/t/S-0004/", False)
        assert first[1].numeric
        assert first[2].shown == "5 Nov 2026"

    @pytest.mark.parametrize(("value", "kind", "words"), [
        (None, "text", "–"), ("", "text", "–"), (True, "text", "Yes"), (False, "text", "No"), (1200, "money", "£1,200"),
        (1200.5, "money", "£1,200.50"), (-3, "number", "−3"), (date(2026, 11, 24), "date", "24 Nov 2026"), (["a", "b"], "text", "a, b"),
        (0, "number", "0"),
    ])  # fmt: skip
    def test_values_as_people_read_them(self, value, kind, words):
        assert in_words(value, kind) == words


class TestExports:
    def test_links_keep_what_is_shown_and_are_for_those_who_may(self, anyshire):
        found = listed(anyshire.actor("QM"), "kind=t-item&sort=-title&page=1")
        assert next(back(each.href) for each in found.exports) == {
            "kind": ["t-item"], "sort": ["-title"], "format": ["csv"], "columns": ["this"],
        }  # fmt: skip
        assert len(found.exports) == 4
        assert listed(anyshire.actor("PL")).exports == ()

    def test_this_view_or_every_column(self, anyshire):
        found = listed(anyshire.actor("QM"), "cols=title&q=elm")
        total, rows = found.rows_exported(every=False, own_only=False, most=100)
        assert (total, list(rows)) == (1, [["Elm"]])
        assert [each.key for each in found.columns_exported(every=True)] == [
            each.key for each in found.allowed
        ]

    def test_only_ones_own(self, anyshire):
        found = listed(anyshire.actor("QO"), "cols=title")
        total, rows = found.rows_exported(every=False, own_only=True, most=100)
        assert (total, sorted(row[0] for row in rows)) == (3, ["Elm", "ash", "oak"])

    def test_every_row_not_only_the_page(self, anyshire):
        total, rows = listed(anyshire.actor("QM"), "page=2").rows_exported(
            every=False, own_only=False, most=100
        )
        assert total == len(list(rows)) == 13


def test_unknown_parameters_go_nowhere(anyshire):
    found = listed(anyshire.actor(), "evil=1&utm_source=x&kind=t-item&format=csv&outside=yes&view=1")
    assert found.query == "kind=t-item"
    assert back(found.headings[0].href) == {"kind": ["t-item"], "sort": ["-title"]}


def test_nothing_of_another_council_is_counted_or_shown(house, anyshire):
    for query in ("", "q=otherborough", "page=2", "sort=-title", "cols=words"):
        found = listed(anyshire.actor(), query)
        assert "Otherborough" not in repr(found.rows) + repr(found.controls)
    assert listed(house.outsider, "q=oak").total == 1


def test_an_address_reads_and_writes_the_same():
    address = Address.of(QueryDict("a=1&a=2&b=x%26y&c=&z=9&a=1"), ["a", "b", "c"])
    assert address.pairs == (("a", "1"), ("a", "2"), ("b", "x&y"))
    assert Address.of(QueryDict(address.query), ["a", "b", "c"]) == address
