"""Addresses of decisions; every view says who may use it."""

from __future__ import annotations

from django.urls import path

from oversight.capabilities.decisions.views.staff import answering, cases, interests

app_name = "decisions"
urlpatterns = [
    path("decisions/", cases.cases, name="cases"),
    path("decisions/<slug:reference>/", cases.case, name="case"),
    path("decisions/<slug:reference>/answer/<slug:answer>/", answering.answer, name="answer"),
    path("services/<slug:reference>/decisions/", cases.of_service, name="of_service"),
    path(
        "services/<slug:reference>/decisions/begin/<slug:pack>/<slug:route>/<slug:answer>/",
        answering.begin, name="begin",
    ),
    path("services/<slug:reference>/decisions/interest/", interests.declare, name="declare_interest"),
    path("services/<slug:reference>/decisions/interest/end/", interests.end, name="end_interest"),
]  # fmt: skip
