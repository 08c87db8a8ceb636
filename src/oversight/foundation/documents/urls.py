"""Addresses of files."""

from __future__ import annotations

from django.urls import path

from oversight.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("add/", views.add, name="add"),
    path("<slug:reference>/", views.show, name="show"),
    path("<slug:reference>/download/", views.download, name="download"),
    path("<slug:reference>/withdraw/", views.withdraw, name="withdraw"),
]
