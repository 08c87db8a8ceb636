"""Somebody of the other council finds nothing of ours: by page, search, export, count or address."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from oversight.gateways.spreadsheets import read_table
from tests.fakes.register_sheet import register_rows, write_register
from tests.journeys.walking import count_of, press, text

EXPORT = "columns=all&asked=yes&outside=no&reason=To+compare"


def as_csv(page: Any, address: str) -> list[list[str]]:
    answer = page.request.get(f"{address}format=csv&{EXPORT}")
    assert answer.headers["content-type"].startswith("text/csv"), answer.text()
    return list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig"))))


def as_xlsx(page: Any, address: str, folder: Path) -> list[list[str]]:
    answer = page.request.get(f"{address}format=xlsx&{EXPORT}")
    assert answer.status == 200, answer.text()
    file = folder / "list.xlsx"
    file.write_bytes(answer.body())
    return [list(each) for each in read_table(file, file.name).rows]


@pytest.fixture
def ours(served, scripts, tmp_path) -> dict[str, Any]:
    """What Anyshire has: its services as a list, and addresses that only Anyshire answers."""
    with served.as_("qm", scripts=scripts, fresh=True) as page:
        listed = as_csv(page, "/services/?")[1:]
        service = max(listed, key=lambda each: each[1])
        page.goto(f"/services/{service[1]}/details/")
        part = page.locator("a[href*='/correct/']").last.get_attribute("href")
        provider = max(as_csv(page, "/providers/?")[1:], key=lambda each: each[1])
    with served.as_("bs", scripts=scripts) as page:
        file = write_register(tmp_path / "ours.csv", register_rows("4900", rows=20)[0])
        page.goto("/imports/new/")
        page.set_input_files("input[type=file]", file)
        press(page)
        imported = page.url.removeprefix(served.base).removesuffix("columns/")
    addresses = [f"/services/{service[1]}/", f"/services/{service[1]}/details/", f"/services/{service[1]}/timeline/",
                 f"/services/{service[1]}/correct/", part, f"/providers/{provider[1]}/", imported, f"{imported}problems/",
                 f"{imported}columns/"]  # fmt: skip
    return {"names": {each[0] for each in listed}, "service": service, "addresses": addresses}


@pytest.mark.parametrize("who", ["qo@otherborough", "bs@otherborough"])
def test_nothing_of_ours_is_there(served, scripts, ours, who):
    with served.as_(who, scripts=scripts) as page:
        nowhere = page.request.get("/services/S-999999/").body()
        for address in ours["addresses"]:
            answer = page.request.get(address)
            assert (answer.status, answer.body()) == (404, nowhere), address
        name, reference = ours["service"][:2]
        for words in (name, reference):
            page.goto("/search/")
            page.fill("main input[name=q]", words)
            press(page, page.locator("main form button").first)
            assert text(page).startswith("0 results for")
        assert count_of(page, f"/services/?q={reference}") == 0
        page.goto("/services/")
        assert not [each for each in page.locator("tbody th").all_inner_texts() if each in ours["names"]]
        page.goto(f"/audit/?subject={reference}")
        assert "(0 events)" in text(page)


def test_their_exports_and_counts_are_theirs(served, scripts, ours, tmp_path):
    with served.as_("qm@otherborough", scripts=scripts, fresh=True) as page:
        counted = count_of(page)
        for rows in (as_csv(page, "/services/?")[1:], as_xlsx(page, "/services/?", tmp_path)):
            assert len(rows) == counted
            assert not {each[0] for each in rows} & ours["names"]
        assert len(as_csv(page, "/providers/?")) - 1 == count_of(page, "/providers/")
    with served.as_("qo@otherborough", scripts=scripts, fresh=True) as page:
        for rows in (
            as_csv(page, "/services/?officer=me&")[1:],
            as_xlsx(page, "/services/?officer=me&", tmp_path),
        ):
            assert rows
            assert not {each[0] for each in rows} & ours["names"]


def test_a_form_for_one_of_ours_is_not_taken(served, scripts, ours):
    with served.as_("qo@otherborough", scripts=scripts) as page:
        page.goto("/services/S-0001/correct/")
        fields = "main form [name]:not([type=radio])"
        kept = {each.get_attribute("name"): each.input_value() for each in page.locator(fields).all()}
        sent = {"form": kept | {"reason": "Curious"}, "headers": {"Origin": served.base}}
        answer = page.request.post(ours["addresses"][3], **sent)
        nowhere = page.request.post("/services/S-999999/correct/", **sent)
        assert (answer.status, answer.body()) == (404, nowhere.body())
