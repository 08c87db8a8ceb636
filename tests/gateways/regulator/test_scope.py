"""Which locations are adult social care."""

import pytest

from oversight.gateways.regulator import in_scope


@pytest.mark.parametrize(
    ("sector", "directorate", "inside"),
    [
        ("Social Care Org", "Adult social care", True),
        ("Social Care Org", "Unspecified", True),
        ("social care org", "", True),
        ("Independent Healthcare Org", "Adult social care", True),
        ("Independent Healthcare Org", "Hospitals", False),
        ("Primary Dental Care", "Primary medical services", False),
        ("", "Hospitals", False),
    ],
)
def test_the_type_or_the_directorate_decides(sector, directorate, inside):
    assert in_scope(sector, directorate, "Residential social care", ["Shared Lives"]) is inside


def test_without_both_the_category_decides():
    assert in_scope(category="Residential social care")
    assert in_scope(category="Community based adult social care services")
    assert not in_scope(category="Urgent care services & mobile doctors", types=["Domiciliary care service"])


def test_without_a_category_the_service_types_decide():
    assert in_scope(types=["Dental service", "Domiciliary care service"])
    assert in_scope(types=["Homecare agencies"])
    assert not in_scope(types=["Dental service"])


def test_a_location_of_which_nothing_is_said_is_kept():
    assert in_scope()
    assert in_scope(types=[""])
