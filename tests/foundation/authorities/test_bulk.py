"""Very many rows at once are written as any others are: with defaults, inside the walls, or not at all."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from oversight.foundation.authorities.bulk import FEW, put_rows
from oversight.foundation.authorities.models import Counter
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.search.models import SavedView

pytestmark = pytest.mark.django_db
NAMES = ("owner", "name", "path", "query", "saved_at", "authority_id")


def views(house, council, now, number):
    person = house.anyshire.people["QO"].id
    return [(person, f"View {each}", "/services/", f"q={each}", now, council.id) for each in range(number)]


@pytest.mark.parametrize("number", [0, 1, FEW, FEW + 1, 6000])
def test_every_row_is_there_as_it_was_given_with_the_usual_values_beside(house, now, number):
    council = house.anyshire.authority
    with acting_for(council.id):
        assert put_rows(SavedView, NAMES, iter(views(house, council, now, number))) == number
        found = list(SavedView.objects.filter(authority=council, path="/services/"))
    assert len({each.id for each in found}) == number
    assert {(each.name, each.query) for each in found} == {(f"View {n}", f"q={n}") for n in range(number)}
    assert all(each.saved_at == now and each.owner_id for each in found)
    assert not any(each.shared or each.is_default for each in found)


def test_rows_twice_in_one_transaction(house, now):
    council = house.anyshire.authority
    with acting_for(council.id):
        for letter in ("A", "B"):
            lines = ((f"{letter}{each}", each, council.id) for each in range(FEW + 5))
            put_rows(Counter, ("letter", "last", "authority_id"), lines)
        assert Counter.objects.filter(authority=council, letter__regex="^[AB][0-9]").count() == 2 * (FEW + 5)


@pytest.mark.parametrize("number", [3, FEW + 50])
def test_one_row_that_breaks_a_rule_leaves_none(house, now, number):
    council = house.anyshire.authority
    lines = [*views(house, council, now, number), views(house, council, now, 1)[0]]
    with acting_for(council.id):
        with pytest.raises(Error), transaction.atomic():
            put_rows(SavedView, NAMES, lines)
        assert not SavedView.objects.filter(authority=council, path="/services/").exists()


@pytest.mark.parametrize("number", [3, FEW + 50])
@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_rows_of_another_authority_are_refused_by_the_database(house, now, number):
    with (
        acting_for(house.anyshire.authority.id),
        pytest.raises(Error, match="row-level security"),
        transaction.atomic(),
    ):
        put_rows(SavedView, NAMES, views(house, house.otherborough.authority, now, number))
