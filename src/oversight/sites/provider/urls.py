"""Every address of the provider portal."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern, path

from oversight import capabilities
from oversight.sites.provider import views

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("help/", views.help_page, name="help"),
    *(each for urls in capabilities.with_addresses() for each in getattr(import_module(urls), "portal", ())),
]
"""Capabilities bring their own: the list ``portal`` of their ``urls.py``."""
