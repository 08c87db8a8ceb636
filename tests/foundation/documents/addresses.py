"""The addresses of jobs, notifications and files, as the site has them, and nothing else."""

from __future__ import annotations

from django.urls import include, path

from oversight.foundation.ui.pages import Page

urlpatterns = [
    path("jobs/", include("oversight.foundation.jobs.urls")),
    path("", include("oversight.foundation.messages.urls")),
    path("documents/", include("oversight.foundation.documents.urls")),
]


def chrome(request):
    """A plain frame: these tests look at what stands inside."""
    return {"page": Page()}
