"""Addresses of work and of tasks; the site includes them at its root."""

from __future__ import annotations

from django.urls import path

from oversight.foundation.tasks.views.staff import feeding, one, together, work

app_name = "tasks"
urlpatterns = [
    path("my-work/", work.mine, name="mine"),
    path("my-work/team/", work.team, name="team"),
    path("my-work/unassigned/", work.unassigned, name="unassigned"),
    path("my-work/calendar/", work.calendar, name="calendar"),
    path("my-work/assign/", together.assign, name="assign"),
    path("my-work/recalculate/", together.recalculate, name="recalculate"),
    path("tasks/", work.every, name="all"),
    path("tasks/new/", one.add, name="add"),
    path("tasks/<slug:reference>/", one.task, name="task"),
    path("tasks/<slug:reference>/complete/", one.complete, name="complete"),
    path("tasks/<slug:reference>/reassign/", one.reassign, name="reassign"),
    path("tasks/<slug:reference>/take/", one.take, name="take"),
    path("tasks/<slug:reference>/pause/", one.pause, name="pause"),
    path("tasks/<slug:reference>/resume/", one.resume, name="resume"),
    path("tasks/<slug:reference>/cancel/", one.cancel, name="cancel"),
    path("account/calendar/", feeding.address, name="address"),
    path("calendar/<str:secret>.ics", feeding.feed, name="feed"),
]
