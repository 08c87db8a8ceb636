"""The packs an authority works by on a day, with its own settings in them; read once and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from oversight.engine.model import BadInput, PackError
from oversight.engine.outcomes.policy import Policy
from oversight.engine.packs.library import Library
from oversight.engine.packs.models import Gap
from oversight.engine.packs.pack import Pack
from oversight.engine.words import Role
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.policy.models import Adoption
from oversight.foundation.policy.overrides import Overrides, overrides_of
from oversight.foundation.policy.overriding import overridden
from oversight.foundation.policy.settable import gaps_of

Edition = tuple[str, str]
"""A pack's id and edition."""
Posts = frozenset[tuple[str, str]]
"""Posts that somebody holds: pack and role word."""


@dataclass(frozen=True, slots=True)
class InForce:
    """An adopted pack on a day: as published (``own``) and with the authority's settings (``pack``).

    ``named`` gives the role for each gap that the authority filled in, as the engine's routes and processes
    ask for it. ``open_gaps`` are those nobody has settled. ``altered`` says that the files of the edition
    are not those that were adopted.
    """

    pack: Pack
    own: Pack
    starts_on: date
    ends_on: date | None
    named: Mapping[str, Role]
    open_gaps: tuple[Gap, ...]
    altered: bool = False


@cache
def library_in(root: Path) -> Library:
    """The library of a folder of packs."""
    return Library(root)


def library() -> Library:
    """The packs of this installation."""
    return library_in(Path(settings.PACKS_FOLDER))


def published(pack: str, edition: str) -> Pack:
    """An edition as published. Raises ``Refused`` where its files are not here or have mistakes."""
    try:
        return library().load(f"{pack}/{edition}")
    except (BadInput, PackError):
        raise Refused(
            f"The files of edition {edition} of ‘{pack}’ cannot be read. Ask the people who run this service to "
            "put them back"
        ) from None


def offered() -> list[tuple[str, Pack]]:
    """The editions an authority may adopt, by ``id/edition``: not the shared parts that others build on."""
    found = {}
    for name in library().names():
        try:
            found[name] = library().load(name)
        except PackError:
            continue
    built_on = {each.id for pack in found.values() for parent in pack.extends for each in parent.lineage()}
    return [(name, pack) for name, pack in found.items() if pack.id not in built_on]


def checksum_of(pack: Pack) -> str:
    """A fingerprint of an edition with everything it builds on."""
    return sha256("".join(each.checksum for each in pack.lineage()).encode()).hexdigest()


def editions_of(adoptions: Iterable[Adoption]) -> tuple[Edition, ...]:
    """The editions of adoptions, in their order."""
    return tuple((each.pack, each.edition) for each in adoptions)


@lru_cache(maxsize=64)
def _with_settings(root: Path, editions: tuple[Edition, ...], kept: str) -> tuple[Pack, ...]:
    overrides = overrides_of(kept)
    return tuple(overridden(published(*each), overrides) for each in editions)


def packs_with(editions: tuple[Edition, ...], overrides: Overrides) -> tuple[Pack, ...]:
    """Editions with settings in them. Raises ``BadInput`` where the settings make no sense there."""
    return _with_settings(Path(settings.PACKS_FOLDER), editions, overrides.text())


@lru_cache(maxsize=64)
def _policy(root: Path, editions: tuple[Edition, ...], kept: str, held: Posts, day: date) -> Policy:
    overrides = overrides_of(kept)
    packs = packs_with(editions, overrides)
    matrix = next((pack.matrix for pack in packs if pack.matrix), None)
    brought = [pack.brings(dict.fromkeys(filled(pack, overrides, held), True)) for pack in packs]
    return Policy(brought, matrix, day)


def policy_with(editions: tuple[Edition, ...], overrides: Overrides, held: Posts, day: date) -> Policy:
    """What the engine reads for a day. Raises ``BadInput`` where the settings make no sense."""
    return _policy(Path(settings.PACKS_FOLDER), editions, overrides.text(), held, day)


def filled(pack: Pack, overrides: Overrides, held: Posts) -> set[str]:
    """The gaps of a pack that the authority settled, or that somebody who holds the post fills."""
    parts = (overrides.fill_in, overrides.frequencies, overrides.settled)
    settled = {gap for part in parts for gap in part.get(pack.id, {})}
    posts = {gap.id for gap in gaps_of(pack) if (pack.id, gap.id.replace("-", "_")) in held}
    return settled | posts


def in_force(adoptions: Sequence[Adoption], overrides: Overrides, held: Posts) -> tuple[InForce, ...]:
    """Adopted packs as they stand with these settings and posts."""
    packs = packs_with(editions_of(adoptions), overrides)
    return tuple(_one(each, pack, overrides, held) for each, pack in zip(adoptions, packs, strict=True))


def _one(adoption: Adoption, pack: Pack, overrides: Overrides, held: Posts) -> InForce:
    own, settled = published(adoption.pack, adoption.edition), filled(pack, overrides, held)
    return InForce(
        pack=pack,
        own=own,
        starts_on=adoption.starts_on,
        ends_on=adoption.ends_on,
        named=overrides.fill_in.get(pack.id, {}),
        open_gaps=tuple(gap for gap in gaps_of(own) if gap.id not in settled),
        altered=adoption.checksum != checksum_of(own),
    )
