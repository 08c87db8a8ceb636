"""Addresses of the regulator's data; every view says who may use it."""

from __future__ import annotations

from django.urls import path

from oversight.capabilities.regulator.views.staff import changes, editions, ratings

app_name = "regulator"
urlpatterns = [
    path("services/<slug:reference>/regulator/", ratings.ratings, name="ratings"),
    path("regulator/", editions.editions, name="editions"),
    path("regulator/new/", editions.upload, name="upload"),
    path("regulator/fetch/", editions.fetch, name="fetch"),
    path("regulator/changes/", changes.changes, name="changes"),
    path("regulator/<slug:reference>/", editions.show, name="edition"),
    path("regulator/<slug:reference>/areas/", editions.areas, name="areas"),
    path("regulator/<slug:reference>/changes/", changes.changes_of, name="changes_of"),
    path("regulator/<slug:reference>/problems/", editions.problems, name="problems"),
    path("regulator/<slug:reference>/save/", editions.save, name="save"),
    path("regulator/<slug:reference>/leave/", editions.leave, name="leave"),
    path("regulator/<slug:reference>/undo/", editions.undo, name="undo"),
]
