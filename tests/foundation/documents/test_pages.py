"""The pages of files: adding with the right messages, downloads that cannot run, withdrawing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.documents.models import Document
from tests.foundation.documents import zoo
from tests.gateways.scanner.fake_clamd import EICAR

pytestmark = pytest.mark.usefixtures("pages", "clamd")


def add(council, role="QO", *, content=None, name="report.pdf", **values):
    sent = {"about": "S-0001", "title": "Visit report", "sensitivity": "official", "form_token": str(uuid4())}
    file = SimpleUploadedFile(name, zoo.pdf() if content is None else content)
    return council.client(role).post("/documents/add/", sent | {"file": file} | values)


def kept(council) -> list[Document]:
    with acting_for(council.authority.id):
        return list(Document.objects.filter(authority=council.authority))


class TestAdding:
    def test_a_file_is_added(self, house):
        page = house.anyshire.client("QO").get("/documents/add/?about=S-0001").content.decode()
        assert "A PDF, Word, Excel, CSV, text, PNG, JPG or email file, smaller than 25MB" in page
        assert 'enctype="multipart/form-data"' in page
        answer = add(house.anyshire)
        assert (answer.status_code, answer["Location"]) == (302, "/documents/DOC-0001/")
        (document,) = kept(house.anyshire)
        assert (document.title, document.about, document.state) == ("Visit report", "S-0001", "clean")

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"file": ""}, "Select a photo or document"),
            ({"title": " "}, "Enter what the file is"),
            ({"sensitivity": "secret"}, "Select who may open the file"),
            ({"name": "plan.svg", "content": b"<svg/>"}, "The selected file must be a PDF, Word, Excel"),
            ({"name": "x.txt", "content": b""}, "The selected file is empty"),
            ({"name": "x.docx", "content": zoo.docx(main=zoo.MACRO_WORD)}, "The selected file contains macros"),
            ({"name": "x.pdf", "content": zoo.pdf(trailer=b"/Encrypt 1 0 R")}, "The selected file is password protected"),
            ({"name": "x.txt", "content": b"x" * (25 * 1024 * 1024 + 1)}, "The selected file must be smaller than 25MB"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(self, house, values, words):
        answer = add(house.anyshire, **values)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "There is a problem" in text
        assert text.count(words) == 2
        assert kept(house.anyshire) == []

    def test_a_virus_is_said_and_kept_apart(self, house):
        answer = add(house.anyshire, content=EICAR, name="x.txt")
        assert "The selected file contains a virus" in answer.content.decode()
        (document,) = kept(house.anyshire)
        assert document.state == "quarantined"
        assert house.anyshire.client("QO").get("/documents/DOC-0001/download/").status_code == 404
        assert (
            "Quarantined: a virus was found"
            in house.anyshire.client("QO").get("/documents/DOC-0001/").content.decode()
        )

    @pytest.mark.parametrize("about", ["", "S-1", "../S-0001", "<script>", "S-0001/x"])
    def test_a_record_that_cannot_be(self, house, about):
        assert add(house.anyshire, about=about).status_code == 404
        assert kept(house.anyshire) == []

    @pytest.mark.parametrize("role", ["PU", "PA", "AU", "SA", "CL"])
    def test_those_who_may_not(self, house, role):
        assert add(house.anyshire, role).status_code == 404
        assert kept(house.anyshire) == []


class TestDownloading:
    @pytest.mark.parametrize(
        "name", ["report.pdf", "r.docx", "r.xlsx", "r.csv", "r.txt", "r.png", "r.jpg", "r.eml"]
    )
    def test_a_file_comes_as_a_download_that_cannot_run(self, house, name):
        made = {
            "docx": zoo.docx(),
            "xlsx": zoo.xlsx(),
            "png": zoo.png(),
            "jpg": zoo.jpg(),
            "eml": zoo.eml(),
            "pdf": zoo.pdf(),
        }
        content = made.get(name.rpartition(".")[2], b"=1+1,<b>x</b>\r\n")
        add(house.anyshire, name=name, content=content)
        answer = house.anyshire.client("QO").get("/documents/DOC-0001/download/")
        assert b"".join(answer) == content
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "html" not in answer["Content-Type"]

    def test_a_picture_goes_without_where_it_was_taken(self, house):
        add(house.anyshire, name="r.jpg", content=zoo.jpg(2, 2, zoo.exif()))
        answer = house.anyshire.client("QO").get("/documents/DOC-0001/download/")
        assert b"51.5N" not in answer.content
        assert answer.content.endswith(b"\x12\x34\xff\xd9")

    @pytest.mark.parametrize("address", ["", "download/", "withdraw/"])
    @pytest.mark.parametrize(
        ("council", "role"),
        [("otherborough", "QM"), ("otherborough", "SG"), ("anyshire", "PU"), ("anyshire", "SA")],
    )
    def test_not_for_others(self, house, address, council, role):
        add(house.anyshire)
        assert getattr(house, council).client(role).get(f"/documents/DOC-0001/{address}").status_code == 404

    def test_what_is_marked_is_not_there_for_those_without_need(self, house):
        add(house.anyshire, "SG", sensitivity="safeguarding")
        for address in ("", "download/"):
            assert house.anyshire.client("QO").get(f"/documents/DOC-0001/{address}").status_code == 404
        assert house.anyshire.client("SG").get("/documents/DOC-0001/download/").status_code == 200
        with acting_for(house.anyshire.authority.id):
            assert Event.objects.filter(name="document.read", subject="DOC-0001").count() == 1


class TestWithdrawing:
    def withdraw(self, house, role="QO", **values):
        sent = {"why": "It is about another service", "version": "1", "form_token": str(uuid4())}
        return house.anyshire.client(role).post("/documents/DOC-0001/withdraw/", sent | values)

    def test_it_is_withdrawn_and_handed_out_no_more(self, house):
        add(house.anyshire)
        assert self.withdraw(house).status_code == 302
        page = house.anyshire.client("QO").get("/documents/DOC-0001/").content.decode()
        assert "It is about another service" in page
        assert "Quality officer of Anyshire" in page
        assert "Download" not in page
        assert house.anyshire.client("QO").get("/documents/DOC-0001/download/").status_code == 404

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"why": " "}, "Enter why you are withdrawing this file"),
            ({"version": "7"}, "Somebody else saved this page"),
        ],
    )
    def test_what_is_wrong_is_said(self, house, values, words):
        add(house.anyshire)
        answer = self.withdraw(house, **values)
        assert words in answer.content.decode()
        assert kept(house.anyshire)[0].withdrawn_at is None

    def test_not_by_those_who_did_not_add_it(self, house):
        add(house.anyshire)
        assert self.withdraw(house, "HOC").status_code == 404
        assert kept(house.anyshire)[0].withdrawn_at is None
