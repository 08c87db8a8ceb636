"""API location and provider documents as JSON or JSONL, any number of them, in one file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from oversight.gateways.regulator.api_ratings import ratings_of
from oversight.gateways.regulator.api_reading import Document, Reading, blocks, text
from oversight.gateways.regulator.cells import (
    LATITUDES,
    LONGITUDES,
    company_number,
    degrees,
    flag,
    is_id,
    present,
)
from oversight.gateways.regulator.dates import DayOrder
from oversight.gateways.regulator.records import (
    OVERALL,
    OVERALL_GROUP,
    Kind,
    Problem,
    ProviderRecord,
    ReadResult,
    RegulatorFileError,
    Relation,
    ServiceRecord,
    Source,
)  # fmt: skip
from oversight.gateways.regulator.scope import in_scope
from oversight.gateways.regulator.service_types import type_words

Opened = Callable[[], IO[str]]
_LARGEST = 30_000
_ENVELOPE = frozenset({"locations", "providers"})
_REGISTERED = {"registered": True, "deregistered": False}
_MANAGER = "registered manager"


def read_documents(
    file: str, opened: Opened, *, all_sectors: bool, stated: DayOrder | dict[str, DayOrder] | None = None
) -> ReadResult:
    """Every location and provider document of a file; ``opened`` opens it anew for each pass.

    Raises ``RegulatorFileError`` where it is not JSON, or holds no document.
    """
    reading = Reading(file, stated)
    found = _pass(reading, opened, all_sectors)
    if reading.decide():
        found = _pass(reading, opened, all_sectors)
    services, providers, count = found
    days = [
        rating.published_on
        for service in services
        if (rating := service.ratings.get((OVERALL_GROUP, OVERALL))) and rating.published_on
    ]
    kind = Kind.API_PROVIDERS if providers and not services else Kind.API_LOCATIONS
    newest = max(days, default=None)
    return ReadResult(kind, services, reading.problems, newest, count, providers, newest is not None, file)


def _pass(
    reading: Reading, opened: Opened, all_sectors: bool
) -> tuple[list[ServiceRecord], list[ProviderRecord], int]:
    services: dict[str, ServiceRecord] = {}
    providers: dict[str, ProviderRecord] = {}
    count = known = 0
    with opened() as stream:
        for row, document in _documents(reading, stream):
            reading.row = row
            count += 1
            if is_id(text(document, "locationId")) and "name" in document:
                known += 1
                record = location_record(document, reading)
                if all_sectors or _in_scope(record):
                    _keep(services, record, reading)
            elif is_id(text(document, "providerId")) and "locationId" not in document:
                known += 1
                provider = provider_record(document, reading)
                providers[provider.id] = provider
            else:
                message = "not a location or provider document of the regulator's API; left out"
                reading.report("locationId", text(document, "locationId"), message)
    if not known:
        raise RegulatorFileError(
            f"{reading.file}: no location or provider document of the regulator's API is in it; the list of "
            "locations holds only ids and names: get the document of each location"
        )
    return list(services.values()), list(providers.values()), count


def _in_scope(record: ServiceRecord) -> bool:
    return in_scope(record.sector, record.directorate, record.category, record.types_said)


def _keep(services: dict[str, ServiceRecord], record: ServiceRecord, reading: Reading) -> None:
    if record.id in services:
        message = f"the document stands in row {services[record.id].source.row} too; the later is used"
        reading.report("locationId", record.id, message)
    services[record.id] = record


def _documents(reading: Reading, stream: IO[str]) -> Iterator[tuple[int, Document]]:
    """The documents with their numbers: lines of JSONL, or the items of one JSON value."""
    lines = enumerate(stream, start=1)
    number, first = next(((number, line) for number, line in lines if line.strip()), (0, ""))
    alone = _object(first)
    if alone is not None and not _ENVELOPE & alone.keys():
        yield number, alone
        yield from _lines(reading, lines)
        return
    whole = first + stream.read()
    try:
        yield from enumerate(_items(json.loads(whole)), start=1)
    except (ValueError, RecursionError) as wrong:
        listed = list(enumerate(whole.splitlines(), start=number))
        if not any(map(_object, (line for _, line in listed))):
            raise _not_json(reading.file, wrong) from None
        yield from _lines(reading, listed)


def _lines(reading: Reading, lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, Document]]:
    """One document a line; a line that is none is a problem."""
    for number, line in lines:
        document = _object(line)
        if document is not None:
            yield number, document
        elif line.strip():
            message = "this line is not a JSON object; it was left out"
            reading.problems.append(Problem(reading.file, number, "", line[:40].strip(), message))


def _object(line: str) -> Document | None:
    if not line.lstrip().startswith("{"):
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _items(value: Any) -> list[Document]:
    """The documents of one JSON value: an object, a list, or the API's envelope around a list."""
    if isinstance(value, dict) and "name" not in value:
        value = next((value[key] for key in _ENVELOPE if isinstance(value.get(key), list)), [value])
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, dict)]


