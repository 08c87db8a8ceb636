"""The addresses of tasks as the site has them, and those their pages lead to."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("oversight.foundation.tasks.urls")),
    path("policy/", include("oversight.foundation.policy.urls")),
    path("", include("oversight.foundation.accounts.urls")),
    path("", include("oversight.foundation.search.urls")),
]
handler404 = "oversight.sites.staff.errors.not_found"
