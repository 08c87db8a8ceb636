"""Addresses of search and saved views; included at the root of the staff site."""

from __future__ import annotations

from django.urls import path

from oversight.foundation.search.views import saved_views, staff

app_name = "search"
urlpatterns = [
    path("search/", staff.search, name="search"),
    path("account/views/", saved_views.saved_views, name="views"),
    path("account/views/save/", saved_views.save_view, name="save"),
    path("account/views/<uuid:view_id>/rename/", saved_views.rename_view, name="rename"),
    path("account/views/<uuid:view_id>/share/", saved_views.share_view, name="share"),
    path("account/views/<uuid:view_id>/default/", saved_views.default_view, name="default"),
    path("account/views/<uuid:view_id>/remove/", saved_views.remove_view, name="remove"),
]
