"""Every address of the service."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("portal/", include("oversight.sites.provider.urls")),
    path("", include("oversight.sites.staff.urls")),
]
handler400 = "oversight.sites.staff.errors.bad_request"
handler403 = "oversight.sites.staff.errors.not_found"
handler404 = "oversight.sites.staff.errors.not_found"
handler500 = "oversight.sites.staff.errors.failed"
