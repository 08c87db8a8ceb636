"""Addresses of restrictions; every view says who may use it."""

from __future__ import annotations

from django.urls import path

from oversight.capabilities.restrictions.views.staff import listing

app_name = "restrictions"
urlpatterns = [path("restrictions/", listing.restricted, name="restricted")]
