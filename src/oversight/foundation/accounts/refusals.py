"""Known refusals as pages: what cannot be done, and why, in a sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refused_page(request: HttpRequest, why: str) -> HttpResponse:
    """The page that says why something cannot be done; nothing was saved."""
    return render(request, "ui/pages/refused.html", {"title": "You cannot do this", "why": why}, status=409)
