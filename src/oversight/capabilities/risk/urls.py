"""Addresses of risk; every view says who may use it."""

from __future__ import annotations

from django.urls import path

from oversight.capabilities.risk.views.provider import rating
from oversight.capabilities.risk.views.staff import matrix, planning, snapshots, why

app_name = "risk"
urlpatterns = [
    path("risk/", matrix.matrix, name="matrix"),
    path("risk/changes/", matrix.changes, name="changes"),
    path("risk/snapshots/", snapshots.snapshots, name="snapshots"),
    path("risk/snapshots/new/", snapshots.freeze, name="freeze"),
    path("risk/snapshots/<slug:reference>/", snapshots.snapshot, name="snapshot"),
    path("services/<slug:reference>/risk/", why.risk, name="service"),
    path("services/<slug:reference>/risk/officer-view/", why.record, name="record_view"),
    path("services/<slug:reference>/risk/officer-view/withdraw/", why.withdraw, name="withdraw_view"),
    path("services/<slug:reference>/risk/plan/", planning.plan, name="plan"),
    path("services/<slug:reference>/risk/plan/<uuid:response_id>/", planning.end, name="end_plan"),
]
portal = [
    path("", rating.home, name="home"),
    path("services/<slug:reference>/", rating.service, name="service"),
]
"""For providers, under ``/portal/`` (``sites/provider/urls.py``)."""
