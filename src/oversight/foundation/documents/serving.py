"""Handing out a file: as a download that the browser neither guesses at nor runs (security.md T32)."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from oversight.foundation.documents.looking.images import without_told
from oversight.foundation.documents.looking.kinds import MEDIA_TYPES
from oversight.foundation.documents.models import Document
from oversight.foundation.documents.storage import path_of

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Frame-Options": "DENY",
}


def as_download(document: Document) -> HttpResponseBase:
    """A response that saves the file. A picture goes without where, when and with what it was taken."""
    path, media = path_of(document.authority_id, document.sha256), MEDIA_TYPES[document.kind]
    response: HttpResponseBase
    if document.kind in ("png", "jpg"):
        response = HttpResponse(without_told(path.read_bytes(), document.kind), content_type=media)
    else:
        response = FileResponse(path.open("rb"), content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, document.file_name) or "attachment"
    for name, value in HEADERS.items():
        response[name] = value
    return response
