"""The page of search."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.search import queries
from oversight.foundation.search.addresses import Address
from oversight.foundation.search.paging import page_number
from oversight.foundation.ui.pages import NavItem, Pages


@needs(Can.SEARCH_USE)
def search(request: StaffRequest) -> HttpResponse:
    """What is found, a page at a time."""
    page = page_number(request.GET.get("page", ""), queries.RANKED)
    found = queries.find(request.actor, request.GET.get("q", ""), request.GET.get("kind"), page)
    return render(request, "search/staff/search.html", _said(found))


def _said(found: queries.Found) -> dict[str, Any]:
    """What the page lays out."""
    heading = found.heading if found.text else "Search"
    where = f" (page {found.page} of {found.pages})" if found.pages > 1 else ""
    address = Address((("q", found.text),))
    kinds = [
        NavItem(f"{each.words[:1].upper()}{each.words[1:]} ({each.count:,})",
                address.having({"kind": each.kind}).href, each.kind == found.kind)
        for each in found.kinds
    ]  # fmt: skip
    chosen = address.having({"kind": found.kind or ""})
    pages = Pages.of(found.page, found.pages, lambda to: chosen.having({"page": str(to)}).href)
    return {
        "title": f"{heading}{where}", "heading": heading, "found": found, "pages": pages, "kinds": kinds,
        "all_href": address.href,
    }  # fmt: skip
