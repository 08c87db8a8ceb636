"""Human references that are never used twice: ``S-0123``, ``P-0042``."""

from __future__ import annotations

from oversight.foundation.authorities.models import Counter, Viewer


def next_reference(letter: str, viewer: Viewer) -> str:
    """The next reference under a letter."""
    return next_references(letter, viewer, 1)[0]


def next_references(letter: str, viewer: Viewer, count: int) -> list[str]:
    """So many references at once. Must be called inside a transaction: the counter is locked until its end.

    Two who ask for the very first at once both begin the counter, and one waits for the other.
    """
    counters = Counter.objects.visible_to(viewer).filter(letter=letter).select_for_update()
    if (counter := counters.first()) is None:
        first_of_all = Counter(authority_id=viewer.authority_id, letter=letter)
        Counter.objects.bulk_create([first_of_all], ignore_conflicts=True)
        counter = counters.get()
    first = counter.last + 1
    counter.last += count
    counter.save()
    return [f"{letter}-{number:04d}" for number in range(first, first + count)]
