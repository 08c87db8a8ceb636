"""Dates decided column by column."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.gateways.regulator.dates import (
    DayOrder,
    UnclearDates,
    as_at_in,
    day_in_name,
    read_column,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-13", date(2025, 3, 13)),
        ("2024-08-08 10:47:58", date(2024, 8, 8)),
        ("2024-08-08T10:47:58Z", date(2024, 8, 8)),
        ("20/11/2019", date(2019, 11, 20)),
        ("05/29/2026", date(2026, 5, 29)),
        ("1/22/2025 12:00:00 AM", date(2025, 1, 22)),
        ("16/11/2015 - 00:00", date(2015, 11, 16)),
        ("25/Feb/2026 - 00:00", date(2026, 2, 25)),
        ("01 September 2026", date(2026, 9, 1)),
    ],
)
def test_each_shape_by_itself(text, day):
    assert read_column([text]).found == {text: day}


def test_one_day_above_twelve_settles_a_whole_column():
    column = read_column(["05/06/2025", "13/06/2025", ""])
    assert column.found["05/06/2025"] == date(2025, 6, 5)
    assert column.order is DayOrder.DAY_FIRST
    column = read_column(["05/06/2025 12:00:00 AM", "6/13/2025 12:00:00 AM"])
    assert column.found["05/06/2025 12:00:00 AM"] == date(2025, 5, 6)
    assert column.order is DayOrder.MONTH_FIRST


def test_where_both_orders_fit_nothing_is_guessed():
    with pytest.raises(UnclearDates) as unclear:
        read_column(["05/06/2025", "01/02/2025"])
    assert str(unclear.value) == (
        "could be read day first or month first (such as '05/06/2025'), and nothing in it settles it; state the "
        "order, day-first or month-first, or export it with dates as 2026-11-22"
    )


def test_days_that_are_the_same_either_way_are_no_doubt():
    assert read_column(["05/05/2025", "01/01/2020"]).found["05/05/2025"] == date(2025, 5, 5)


def test_clear_dates_beside_them_do_not_settle_numbers():
    with pytest.raises(UnclearDates):
        read_column(["2025-03-13", "25/Feb/2026 - 00:00", "05/06/2025"])


def test_a_column_in_two_orders_is_refused():
    with pytest.raises(UnclearDates, match=r"holds dates in two orders: '13/06/2025' .* '06/13/2025'"):
        read_column(["13/06/2025", "06/13/2025"])


def test_a_stated_order_decides_and_what_does_not_fit_it_is_unreadable():
    column = read_column(["05/06/2025", "06/13/2025"], DayOrder.DAY_FIRST)
    assert column.found == {"05/06/2025": date(2025, 6, 5)}
    assert column.unreadable == {"06/13/2025"}


@pytest.mark.parametrize(
    "text", ["31/02/2025", "soon", "2025-13-01", "1/2/25", "25/Foo/2026 - 00:00", "99/99/2020"]
)
def test_what_is_no_date_is_unreadable_and_spoils_nothing(text):
    column = read_column([text, "20/11/2019"])
    assert column.unreadable == {text}
    assert column.found == {"20/11/2019": date(2019, 11, 20)}


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 12, 31)), min_size=1, max_size=30), st.booleans())
def test_a_column_is_read_right_or_refused_never_wrong(days, day_first):
    shape = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    texts = [day.strftime(shape) for day in days]
    settled = any(day.day > 12 for day in days) or all(day.day == day.month for day in days)
    if settled:
        found = read_column(texts).found
        assert [found[text] for text in texts] == days
    else:
        with pytest.raises(UnclearDates):
            read_column(texts)


def test_the_day_a_banner_or_a_file_name_says():
    assert as_at_in("Source: CQC database as at 01 September 2026") == date(2026, 9, 1)
    assert as_at_in("Source: database as  at\u00a02026-09-01.") == date(2026, 9, 1)
    assert as_at_in("Location ID") is None
    assert day_in_name("01_September_2026_HSCA_Active_Locations.ods") == date(2026, 9, 1)
    assert day_in_name("locations.csv") is None
