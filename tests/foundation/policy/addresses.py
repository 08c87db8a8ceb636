"""The addresses of policies as the site has them, and those of accounts."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("policy/", include("oversight.foundation.policy.urls")),
    path("", include("oversight.foundation.accounts.urls")),
]
handler404 = "oversight.sites.staff.errors.not_found"
