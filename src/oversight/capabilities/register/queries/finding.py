"""How services and providers are found by search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from oversight.capabilities.register.models import Contact, Officer, Provider, Service
from oversight.capabilities.register.queries.rows import providers, services
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.search.registry import Indexed


def service_entry(row: Service, contacts: Iterable[Contact], officers: Iterable[Officer]) -> Indexed:
    """A service as search finds it: by its name, references, place, provider and the people there."""
    words = {
        "Regulator’s ID": row.regulator_id,
        "Provider": row.provider.name,
        "Kind": row.get_kind_display(),
        "Address": " ".join(filter(None, (row.address, row.town, row.postcode, row.district))),
        "Contact": " ".join(each.name for each in contacts),
        "Officer": " ".join(each.person.name for each in officers),
    }
    people = tuple(each.person_id for each in officers)
    url = f"/services/{row.reference}/"
    return Indexed("service", row.id, row.reference, row.name, _filled(words), url, people)


def provider_entry(row: Provider) -> Indexed:
    """A provider as search finds it; nothing of its finances."""
    words = {
        "Regulator’s ID": row.regulator_id,
        "Brand": row.brand.name if row.brand else "",
        "Address": " ".join(filter(None, (row.address, row.town, row.postcode))),
    }
    return Indexed(
        "provider", row.id, row.reference, row.name, _filled(words), f"/providers/{row.reference}/"
    )


def _filled(words: dict[str, str]) -> dict[str, str]:
    return {label: text for label, text in words.items() if text}


def entry_of(viewer: Viewer, row: Service | Provider) -> Indexed:
    """One record as search finds it now."""
    if isinstance(row, Provider):
        return provider_entry(row)
    contacts = Contact.objects.visible_to(viewer).filter(service=row, ended_on__isnull=True)
    officers = Officer.objects.visible_to(viewer).filter(service=row, ended_on__isnull=True)
    return service_entry(row, contacts, officers.select_related("person"))


def service_entries(viewer: Viewer) -> Iterator[Indexed]:
    """Every service in use, for making the index anew."""
    rows = services(viewer).prefetch_related("contacts", "officers__person")
    for row in rows.iterator(chunk_size=500):
        live = [each for each in row.contacts.all() if each.ended_on is None]
        ours = [each for each in row.officers.all() if each.ended_on is None]
        yield service_entry(row, live, ours)


def provider_entries(viewer: Viewer) -> Iterator[Indexed]:
    """Every provider in use, for making the index anew."""
    for row in providers(viewer).iterator(chunk_size=500):
        yield provider_entry(row)
