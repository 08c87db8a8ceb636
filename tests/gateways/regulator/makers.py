"""Rows of the regulator's files, all invented, with one thing changed at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from oversight.gateways.regulator import columns
from oversight.gateways.regulator.layouts import heading
from oversight.gateways.regulator.records import Rating, ServiceRecord

QUESTIONS = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")
OLD_RATINGS = tuple(name for name in columns.RATINGS if name not in columns.RATINGS_LATER)
LARCH = "1-9900000001"
ROWAN = "1-9900000002"
ALDER = "1-9900000003"

_LOCATION = {
    "Location ID": LARCH,
    "Location Name": "Larch House",
    "Care Home?": "Y",
    "Location Type": "Social Care Org",
    "Location Primary Inspection Category": "Residential social care",
    "Location Local Authority": "Anyshire",
    "Location Region": "South West",
    "Location Post Code": "ZZ1 1AA",
    "Provider ID": "1-9800000001",
    "Provider Name": "Larch Care Limited",
    "Brand ID": "-",
    "Brand Name": "-",
}
_RATED = {
    **_LOCATION,
    "Service / Population Group": "Overall",
    "Domain": "Overall",
    "Latest Rating": "Good",
    "Publication Date": "22/05/2019",
    "Report Type": "Location",
    "Inherited Rating (Y/N)": "N",
}
_ACTIVE = {
    **_LOCATION,
    "Location HSCA start date": "13/01/2011",
    "Dormant (Y/N)": "N",
    "Registered manager": "(invented person)",
    "Care homes beds": "28",
    "Location Inspection Directorate": "Adult social care",
    "Location Latest Overall Rating": "Good",
    "Publication Date": "22/05/2019",
    "Inherited Rating (Y/N)": "N",
    "Provider Companies House Number": "01234567",
    "Provider Ownership Type": "Organisation",
    "Provider Nominated Individual Name": "(another invented person)",
    "Service type - Care home service with nursing": "Y",
}
_WIDE = {
    "Location ID": LARCH,
    "Location Name": "Larch House",
    "Registered manager": "(invented person)",
    "Location Local Authority": "Anyshire",
    "Location ADASS Region": "South West (ADASS Region)",
    "Primary inspection category": "Residential social care",
    "Service Types": "Care home service without nursing",
    "Care homes beds": "28",
    "Location HSCA start date": "2011-01-13",
    "Dormant": "N",
    "Location Latest Overall Rating": "Good",
    "Publication Date": "5/22/2019 12:00:00 AM",
    "Location safe rating": "Good",
    "Location effective rating": "Good",
    "Location caring rating": "Good",
    "Location responsive rating": "Good",
    "Location well-led rating": "Good",
    "Provider ID": "1-9800000001",
    "Provider Name": "Larch Care Limited",
    "Provider Ownership Type": "Organisation",
    "Provider Companies House Number": "01234567",
}
_LISTED = {
    "Name": "Larch House",
    "Postcode": "ZZ1 1AA",
    "Service types": "Care home service with nursing",
    "Date of latest check": "25/Feb/2026 - 00:00",
    "Provider name": "Larch Care Limited",
    "Local authority": "Anyshire",
    "Region": "South West",
    "CQC Location ID (for office use only)": LARCH,
    "CQC Provider ID (for office use only)": "1-9800000001",
}


def _row(header: Sequence[str], given: dict[str, Any], changes: dict[str, Any]) -> list[Any]:
    known = {heading(name): value for name, value in given.items()}
    wrong = {name for name in changes if heading(name) not in set(map(heading, header))}
    assert not wrong, f"no such column: {wrong}"
    known |= {heading(name): value for name, value in changes.items()}
    return [known.get(heading(name), "") for name in header]


def rated(header: Sequence[str] = columns.RATINGS, **changes: Any) -> list[Any]:
    """A row of the latest ratings; changes by heading, with ``_`` for a space."""
    return _row(header, _RATED, _named(changes))


def active(header: Sequence[str] = columns.LOCATIONS, **changes: Any) -> list[Any]:
    return _row(header, _ACTIVE, _named(changes))


def wide(header: Sequence[str] = columns.WIDE, **changes: Any) -> list[Any]:
    return _row(header, _WIDE, _named(changes))


def listed(header: Sequence[str] = columns.DIRECTORY, **changes: Any) -> list[Any]:
    return _row(header, _LISTED, _named(changes))


SHORT = {
    "id": "Location ID",
    "name": "Location Name",
    "group": "Service / Population Group",
    "domain": "Domain",
    "rating": "Latest Rating",
    "overall": "Location Latest Overall Rating",
    "published": "Publication Date",
    "inherited": "Inherited Rating (Y/N)",
    "sector": "Location Type",
    "directorate": "Location Inspection Directorate",
    "started": "Location HSCA start date",
    "dormant": "Dormant (Y/N)",
    "beds": "Care homes beds",
    "manager": "Registered manager",
    "company": "Provider Companies House Number",
    "ownership": "Provider Ownership Type",
    "provider": "Provider ID",
    "authority": "Location Local Authority",
    "care_home": "Care home?",
    "nursing": "Service type - Care home service with nursing",
    "residential": "Service type - Care home service without nursing",
    "homecare": "Service type - Domiciliary care service",
    "dual": "Location Dual Registered",
    "primary": "Primary ID (Dual registration locations)",
    "category": "Primary inspection category",
    "types": "Service Types",
    "checked": "Date of latest check",
    "latitude": "Location Latitude",
    "longitude": "Location Longitude",
    "listed_id": "CQC Location ID (for office use only)",
    "safe": "Location safe rating",
}


def _named(changes: dict[str, Any]) -> dict[str, Any]:
    return {SHORT[name]: value for name, value in changes.items()}


def write_csv(path: Path, rows: Iterable[Sequence[Any]], encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows(rows)
    return path


def ratings_csv(path: Path, *rows: Sequence[Any], header: Sequence[str] = columns.RATINGS) -> Path:
    return write_csv(path, [header, *rows])


def six(rating: str = "Good", **changes: Any) -> list[list[Any]]:
    """The six rows of one group."""
    return [rated(domain=domain, rating=rating, **changes) for domain in QUESTIONS]


def write_documents(path: Path, *documents: Any) -> Path:
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return path


def document(**changes: Any) -> dict[str, Any]:
    """An API location document, invented; a change to ``None`` takes the key away."""
    made = {
        "locationId": LARCH,
        "providerId": "1-9800000001",
        "organisationType": "Location",
        "type": "Social Care Org",
        "name": "Larch House",
        "registrationStatus": "Registered",
        "registrationDate": "2011-01-13",
        "dormancy": "N",
        "numberOfBeds": 28,
        "region": "South West",
        "postalCode": "ZZ1 1AA",
        "careHome": "Y",
        "inspectionDirectorate": "Adult social care",
        "localAuthority": "Anyshire",
        "relationships": [],
        "regulatedActivities": [{"name": "x", "code": "RA2", "contacts": [MANAGER]}],
        "gacServiceTypes": [{"name": "Nursing homes", "description": "Care home service with nursing"}],
        "inspectionCategories": [{"code": "S1", "primary": "true", "name": "Residential social care"}],
        **changes,
    }
    return {key: value for key, value in made.items() if value is not None}


MANAGER = {
    "personTitle": "Ms",
    "personGivenName": "Invented",
    "personFamilyName": "Personage",
    "personRoles": ["Registered Manager"],
}


def questions(rating: str, on: str | None = "2020-05-06", **extra: Any) -> list[dict[str, Any]]:
    """Key-question ratings in an order that is not the API's usual one."""
    made = [{"name": name, "rating": rating, **extra} for name in reversed(QUESTIONS[1:])]
    return [each | {"reportDate": on} for each in made] if on else made


