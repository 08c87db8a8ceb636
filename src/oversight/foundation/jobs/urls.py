"""Addresses of the pages of jobs."""

from __future__ import annotations

from django.urls import path

from oversight.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<slug:reference>/", views.show, name="show"),
    path("<slug:reference>/progress/", views.progress, name="progress"),
    path("<slug:reference>/cancel/", views.cancel, name="cancel"),
]
