"""What is shown when a page cannot be: the same page whether something is missing or not yours to see."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Page not found; it says nothing of who asks, so that denied and missing are the same bytes."""
    request.plain_chrome = True  # type: ignore[attr-defined]
    return render(request, "ui/pages/not_found.html", {"title": "Page not found"}, status=404)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """A request that cannot be understood."""
    request.plain_chrome = True  # type: ignore[attr-defined]
    return render(
        request, "ui/pages/failed.html", {"title": "There is a problem with this address"}, status=400
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side; nothing was saved."""
    request.plain_chrome = True  # type: ignore[attr-defined]
    return render(
        request, "ui/pages/failed.html", {"title": "There is a problem with the service"}, status=500
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere; what was typed is not lost by going back."""
    request.plain_chrome = True  # type: ignore[attr-defined]
    context = {
        "title": "This page was open too long",
        "why": "Go back, reload the page and send the form again.",
    }
    return render(request, "ui/pages/refused.html", context, status=403)
