"""The tables of the pages of policies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from oversight.foundation.accounts.queries import person_named
from oversight.foundation.policy import adopted
from oversight.foundation.policy.differences import Differs
from oversight.foundation.policy.models import Adoption, SettingsVersion, Status
from oversight.foundation.policy.previewing import Preview
from oversight.foundation.policy.queries import Post, Reader
from oversight.foundation.policy.reading import address, holds
from oversight.foundation.ui.pages import Cell, Column, Mark, Table
from oversight.foundation.ui.words import day, moment, short_day


def policies(adoptions: Sequence[Adoption], on: date, *, in_force: bool) -> Table:
    """Policies in force on a day, or all others."""
    rows = [_policy(each, on) for each in adoptions if holds(each, on) == in_force]
    columns = [
        Column("title", "Policy"),
        Column("edition", "Edition"),
        Column("from", "From"),
        Column("to", "To"),
    ]
    caption = f"In force on {day(on)}" if in_force else "Other editions"
    empty = f"No policy is in force on {day(on)}." if in_force else "There are no other editions."
    return Table(caption, columns, rows, empty)


def _policy(each: Adoption, on: date) -> list[Cell]:
    href = f"{address(each.pack, each.edition)}?on={on.isoformat()}" if holds(each, on) else ""
    title = adopted.published(each.pack, each.edition).about.title
    return [
        Cell(title, href or address(each.pack, each.edition)),
        Cell(each.edition),
        Cell(short_day(each.starts_on)),
        Cell(short_day(each.ends_on) if each.ends_on else "No end"),
    ]


def versions(rows: Sequence[SettingsVersion], in_force: int) -> Table:
    """Every version of the settings, and how it stands."""
    columns = [
        Column("number", "Settings"), Column("state", "State"), Column("from", "From"), Column("why", "Why"),
        Column("drafted", "Drafted by"), Column("approved", "Approved by"),
    ]  # fmt: skip
    return Table(
        "Versions", columns, [_version(each, in_force) for each in rows], "Nothing has been settled yet."
    )


def _version(each: SettingsVersion, in_force: int) -> list[Cell]:
    return [
        Cell(f"Settings {each.number}", reverse("policy:version", args=[each.number])),
        Cell("In force" if each.number == in_force else Status(each.status).label),
        Cell(short_day(each.starts_on)),
        Cell(each.why),
        Cell(person_named(each.drafted_by)),
        Cell(person_named(each.approved_by) if each.approved_by else "Nobody"),
    ]


def differing(caption: str, rows: Sequence[Differs], empty: str) -> Table:
    """What differs, before and after."""
    columns = [
        Column("what", "What"),
        Column("before", "Before"),
        Column("after", "After"),
        Column("clause", "Clause"),
    ]
    return Table(
        caption, columns, [[Cell(r.what, note=r.group), r.before, r.after, r.clause] for r in rows], empty
    )


def moved(found: Preview) -> Table:
    """The services that would be treated differently, worst after the change first."""
    columns = [
        Column("service", "Service"), Column("band_before", "Band now"), Column("band_after", "Band after"),
        Column("before", "Position now"), Column("after", "Position after"),
    ]  # fmt: skip
    rows = [
        [Cell(each.known.name, each.known.url, each.known.reference),
         _band(each.before.band, each.before.band_words), _band(each.after.band, each.after.band_words),
         each.before.position_words, each.after.position_words]
        for each in found.moved
    ]  # fmt: skip
    empty = "No service would be treated differently."
    return Table("Services that would be treated differently", columns, rows, empty)


def _band(band: str, words: str) -> Mark | str:
    return Mark("rag", band, words) if band else words


def readers(rows: Sequence[Reader]) -> Table:
    """Who has read an edition; those who have not come last."""
    columns = [Column("person", "Person"), Column("at", "Read")]
    ordered = sorted(rows, key=lambda each: (each.at is None, each.person.name))
    return Table(
        "Who has read it", columns, [[r.person.name, moment(r.at) if r.at else "Not yet"] for r in ordered]
    )


def posts(rows: Sequence[Post]) -> Table:
    """The posts a policy names and who holds each."""
    columns = [Column("post", "Post"), Column("holders", "Held by")]
    return Table(
        "Posts", columns, [[Cell(post.title), _holders(post)] for post in rows], "This policy names no posts."
    )


def _holders(post: Post) -> str:
    said = [f"{each.person.name}, from {day(each.starts_on)}" for each in post.holders]
    return "; ".join(said) or "Nobody named"
