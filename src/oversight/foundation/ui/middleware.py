"""The headers of every answer (security.md 4.1): what a browser may load, frame, keep and tell others."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

DENIED = (
    "accelerometer", "ambient-light-sensor", "autoplay", "battery", "bluetooth", "browsing-topics", "camera",
    "display-capture", "document-domain", "encrypted-media", "execution-while-not-rendered",
    "execution-while-out-of-viewport", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid",
    "identity-credentials-get", "idle-detection", "interest-cohort", "keyboard-map", "local-fonts",
    "magnetometer", "microphone", "midi", "navigation-override", "otp-credentials", "payment",
    "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock",
    "serial", "speaker-selection", "storage-access", "sync-xhr", "unload", "usb", "web-share",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
"""Powers of the browser that no page uses."""

PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
"""Powers that passkeys need, on our own pages alone."""


def policy(*form_targets: str) -> str:
    """The content security policy; ``form_targets`` are other origins that a form's answer may lead to."""
    return "; ".join((
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        "font-src 'self'", "connect-src 'self'", " ".join(("form-action 'self'", *form_targets)),
        "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'",
    ))  # fmt: skip


def permissions() -> str:
    """The permissions policy: nothing, but passkeys for ourselves."""
    return ", ".join(f"{each}=({'self' if each in PASSKEYS else ''})" for each in DENIED)


FIXED = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": permissions(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What every answer carries, whatever made it. Nothing is told to another site; among our own pages the referrer
stays, because under ``no-referrer`` a browser names a form's origin as null and Django refuses the form."""


class Headers:
    """Puts the headers on every answer, errors and static files too, and gives each request an id.

    It stands first, so that nothing answers around it. A view that serves a file somebody else made sets a
    stricter ``Content-Security-Policy`` itself, and that one stands.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Name the request for the logs, answer it, and put the headers on."""
        request_id = uuid4().hex
        request.id = request_id  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request=request_id, method=request.method):
            response = self.get_response(request)
        response.headers["X-Request-Id"] = request_id
        response.headers.setdefault("Content-Security-Policy", policy())
        for name, value in FIXED.items():
            response.headers[name] = value
        if not _static(request, response):
            response.headers["Cache-Control"] = "no-store"
        return response


def _static(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this is a style sheet, script or picture of ours, which a browser may keep."""
    return request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/") and response.status_code < 400
