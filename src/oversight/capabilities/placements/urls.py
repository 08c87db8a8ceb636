"""Addresses of placements; every view says who may use it."""

from __future__ import annotations

from django.urls import path

from oversight.capabilities.placements.views.staff import asking, listing

app_name = "placements"
urlpatterns = [
    path("placements/", asking.ask, name="ask"),
    path("placements/check/<slug:reference>/", asking.check, name="check"),
    path("placements/look-ups/", asking.look_ups, name="look_ups"),
    path("placements/look-ups/<slug:reference>/", asking.look_up, name="look_up"),
    path("placements/positions/", listing.positions, name="positions"),
    path("placements/lists/", listing.lists, name="lists"),
    path("placements/lists/new/", listing.upload, name="upload"),
    path("placements/lists/<slug:reference>/", listing.show, name="list"),
    path("placements/lists/<slug:reference>/columns/", listing.columns, name="columns"),
    path("placements/lists/<slug:reference>/save/", listing.save, name="save"),
    path("placements/lists/<slug:reference>/leave/", listing.leave, name="leave"),
    path("placements/lists/<slug:reference>/undo/", listing.undo, name="undo"),
]
