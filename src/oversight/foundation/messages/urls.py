"""Addresses of notifications and of how often they are e-mailed."""

from __future__ import annotations

from django.urls import path

from oversight.foundation.messages import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.notifications, name="list"),
    path("account/notifications/", views.preferences, name="preferences"),
]
