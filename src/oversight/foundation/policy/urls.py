"""Addresses of the policies and of the authority's own settings; the site puts them under ``policy/``."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from oversight.foundation.policy.views.staff import adopting, policies, settling


class EditionConverter(StringConverter):
    """An edition in an address: ``1``, ``2024-10``, ``1.2``."""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]*"


register_converter(EditionConverter, "edition")
app_name = "policy"
urlpatterns = [
    path("", policies.policies, name="policies"),
    path("adopt/", adopting.adopt, name="adopt"),
    path("settings/", settling.versions, name="settings"),
    path("settings/new/", settling.draft, name="draft"),
    path("settings/<int:number>/", settling.version, name="version"),
    path("settings/<int:number>/change/", settling.change, name="change"),
    path("settings/<int:number>/preview/", settling.preview, name="preview"),
    path("settings/<int:number>/approve/", settling.approve, name="approve"),
    path("settings/<int:number>/withdraw/", settling.withdraw, name="withdraw"),
    path("<slug:pack>/<edition:edition>/", policies.policy, name="policy"),
    path("<slug:pack>/<edition:edition>/read/", policies.read, name="read"),
    path("<slug:pack>/<edition:edition>/posts/", adopting.posts, name="posts"),
    path("<slug:pack>/<edition:edition>/end/", adopting.end, name="end"),
]
