"""Who may open what is kept with a record: whoever owns a kind of record says so, by its letter."""

from __future__ import annotations

from collections.abc import Callable

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.documents.models import Document, Sensitivity
from oversight.foundation.ui.pages import Link

Door = Callable[[Actor, str], bool]

Page = Callable[[Actor, str], Link]

_doors: dict[str, Door] = {}
_pages: dict[str, Page] = {}


def documents_of(letter: str) -> Callable[[Door], Door]:
    """Register ``(viewer, reference) -> may`` for records whose reference starts with a letter (``S``)."""

    def registered(door: Door) -> Door:
        _doors[letter] = door
        return door

    return registered


def page_of_records(letter: str) -> Callable[[Page], Page]:
    """Register ``(viewer, reference) -> link``: the page that lists a record's files, in the record's own name."""

    def registered(page: Page) -> Page:
        _pages[letter] = page
        return page

    return registered


def page_of(viewer: Actor, about: str) -> Link | None:
    """Where the files of a record are listed, where somebody says so and this person may see the record."""
    page = _pages.get(about.partition("-")[0])
    return page(viewer, about) if page and may_see_record(viewer, about) else None


def may_see_record(viewer: Actor, about: str) -> bool:
    """Whether the record a file is kept with is there for this person; true where nobody minds the door."""
    door = _doors.get(about.partition("-")[0])
    return door is None or door(viewer, about)


def markings_seen(viewer: Actor) -> list[str]:
    """The markings whose files the person may open whoever added them."""
    seen: list[str] = [Sensitivity.OFFICIAL]
    if viewer.can_freely(Can.INTELLIGENCE_SEE_SENSITIVE):
        seen.append(Sensitivity.SENSITIVE)
    if viewer.can_freely(Can.CONCERNS_SEE):
        seen.append(Sensitivity.SAFEGUARDING)
    return seen


def may_withdraw(viewer: Actor, document: Document) -> bool:
    """A file is withdrawn by whoever added it, or by those who may dispose of records."""
    return document.withdrawn_at is None and (
        document.added_by == viewer.person_id or viewer.can(Can.DOCUMENTS_DISPOSE)
    )
