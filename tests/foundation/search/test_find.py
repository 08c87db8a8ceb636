"""Finding records: the same on both databases, only what a person may see, whatever they type."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.search import actions, asking, engines, queries, registry
from oversight.foundation.search.models import Entry
from oversight.foundation.search.registry import Searchable
from tests.foundation.search.records import ITEMS, NOW, SERVICES, item, put, searchable, service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


@pytest.fixture
def anyshire(house):
    put(
        house.anyshire,
        service(house.anyshire, "S-0007", "Oak House", words="12 High Street, Anytown, RG14 1AA", days=1),
        service(house.anyshire, "S-0012", "Old Oak House", words={"Provider": "Élan & Søn Care Ltd"}, days=2),
        service(house.anyshire, "S-0123", "Willow Lodge", words={"Linked officer": "An Oakley"}, days=3),
        service(house.anyshire, "S-0124", "St Mary's Court", words="Oak House Road, Otherville", days=4),
        service(house.anyshire, "S-0200", "Oak House Annexe", days=5),
        service(
            house.anyshire,
            "S-0300",
            "Placements desk",
            words={"Note": "temporary suspension of purchasing"},
            days=6,
        ),
    )
    return house.anyshire


def find(actor, text, **more):
    with acting_for(actor.authority_id):
        return queries.find(actor, text, **more)


def titles(actor, text, **more):
    return [each.title for each in find(actor, text, **more).results]


CASES = [
    ("oak house", ["Oak House", "Oak House Annexe", "Old Oak House", "St Mary's Court"]),
    ("oak", ["Oak House Annexe", "Oak House", "Old Oak House", "St Mary's Court", "Willow Lodge"]),
    ("OAK  hou", ["Oak House Annexe", "Oak House", "Old Oak House", "St Mary's Court"]),
    ("s-0123", ["Willow Lodge"]),
    ("S123", ["Willow Lodge"]),
    ("s 12", ["Old Oak House", "St Mary's Court", "Willow Lodge", "Oak House"]),
    ("st marys", ["St Mary's Court"]),
    ("St Mary’s", ["St Mary's Court"]),
    ("elan son", []),
    ("élan care", ["Old Oak House"]),
    ("Elan Care", ["Old Oak House"]),
    ("rg141aa", ["Oak House"]),
    ("RG14 1AA", ["Oak House"]),
    ("rg14 1", ["Oak House"]),
    ("anytown high", ["Oak House"]),
    ("oak huose", ["Oak House Annexe", "Old Oak House", "Oak House", "St Mary's Court"]),
    ("wilow loge", ["Willow Lodge"]),
    ("willlow", ["Willow Lodge"]),
    ("Otherwille", ["St Mary's Court"]),
    ("xylophone", []),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_the_same_is_found_in_the_same_order_on_every_database(anyshire, typed, expected):
    assert titles(anyshire.actor("QO"), typed) == expected


def test_a_result_says_what_it_is_where_it_leads_and_where_it_matched(anyshire):
    found = find(anyshire.actor("QO"), "anytown")
    (only,) = found.results
    assert (only.kind_words, only.reference, only.url, only.matched) == (
        "service",
        "S-0007",
        "/t/S-0007/",
        "Address",
    )
    assert [each.text for each in only.snippet.pieces if each.found] == ["Anytown"]
    assert find(anyshire.actor("QO"), "s-7").results[0].matched == "reference"
    assert find(anyshire.actor("QO"), "willow").results[0].matched == "title"


def test_the_heading_counts_in_words(anyshire):
    actor = anyshire.actor("QO")
    assert find(actor, "oak").heading == "5 results for ‘oak’"
    assert find(actor, "willow").heading == "1 result for ‘willow’"
    assert find(actor, "zzzz").heading == "0 results for ‘zzzz’"
    assert find(actor, "wilow").heading == "1 result close to ‘wilow’"
    assert find(actor, "  ").heading == "0 results for ‘’"


def test_a_councils_old_and_new_words_find_the_same(anyshire):
    def vocabulary(viewer):
        mine = viewer.authority_id == anyshire.authority.id
        return [["embargo", "temporary suspension of purchasing"]] if mine else []

    registry.same_meaning(vocabulary)
    try:
        assert titles(anyshire.actor("QO"), "embargo") == ["Placements desk"]
        assert titles(anyshire.actor("QO"), "Temporary suspension of purchasing") == ["Placements desk"]
        found = find(anyshire.actor("QO"), "embargo").results[0].snippet
        assert [each.text for each in found.pieces if each.found] == [
            "temporary",
            "suspension",
            "of",
            "purchasing",
        ]
    finally:
        registry.no_longer_same(vocabulary)
    assert titles(anyshire.actor("QO"), "embargo") == []


def test_a_role_finds_only_the_kinds_it_may_see(anyshire):
    put(anyshire, item(anyshire, "I-0001", "Oak House medicines error", days=7))
    assert "Oak House medicines error" in titles(anyshire.actor("QM"), "oak")
    broker = find(anyshire.actor("PL"), "oak")
    assert [each.kind for each in broker.kinds] == ["t-service"]
    assert broker.total == 5
    assert titles(anyshire.actor("PL"), "medicines") == []
    assert find(anyshire.actor("PL"), "medicines", kind="t-item").total == 0


def test_a_role_that_sees_assigned_records_finds_those_that_name_the_person(anyshire):
    officer = anyshire.actor("QO")
    assert not officer.can_freely(ITEMS.capability)
    put(
        anyshire,
        item(anyshire, "I-0001", "Falls, mine", people=[officer.person_id]),
        item(anyshire, "I-0002", "Falls, another's", people=[anyshire.people["QM"].id]),
        item(anyshire, "I-0003", "Falls, nobody's"),
    )
    assert titles(officer, "falls") == ["Falls, mine"]
    assert len(titles(anyshire.actor("QM"), "falls")) == 3


def test_what_needs_a_fresh_sign_in_is_not_found_without_one(anyshire):
    auditor = anyshire.actor("AU")
    assert auditor.can(ITEMS.capability)
    assert auditor.needs_step_up(ITEMS.capability)
    put(anyshire, item(anyshire, "I-0001", "Falls"))
    assert find(auditor, "falls").total == 0


def test_a_role_without_the_capability_finds_nothing(anyshire):
    for role in ("PU", "PA", "CL"):
        actor = anyshire.actor(role)
        if not actor.can_freely(SERVICES.capability):
            assert find(actor, "oak").total == 0, role


def test_results_can_be_of_one_kind_and_a_kind_unknown_is_left_out(anyshire):
    put(anyshire, item(anyshire, "I-0001", "Oak House falls"))
    manager = anyshire.actor("QM")
    found = find(manager, "oak")
    assert [(each.words, each.count) for each in found.kinds] == [("services", 5), ("intelligence items", 1)]
    one = find(manager, "oak", kind="t-item")
    assert (one.total, one.everything, [each.title for each in one.results]) == (1, 6, ["Oak House falls"])
    assert find(manager, "oak", kind="nothing").total == 6


def test_pages(anyshire):
    put(anyshire, *(service(anyshire, f"S-{number}", f"Birch {number}") for number in range(1000, 1045)))
    actor = anyshire.actor("QO")
    shown = [each for page in (1, 2, 3) for each in titles(actor, "birch", page=page)]
    assert len(shown) == len(set(shown)) == 45
    assert find(actor, "birch", page=3).pages == 3
    for past in (4, 0, -1, 10**9):
        assert find(actor, "birch", page=past).page == 1


def test_very_many_results_are_counted_and_the_best_still_come_first(anyshire):
    put(anyshire, service(anyshire, "S-0900", "Hazel", days=0))
    put(
        anyshire,
        *(
            service(anyshire, f"N-{number}", f"Note {number}", words="about hazel", days=20)
            for number in range(1100)
        ),
    )
    found = find(anyshire.actor("QO"), "hazel")
    assert found.total == 1101
    assert found.results[0].title == "Hazel"
    assert found.pages == queries.RANKED / queries.PAGE_SIZE


def test_a_record_put_again_is_found_as_it_now_stands(anyshire):
    put(anyshire, service(anyshire, "S-0007", "Elm House", words="Newtown"))
    actor = anyshire.actor("QO")
    assert titles(actor, "elm") == ["Elm House"]
    assert titles(actor, "anytown") == []
    assert Entry.objects.filter(reference="S-0007").count() == 1


def test_a_record_put_twice_at_once_is_there_once(anyshire):
    put(anyshire, service(anyshire, "S-0500", "First"), service(anyshire, "S-0500", "Second"))
    assert titles(anyshire.actor("QO"), "s-0500") == ["Second"]


def test_a_record_forgotten_is_not_found(anyshire):
    with acting_for(anyshire.authority.id):
        actions.forget("t-service", service(anyshire, "S-0007", "").object_id, by=anyshire.system)
    assert titles(anyshire.actor("QO"), "anytown") == []


def test_a_change_that_is_undone_is_undone_in_search_too(anyshire):
    with pytest.raises(RuntimeError), acting_for(anyshire.authority.id):
        actions.put(service(anyshire, "S-0777", "Elm House"), by=anyshire.system, at=NOW)
        raise RuntimeError
    assert titles(anyshire.actor("QO"), "elm") == []
    assert titles(anyshire.actor("QO"), "anytown") == ["Oak House"]


def test_the_index_can_be_made_anew(house, anyshire):
    put(house.otherborough, service(house.otherborough, "S-0001", "Oak elsewhere"))
    kind = Searchable("t-plan", ("plan", "plans"), SERVICES.capability, lambda viewer: iter(
        [service(anyshire, "PL-0001", "Ash plan", kind="t-plan"), service(anyshire, "PL-0002", "Ash plan two", kind="t-plan")]
    ))  # fmt: skip
    with searchable(kind), acting_for(anyshire.authority.id):
        assert actions.rebuild(by=anyshire.system, at=NOW) == 2
        actor = anyshire.actor("QO")
        assert len(queries.find(actor, "ash").results) == 2
        assert queries.find(actor, "oak").total == 0
    assert find(house.outsider, "oak").total == 1


def test_a_kind_says_who_may_find_it():
    with pytest.raises(ValueError, match="which capability"):
        registry.register(Searchable("t-open", ("thing", "things"), "", lambda viewer: iter(())))


HOSTILE = [
    "'", '"', '"oak', "oak' OR 1=1 --", "oak AND", "NOT oak", "OR", "AND OR NOT", "NEAR(oak house)", "oak*", "*", "(", "((oak)",
    "title_index : oak", "{title_index} : oak", "oak & !house", "oak | ", ":*", "'oak':*", "oak <-> house", "-oak", "+oak", "^oak",
    "\0", "oak\0house", "\x1f", "\ud800", "%", "_", "\\", "$$", ";drop table search_entry", "{{7*7}}", "oak " * 2000, "a" * 10_000,
    "'" * 10_000, "£€👍🏽", "‮oak", "ﬁ", "İ", "ß", "1e400", "0x1F", "1.2.3", "a@b.example", "http://a.example/?q=1", "\t\r\n",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_search_fails_whatever_is_typed(anyshire, text):
    found = find(anyshire.actor("QO"), text, kind=text, page=2)
    assert found.total >= 0
    assert found.heading


def test_operators_are_only_words(anyshire):
    actor = anyshire.actor("QO")
    assert titles(actor, "oak -house") == titles(actor, "oak house")
    assert titles(actor, '"oak house"') == titles(actor, "oak house")
    assert titles(actor, "oak:house*") == titles(actor, "oak house")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=some.text(max_size=60))
def test_nothing_anybody_types_fails(anyshire, text):
    assert find(anyshire.actor("QO"), text).total >= 0


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=some.text(alphabet=some.characters(exclude_categories=["Cs"]), max_size=80),
    words=some.text(alphabet=some.characters(exclude_categories=["Cs"]), max_size=80),
)
def test_whatever_a_record_says_can_be_put_and_found_by_its_reference(anyshire, title, words):
    put(anyshire, service(anyshire, "X-0001", title, words={"Words": words}))
    assert [each.reference for each in find(anyshire.actor("QO"), "X-0001").results] == ["X-0001"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the full-text table of SQLite")
def test_sqlite_keeps_its_full_text_table_in_step(anyshire):
    def in_the_table(token):
        with connection.cursor() as cursor:
            said = f'"{engines.mark_of(anyshire.authority.id)}{token}"'
            cursor.execute("select count(*) from search_found where search_found match %s", [said])
            return cursor.fetchone()[0]

    elm = service(anyshire, "S-0777", "Elm House")
    put(anyshire, elm)
    assert in_the_table("elm") == 1
    put(anyshire, replace(elm, title="Yew House"))
    assert (in_the_table("elm"), in_the_table("yew")) == (0, 1)
    with acting_for(anyshire.authority.id):
        actions.forget(SERVICES.kind, elm.object_id, by=anyshire.actor("QO"))
    assert in_the_table("yew") == 0
    with connection.cursor() as cursor:
        assert engines._stands(cursor)
        cursor.execute("drop trigger search_entry_put")
        assert not engines._stands(cursor), "it would be made anew"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the full-text table of SQLite")
def test_what_others_have_is_not_looked_through(anyshire, house):
    for each in (anyshire, house.otherborough):
        put(each, service(each, "S-0777", "Elm House"))
    with connection.cursor() as cursor:
        said = asking.for_fts5(asking.read("elm"), "title_index", engines.mark_of(anyshire.authority.id))
        cursor.execute("select rowid from search_found where search_found match %s", [said])
        own = Entry.objects.get(authority_id=anyshire.authority.id, reference="S-0777")
        assert cursor.fetchall() == [(own.number,)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the index of PostgreSQL")
def test_postgresql_has_its_index():
    with connection.cursor() as cursor:
        cursor.execute("select indexdef from pg_indexes where indexname = 'search_entry_theirs'")
        assert "gin (theirs_in_title, theirs)" in cursor.fetchone()[0]
