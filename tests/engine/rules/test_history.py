"""Facts at the end of each month, from events and from values that stand until the next."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.engine.rules.history import Events, Values, counted, month_by_month, standing

MONTHS, SERVICES = 20, 3
HAPPENED = st.lists(st.tuples(st.integers(0, MONTHS - 1), st.integers(0, SERVICES - 1)), max_size=40)


@settings(deadline=None)
@given(HAPPENED, st.integers(1, MONTHS - 1))
def test_a_window_counts_the_months_that_end_with_each(happened, window):
    months, services = (np.array([pair[i] for pair in happened], np.intp) for i in (0, 1))
    found = counted(Events(months, services, window), MONTHS, SERVICES)
    for month in range(MONTHS):
        for service in range(SERVICES):
            expected = sum(1 for m, s in happened if s == service and month - window < m <= month)
            assert found[month, service] == expected


def test_a_value_stands_until_the_next_and_is_unknown_before_the_first():
    values = Values(np.array([2, 5, 5]), np.array([0, 0, 1]), np.array([1, 3, 0], np.int8))
    found = standing(values, 7, 2)
    assert found[:, 0].tolist() == [-1, -1, 1, 1, 1, 3, 3]
    assert found[:, 1].tolist() == [-1, -1, -1, -1, -1, 0, 0]


def test_each_month_is_a_table_of_its_own_with_the_facts_that_do_not_change():
    cube = np.array([[0, 1], [2, 3]], np.int16)
    tables = list(
        month_by_month({"intelligence.adverse_90d": cube}, {"service.in_area": np.array([1, 0], np.int8)})
    )
    assert [table.column("intelligence.adverse_90d").tolist() for table in tables] == [[0, 1], [2, 3]]
    assert tables[1].column("service.in_area").tolist() == [1, 0]