def current(rating: str = "Good", on: str = "2020-05-06", **extra: Any) -> dict[str, Any]:
    overall = {"rating": rating, "reportDate": on, "keyQuestionRatings": questions(rating, on), **extra}
    return {"overall": overall, "reportDate": on}


def assessed(
    group: str, rating: str, published: str = "2024-09-17 15:19:48", **carried: str
) -> dict[str, Any]:
    """An assessment of one service group; ``carried`` are the questions not looked at, with their rating."""
    said = [
        {
            "name": name,
            "rating": carried.get(name.replace("-", "_").lower(), rating),
            "status": "Not Assessed" if name.replace("-", "_").lower() in carried else "Assessed",
            "percentageScore": "75",
        }
        for name in reversed(QUESTIONS[1:])
    ]
    group_rating = {"name": group, "rating": rating, "status": "Current", "keyQuestionRatings": said}
    return {"assessmentPlanPublishedDateTime": published, "ratings": {"asgRatings": [group_rating]}}


def record(name: str = LARCH, overall: str | None = "good", **changes: Any) -> ServiceRecord:
    """A service record with an overall rating."""
    given = {
        "ratings": {("Overall", "overall"): Rating(overall, (overall or "").capitalize(), date(2020, 5, 6))}
    }
    return ServiceRecord(name, "Larch House", **{**given, **changes})
