"""Addresses of the register; every view says who may use it."""

from __future__ import annotations

from django.urls import path, register_converter

from oversight.capabilities.register.views.staff import (
    beside,
    imports,
    lists,
    moving,
    part_lists,
    parts,
    providers,
    services,
)
from oversight.capabilities.register.views.staff.shown import NOTHING_YET

app_name = "register"


class Unfilled:
    """A section that no capability fills yet. Whoever builds one takes its word out of ``NOTHING_YET``."""

    regex = "|".join(NOTHING_YET)

    def to_python(self, value: str) -> str:
        """The word as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The word as it stands in the address."""
        return value


register_converter(Unfilled, "unfilled")
urlpatterns = [
    path("services/", lists.services, name="services"),
    path("services/new/", services.add, name="add_service"),
    path("services/<slug:reference>/", services.overview, name="service"),
    path("services/<slug:reference>/timeline/", services.timeline, name="timeline"),
    path("services/<slug:reference>/details/", services.details, name="details"),
    path("services/<slug:reference>/files/", beside.files, name="files"),
    path("services/<slug:reference>/deadlines/", beside.deadlines, name="deadlines"),
    path("services/<slug:reference>/correct/", services.correct, name="correct"),
    path("services/<slug:reference>/scope/", services.scope, name="scope"),
    path("services/<slug:reference>/close/", services.close, name="close"),
    path("services/<slug:reference>/reopen/", services.reopen, name="reopen"),
    path("services/<slug:reference>/merge/", services.merge, name="merge"),
    path("services/<slug:reference>/provider/", moving.change_provider, name="change_provider"),
    path("services/<slug:reference>/<slug:word>/new/", parts.add, name="add_part"),
    path("services/<slug:reference>/<slug:word>/<uuid:part_id>/correct/", parts.correct, name="correct_part"),
    path("services/<slug:reference>/<slug:word>/<uuid:part_id>/end/", parts.end, name="end_part"),
    path("services/<slug:reference>/<unfilled:section>/", services.section, name="section"),
    path("contracts/", part_lists.contracts, name="contracts"),
    path("contacts/", part_lists.contacts, name="contacts"),
    path("officers/", part_lists.officers, name="officers"),
    path("providers/", lists.providers, name="providers"),
    path("providers/new/", providers.add, name="add_provider"),
    path("providers/<slug:reference>/", providers.provider, name="provider"),
    path("providers/<slug:reference>/correct/", providers.correct, name="correct_provider"),
    path("providers/<slug:reference>/close/", providers.close, name="close_provider"),
    path("providers/<slug:reference>/merge/", moving.merge_provider, name="merge_provider"),
    path("providers/<slug:reference>/reopen/", moving.reopen_provider, name="reopen_provider"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.upload, name="upload"),
    path("imports/<slug:reference>/", imports.show, name="import"),
    path("imports/<slug:reference>/columns/", imports.columns, name="columns"),
    path("imports/<slug:reference>/problems/", imports.problems, name="import_problems"),
    path("imports/<slug:reference>/save/", imports.save, name="save_import"),
    path("imports/<slug:reference>/leave/", imports.leave, name="leave_import"),
    path("imports/<slug:reference>/undo/", imports.undo, name="undo_import"),
]
