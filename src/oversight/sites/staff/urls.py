"""Every address of the staff site."""

from __future__ import annotations

from django.urls import include, path

from oversight import capabilities
from oversight.sites.staff import people_file, views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("people/export/", people_file.people, name="people_file"),
    path("", include("oversight.foundation.accounts.urls")),
    path("", include("oversight.foundation.search.urls")),
    path("", include("oversight.foundation.messages.urls")),
    path("", include("oversight.foundation.tasks.urls")),
    path("documents/", include("oversight.foundation.documents.urls")),
    path("policy/", include("oversight.foundation.policy.urls")),
    path("jobs/", include("oversight.foundation.jobs.urls")),
    *(path("", include(each)) for each in capabilities.with_addresses()),
]
"""Capabilities bring their own addresses: see ``oversight/capabilities/__init__.py``."""
