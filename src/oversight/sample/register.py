"""An invented register: providers and the services they run, one after another, from a seed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from oversight.sample import invented
from oversight.sample import proportions as seen
from oversight.sample.dealing import Deck, along, day_between
from oversight.sample.invented import Address, Authority
from oversight.sample.judgements import Judge, Judgement, groups_of, summary
from oversight.sample.proportions import Profile


@dataclass(frozen=True, slots=True)
class Provider:
    """An invented organisation; ``brand`` is its number, ``None`` where it has no brand."""

    id: str
    name: str
    brand: int | None
    brand_name: str
    ownership: str
    company_number: str
    registered_on: date
    telephone: str
    authority: Authority
    address: Address
    in_house: bool


@dataclass(frozen=True, slots=True)
class Service:
    """An invented registered service, as it stands on the day of an edition.

    ``types`` and ``bands`` are the regulator's words; ``primary_id`` is set on both ids of a place that is
    registered twice.
    """

    id: str
    name: str
    provider: Provider
    authority: Authority
    profile: Profile
    types: tuple[str, ...]
    bands: tuple[str, ...]
    beds: int
    address: Address
    telephone: str
    registered_on: date
    inherited: bool
    judgements: tuple[Judgement, ...]
    primary_id: str = ""

    @property
    def overall(self) -> Judgement | None:
        """Its overall judgement, ``None`` where it has never been rated."""
        return summary(self.judgements)

    @property
    def rating(self) -> str:
        """Its overall rating in the usual spelling, "Not Rated", or "" where it has never been rated."""
        overall = self.overall
        return overall.rating.capitalize().replace("Not rated", "Not Rated") if overall else ""


class Maker:
    """Makes services in the measured proportions. The same seed makes the same services.

    ``first`` is the number of the first service; ``as_at`` the day of the edition; ``rows_each`` as in
    ``Judge``; ``brands`` how many brands there are.
    """

    def __init__(self, seed: str, as_at: date, names: invented.Names, *, first: int = 1,
                 rows_each: float | None = None, brands: int = 4):  # fmt: skip
        self.chance = Random(seed)
        self.as_at = as_at
        self.names = names
        self.judge = Judge(self.chance, as_at, rows_each)
        self._next_service = self._next_provider = first
        self._brands = max(1, brands)
        self._chains: deque[Provider] = deque(maxlen=12)
        self._shuffle_decks()

    def _shuffle_decks(self) -> None:
        chance = self.chance
        self._profiles = Deck(chance, seen.PROFILES, size=200)
        self._types = {True: Deck(chance, seen.CARE_HOME_TYPES), False: Deck(chance, seen.COMMUNITY_TYPES)}
        self._sizes = Deck(chance, seen.PROVIDER_SIZES, size=60)
        self._from_elsewhere = Deck(chance, seen.WORKS_ELSEWHERE, size=20)
        self._branded = Deck(chance, seen.BRANDED, size=20)
        self._inherited = Deck(chance, seen.INHERITED)
        self._dual = Deck(chance, seen.DUALLY_REGISTERED, size=100)

    def services(self, authority: Authority, count: int) -> Iterator[Service]:
        """``count`` services in an authority: first the council's own, then of one provider after another."""
        left = count
        provider, size = self.provider(authority, in_house=True), max(1, round(count * 0.02))
        while left:
            for _ in range(size):
                registered = self._registered_place(provider, authority, left)
                yield from registered
                left -= len(registered)
                if not left:
                    return
            provider, size = self._operator(authority), self._sizes.deal()

    def _registered_place(self, provider: Provider, authority: Authority, room: int) -> tuple[Service, ...]:
        """A new service; where the deck says so, its place is registered twice, also to another provider."""
        service = self.service(provider, authority)
        if room < 2 or not service.profile.care_home or not self._dual.deal():
            return (service,)
        twin = replace(service, id=self.new_id(), provider=self.provider(authority), primary_id=service.id)
        return replace(service, primary_id=service.id), twin

    def _operator(self, authority: Authority) -> Provider:
        """A new provider, or now and then a branded one already at work, here or elsewhere."""
        if self._chains and self._from_elsewhere.deal():
            return self.chance.choice(self._chains)
        provider = self.provider(authority)
        if provider.brand is not None:
            self._chains.append(provider)
        return provider

    def provider(self, authority: Authority, *, in_house: bool = False) -> Provider:
        """A new provider with its office in an authority; ``in_house`` is the council itself."""
        number, chance = self._next_provider, self.chance
        self._next_provider += 1
        brand = None if in_house or not self._branded.deal() else chance.randrange(self._brands)
        return Provider(
            id=invented.provider_id(number),
            name=f"{authority.name} Council" if in_house else self.names.of_provider(),
            brand=brand,
            brand_name="-" if brand is None else self.names.of_brand(brand),
            ownership="Partnership" if chance.random() < 0.02 else "Organisation",
            company_number="" if in_house else f"99{number % 1_000_000:06d}",
            registered_on=day_between(chance, seen.FIRST_REGISTERED, date(2012, 12, 31)),
            telephone=invented.telephone(chance),
            authority=authority,
            address=invented.address(chance, authority),
            in_house=in_house,
        )

    def service(self, provider: Provider, authority: Authority, profile: Profile | None = None) -> Service:
        """A new service of a provider in an authority; its profile is dealt where none is given."""
        profile = profile or self._profiles.deal()
        types = self._types[profile.care_home].deal()
        judgements = self.judge.judge(groups_of(types)) if profile.rated else ()
        inherited = profile.rated and self._inherited.deal()
        return Service(
            id=self.new_id(),
            name=self.names.of_service(types[0]),
            provider=provider,
            authority=authority,
            profile=profile,
            types=types,
            bands=self._bands(profile.care_home),
            beds=self._beds(types) if profile.care_home else 0,
            address=invented.address(self.chance, authority),
            telephone=invented.telephone(self.chance),
            registered_on=self._registered_on(judgements, inherited),
            inherited=inherited,
            judgements=judgements,
        )

    def taken_over(self, service: Service) -> Service:
        """The same place under a new provider and so a new id; the rating it had is inherited."""
        return replace(
            service,
            id=self.new_id(),
            provider=self.provider(service.authority),
            registered_on=day_between(self.chance, self.as_at - timedelta(days=25), self.as_at),
            inherited=bool(service.judgements),
            primary_id="",
        )

    def new_id(self) -> str:
        """The next location id."""
        self._next_service += 1
        return invented.location_id(self._next_service - 1)

    def _beds(self, types: tuple[str, ...]) -> int:
        return along(self.chance, seen.BEDS_NURSING if seen.NURSING in types else seen.BEDS_RESIDENTIAL)

    def _bands(self, care_home: bool) -> tuple[str, ...]:
        shares = seen.BANDS_CARE_HOME if care_home else seen.BANDS_COMMUNITY
        served = tuple(name for name, share in shares.items() if self.chance.random() < share)
        return served or ("Older People",)

    def _registered_on(self, judgements: tuple[Judgement, ...], inherited: bool) -> date:
        """Before the first rating; after the last where that was earned under an earlier registration."""
        published = [one.published_on for one in judgements if one.published_on]
        if not published:
            return day_between(
                self.chance, self.as_at - timedelta(days=1400), self.as_at - timedelta(days=20)
            )
        if inherited:
            return day_between(self.chance, max(published), self.as_at - timedelta(days=5))
        if self.chance.random() < 0.35:
            return day_between(self.chance, seen.FIRST_REGISTERED, date(2011, 12, 31))
        return day_between(self.chance, date(2012, 1, 1), min(published) - timedelta(days=90))