def _not_json(file: str, wrong: Exception) -> RegulatorFileError:
    place = f", line {wrong.lineno}" if isinstance(wrong, json.JSONDecodeError) else ""
    why = f" ({wrong.msg})" if isinstance(wrong, json.JSONDecodeError) else ""
    return RegulatorFileError(f"{file}{place}: this is not JSON{why}; download the file again")


def location_record(document: Document, reading: Reading) -> ServiceRecord:
    """The record of one location document."""
    kinds = blocks(document, "gacServiceTypes")
    said = tuple(text(each, "description") or text(each, "name") for each in kinds)
    ratings = ratings_of(document, reading)
    overall = ratings.ratings.get((OVERALL_GROUP, OVERALL))
    return ServiceRecord(
        id=text(document, "locationId"),
        name=text(document, "name"),
        provider_id=text(document, "providerId"),
        brand_id=present(text(document, "brandId")),
        brand_name=present(text(document, "brandName")),
        authority=text(document, "localAuthority"),
        region=text(document, "region"),
        postcode=text(document, "postalCode"),
        latitude=_degrees(document, "onspdLatitude", LATITUDES, reading),
        longitude=_degrees(document, "onspdLongitude", LONGITUDES, reading),
        sector=text(document, "type"),
        directorate=text(document, "inspectionDirectorate"),
        category=_category(document),
        care_home=flag(text(document, "careHome")),
        types=type_words(said),
        types_said=said,
        beds=_beds(document, reading),
        registered=_registered(document),
        registered_on=reading.day(document, "registrationDate"),
        deregistered_on=reading.day(document, "deregistrationDate"),
        dormant=flag(text(document, "dormancy")),
        registered_manager_in_post=_manager_in_post(document),
        inherited=overall.inherited if overall else None,
        predecessors=_relations(document, "predecessor"),
        successors=_relations(document, "successor"),
        unpublished=tuple(
            day
            for each in blocks(document, "unpublishedReports")
            if (day := reading.day(each, "firstVisitDate")) is not None
        ),
        ratings=ratings.ratings,
        history=tuple(ratings.history),
        source=Source(reading.file, reading.row),
    )


def provider_record(document: Document, reading: Reading) -> ProviderRecord:
    """The record of one provider document."""
    said = text(document, "companiesHouseNumber")
    number = company_number(said)
    if number is None:
        reading.report("companiesHouseNumber", said, "not a company number; left out")
    ids = document.get("locationIds")
    return ProviderRecord(
        id=text(document, "providerId"),
        name=text(document, "name"),
        ownership=text(document, "ownershipType"),
        company_number=number or "",
        brand_id=present(text(document, "brandId")),
        brand_name=present(text(document, "brandName")),
        authority=text(document, "localAuthority"),
        registered=_registered(document),
        registered_on=reading.day(document, "registrationDate"),
        deregistered_on=reading.day(document, "deregistrationDate"),
        location_ids=tuple(each for each in ids if isinstance(each, str)) if isinstance(ids, list) else (),
        source=Source(reading.file, reading.row),
    )


def _registered(document: Document) -> bool | None:
    return _REGISTERED.get(text(document, "registrationStatus").casefold())


def _category(document: Document) -> str:
    """The primary inspection category; ``primary`` is the string ``true``."""
    for each in blocks(document, "inspectionCategories"):
        if str(each.get("primary")).casefold() == "true":
            return text(each, "name")
    return ""


def _beds(document: Document, reading: Reading) -> int | None:
    beds = document.get("numberOfBeds")
    if beds is None:
        return None
    if isinstance(beds, int) and not isinstance(beds, bool) and 0 <= beds <= _LARGEST:
        return beds
    reading.report("numberOfBeds", str(beds), "not a whole number of beds; left out: check the document")
    return None


def _degrees(document: Document, name: str, within: tuple[float, float], reading: Reading) -> float | None:
    given = document.get(name)
    said = "" if given is None or isinstance(given, bool) else str(given)
    found = degrees(said, within)
    if said and found is None:
        reading.report(name, said, "not a place in the United Kingdom; left out")
    return found


def _manager_in_post(document: Document) -> bool | None:
    """Whether a contact has the role of registered manager; the contact's name is not looked at.

    Not known for a location without activities: when one closes its contacts are taken away.
    """
    activities = list(blocks(document, "regulatedActivities"))
    if not activities or _registered(document) is not True:
        return None
    roles = [contact.get("personRoles") for each in activities for contact in blocks(each, "contacts")]
    return any(_MANAGER in map(str.casefold, map(str, each)) for each in roles if isinstance(each, list))


def _relations(document: Document, which: str) -> tuple[Relation, ...]:
    """The locations this one came from (``predecessor``) or became (``successor``)."""
    return tuple(
        Relation(text(each, "relatedLocationId"), text(each, "type"), text(each, "reason"))
        for each in blocks(document, "relationships")
        if text(each, "type").casefold().endswith(which) and text(each, "relatedLocationId")
    )
