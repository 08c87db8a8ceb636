"""Addresses of the audit trail; the gate is put on here, because the trail stands below it."""

from __future__ import annotations

from django.urls import path

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import EVERYBODY, needs
from oversight.foundation.accounts.recency import freshly
from oversight.foundation.audit.views import staff

app_name = "audit"
urlpatterns = [
    path("", needs(Can.AUDIT_READ, doors=EVERYBODY)(staff.events), name="events"),
    path("<int:number>/", needs(Can.AUDIT_READ, doors=EVERYBODY)(staff.event), name="event"),
    path("export/", needs(Can.AUDIT_READ, "POST", doors=EVERYBODY)(freshly(staff.export)), name="export"),
    path("verify/", needs(Can.AUDIT_VERIFY, "POST", doors=EVERYBODY)(staff.verify), name="verify"),
]
