"""Invented services laid out as the regulator lays out its files: one list of cells for each row.

A cell is text, a number or a date; whoever writes the file gives dates and numbers their form. What would
lead to a real place or person (UPRN, PAF id, health bodies, managers) is blank or says that it is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from oversight.sample import proportions as seen
from oversight.sample.columns import LOCATION_COLUMNS
from oversight.sample.invented import website
from oversight.sample.register import Provider, Service

Cell = str | int | float | date
Row = list[Cell]

REGION = "Unspecified"
"""A value of the regulator's own for a place in no region."""

_SECTOR = "Social Care Org"
_CATEGORY = {True: "Residential social care", False: "Community based adult social care services"}
_ACCOMMODATION = "Accommodation for persons who require nursing or personal care"
_PERSONAL_CARE = "Personal care"
_TREATMENT = "Treatment of disease, disorder or injury"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def yes_no(value: bool) -> str:
    """``Y`` or ``N``."""
    return "Y" if value else "N"


def location_url(service: Service) -> str:
    """The address the regulator's files give a location; for an invented id it leads nowhere."""
    return f"http://www.cqc.org.uk/location/{service.id}"


def rating_rows(service: Service) -> Iterator[Row]:
    """The rows of a service in the ratings file (28 columns); none where it has never been rated."""
    place, provider, authority = service.address, service.provider, service.authority
    before = [
        service.id, _ods_code(service), service.name, yes_no(service.profile.care_home), _SECTOR,
        _CATEGORY[service.profile.care_home], place.street, "", place.town, place.postcode, authority.name,
        REGION, REGION, "", f"NHS {authority.name} CCG", "", "",
    ]  # fmt: skip
    after = [
        "Location", yes_no(service.inherited), location_url(service), provider.id, provider.name,
        _brand_id(provider), provider.brand_name,
    ]  # fmt: skip
    for one in service.judgements:
        yield [*before, one.group, one.domain, one.rating, one.published_on or "", *after]


def location_row(service: Service) -> Row:
    """The row of a service in the active-locations file (122 columns)."""
    cells: dict[str, Cell] = {
        **_about_location(service),
        **_about_address(service),
        **_about_provider(service.provider),
        **{f"Regulated activity - {name}": "Y" for name in activities(service)},
        **{f"Service type - {name}": "Y" for name in service.types},
        **{f"Service user band - {name}": "Y" for name in service.bands},
        "Location Dual Registered": "Dual Registration" if service.primary_id else "",
        "Primary ID (Dual registration locations)": service.primary_id,
    }
    return [cells.get(column, "") for column in LOCATION_COLUMNS]


def activities(service: Service) -> tuple[str, ...]:
    """The regulated activities that the service's types are registered for."""
    if seen.NURSING in service.types:
        return _ACCOMMODATION, _TREATMENT
    if service.profile.care_home:
        return (_ACCOMMODATION, _PERSONAL_CARE) if len(service.types) > 1 else (_ACCOMMODATION,)
    return (_PERSONAL_CARE,)


def _about_location(service: Service) -> dict[str, Cell]:
    profile, overall = service.profile, service.overall
    return {
        "Location ID": service.id,
        "Location HSCA start date": service.registered_on,
        "Dormant (Y/N)": yes_no(profile.dormant),
        "Care home?": yes_no(profile.care_home),
        "Location Name": service.name,
        "Location ODS Code": _ods_code(service),
        "Location Telephone Number": service.telephone,
        "Registered manager": "(invented person)" if profile.manager_in_post else "",
        "Location Web Address": website(service.name),
        "Care homes beds": service.beds,
        "Location Type/Sector": _SECTOR,
        "Location Inspection Directorate": "Adult social care",
        "Location Primary Inspection Category": _CATEGORY[profile.care_home],
        "Location Latest Overall Rating": overall.rating if overall else "",
        "Publication Date": (overall.published_on or "") if overall else service.registered_on,
        "Inherited Rating (Y/N)": yes_no(service.inherited) if overall else "",
        "Location Local Authority": service.authority.name,
        "Location ONSPD CCG": f"NHS {service.authority.name} CCG",
    }


def _about_address(service: Service) -> dict[str, Cell]:
    place = service.address
    return {
        "Location Region": REGION,
        "Location NHS Region": REGION,
        "Location Street Address": place.street,
        "Location City": place.town,
        "Location County": place.county,
        "Location Postal Code": place.postcode,
        "Location Latitude": place.latitude,
        "Location Longitude": place.longitude,
        "Location Parliamentary Constituency": f"{service.authority.name} Central",
    }


def _about_provider(provider: Provider) -> dict[str, Cell]:
    place = provider.address
    return {
        "Brand ID": _brand_id(provider),
        "Brand Name": provider.brand_name,
        "Provider Companies House Number": provider.company_number,
        "Provider Charity Number": "-",
        "Provider ID": provider.id,
        "Provider Name": provider.name,
        "Provider HSCA start date": provider.registered_on,
        "Provider Type/Sector": _SECTOR,
        "Provider Inspection Directorate": "Adult social care",
        "Provider Primary Inspection Category": _CATEGORY[True],
        "Provider Ownership Type": provider.ownership,
        "Provider Telephone Number": provider.telephone,
        "Provider Web Address": website(provider.name),
        "Provider Street Address": place.street,
        "Provider City": place.town,
        "Provider County": place.county,
        "Provider Postal Code": place.postcode,
        "Provider Local Authority": provider.authority.name,
        "Provider Region": REGION,
        "Provider NHS Region": REGION,
        "Provider Latitude": place.latitude,
        "Provider Longitude": place.longitude,
        "Provider Parliamentary Constituency": f"{provider.authority.name} Central",
        "Provider Nominated Individual Name": "(invented person)",
    }


def directory_row(service: Service) -> Row:
    """The row of a service in the weekly directory (15 columns); lists are divided by ``|``."""
    place, overall = service.address, service.overall
    checked = overall.published_on if overall else None
    return [
        service.name, "", f"{place.street},{place.town},{place.county}", place.postcode, service.telephone,
        website(service.name), "|".join(service.types),
        f"{checked.day:02d}/{_MONTHS[checked.month - 1]}/{checked.year} - 00:00" if checked else "",
        "|".join(service.bands), service.provider.name, service.authority.name, REGION, location_url(service),
        service.id, service.provider.id,
    ]  # fmt: skip


def dual_row(service: Service, other: Service) -> Row:
    """The row of one of two registrations of the same place in ``Dual_Registration_Locations``."""
    return [
        service.id, service.name, service.registered_on, _SECTOR, service.provider.id, service.provider.name,
        other.id, other.name, "Dual Registration", max(service.registered_on, other.registered_on),
        service.primary_id,
    ]  # fmt: skip


def _ods_code(service: Service) -> str:
    """A made-up code in the shape of the health service's (``ZZ`` and three characters)."""
    number, code = int(service.id[4:]) % 46656, ""
    for _ in range(3):
        number, digit = divmod(number, 36)
        code = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + code
    return f"ZZ{code}"


def _brand_id(provider: Provider) -> str:
    return "-" if provider.brand is None else f"BD9{provider.brand:03d}"
