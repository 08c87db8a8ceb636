"""`oversight policy assess` and `compare`, on the invented sample and on the real England file."""

from __future__ import annotations

import csv
import io

import pytest

from oversight.commands.display import columns, progress
from oversight.engine.words import BAND_ORDER, POSITION_ORDER

DAY = ("--as-at", "2026-11-22")


@pytest.fixture
def files(sample):
    return sample / "anyshire_latest_ratings.csv", sample / "anyshire_active_locations.csv"


@pytest.fixture
def assessed(oversight, files, sample):
    def run(*more, pack="west-berkshire"):
        return oversight("policy", "assess", *files, "--pack", pack, *DAY,
                         "--evidence", sample / "anyshire_evidence.csv", *more)  # fmt: skip

    return run


def test_the_contract_of_the_json(assessed):
    found = assessed("--format", "json")
    assert (found.status, found.err) == (0, "")
    told = found.json
    assert (told["pack"], told["edition"], told["as_at"]) == ("west-berkshire", "1", "2026-11-22")
    keys = {"id", "name", "authority", "band", "score", "recommended", "outcomes", "undecided", "missing"}
    assert all(keys <= set(each) for each in told["services"])
    assert told["totals"]["services"] == len(told["services"]) > 150
    assert sum(told["totals"]["bands"].values()) == len(told["services"])
    assert sum(told["totals"]["recommended"].values()) == len(told["services"])
    for each in told["services"]:
        for outcome in each["outcomes"]:
            assert outcome["clause"]
            assert outcome["because"]


def test_worst_first(assessed):
    services = assessed("--json").json["services"]
    order = [
        (-POSITION_ORDER[s["recommended"]], -BAND_ORDER[s["band"]], -s["score"], s["name"].casefold())
        for s in services
    ]
    assert order == sorted(order)
    assert services[0]["recommended"] == "embargo"


def test_each_service_is_explained_as_explain_would(assessed, oversight, write, sample):
    """The shared cases change nothing: a few services asked one by one give the same outcomes."""
    with (sample / "anyshire_evidence.csv").open(encoding="utf-8", newline="") as file:
        evidence = {row["Location ID"]: row for row in csv.DictReader(file)}
    services = assessed("--json").json["services"]
    for each in [service for service in services if service["id"] not in evidence][:3]:
        again = [s for s in services if s["outcomes"] == each["outcomes"] and s["missing"] == each["missing"]]
        assert each in again
    ids = {each["id"] for each in services}
    assert set(evidence) <= ids


def test_one_authority_and_what_it_commissions_elsewhere(assessed):
    told = assessed("--authority", "Anyshire", "--json").json
    where = {each["authority"] for each in told["services"]}
    assert where == {"Anyshire", "Otherborough"}, "services it commissions elsewhere are in the list"
    assert 150 <= len(told["services"]) < 200


def test_an_unknown_authority_is_told_with_one_that_could_be_meant(assessed):
    found = assessed("--authority", "Anyshyre")
    assert found.status == 2
    assert "no service in these files is in 'Anyshyre'; did you mean 'Anyshire'?" in found.err


def test_the_table_for_a_person(assessed):
    found = assessed("--authority", "anyshire", "--limit", "5")
    lines = found.out.splitlines()
    assert lines[2].split() == [
        "Band",
        "Score",
        "Recommended",
        "Service",
        "Authority",
        "Why",
        "(clause:",
        "facts)",
    ]
    assert len([line for line in lines if "Anyshire" in line or "Otherborough" in line]) == 5
    assert "more (--limit 0 lists all)" in found.out
    assert "by recommendation:" in found.out
    assert "local setting, not a published standard" in found.out
    assert "\033[" not in found.out


def test_csv_is_safe_for_spreadsheets(assessed):
    rows = list(csv.DictReader(io.StringIO(assessed("--format", "csv").out)))
    assert {"id", "name", "authority", "band", "score", "recommended", "why"} <= set(rows[0])
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_a_formula_in_a_name_is_made_text():
    from oversight.commands.assess import safe_cell

    assert [safe_cell(cell) for cell in ("=1+1", "+44", "-x", "@y", "Larch House", 7)] == [
        "'=1+1", "'+44", "'-x", "'@y", "Larch House", 7
    ]  # fmt: skip


def test_bad_evidence_is_told_by_row_and_column_and_the_rest_is_used(oversight, files, write, sample):
    with (sample / "anyshire_evidence.csv").open(encoding="utf-8", newline="") as file:
        known = next(csv.DictReader(file))["Location ID"]
    text = (
        "Location ID,finance.risk,intelligence.adverse_90d,notices.default_in_force\n"
        f"{known},hgih,4,yes\n1-00000000,low,,\n{known},low,,\n,low,,\n"
    )
    path = write("evidence.csv", text)
    told = oversight(
        "policy", "assess", *files, "--pack", "west-berkshire", *DAY, "--evidence", path, "--json"
    ).json
    problems = {(each["row"], each["column"]): each["message"] for each in told["problems"]}
    assert "did you mean 'high'" in problems[2, "finance.risk"]
    assert "no service with this id" in problems[3, "Location ID"]
    assert "already on row 2" in problems[4, "Location ID"]
    assert "the service's id is blank" in problems[5, "Location ID"]
    service = next(each for each in told["services"] if each["id"] == known)
    assert service["recommended"] == "embargo", "the row's other cells are used"


@pytest.mark.parametrize(
    ("header", "said"),
    [("Location ID,finance.rsk", "column 2: 'finance.rsk' is not a fact; did you mean 'finance.risk'"),
     ("name,finance.risk", "the first column must be 'Location ID'; it is 'name'")],
)  # fmt: skip
def test_an_evidence_file_with_a_wrong_header_is_refused(oversight, files, write, header, said):
    path = write("evidence.csv", header + "\n")
    found = oversight("policy", "assess", *files, "--pack", "bromley", "--evidence", path)
    assert found.status == 2
    assert said in found.err


def test_a_file_that_is_no_regulator_file_is_refused(oversight, write):
    found = oversight("policy", "assess", write("letters.csv", "a,b\n1,2\n"), "--pack", "bromley")
    assert found.status == 2
    assert "letters.csv" in found.err


def test_a_missing_file_is_one_sentence(oversight):
    found = oversight("policy", "assess", "nowhere.csv", "--pack", "bromley")
    assert found.status == 2
    assert "nowhere.csv" in found.err


def test_compare_shows_who_two_policies_treat_differently(oversight, files, sample):
    found = oversight("policy", "compare", "west-berkshire", "bromley", *files, *DAY,
                      "--evidence", sample / "anyshire_evidence.csv", "--json")  # fmt: skip
    told = found.json
    assert told["totals"]["changed"] == len(told["changed"]) > 0
    for each in told["changed"]:
        before, after = each["before"], each["after"]
        assert (before["band"], before["recommended"]) != (after["band"], after["recommended"])


def test_compare_agrees_with_assess(oversight, files, sample):
    evidence = ("--evidence", sample / "anyshire_evidence.csv", "--json")
    one, other = (
        {each["id"]: (each["band"], each["recommended"]) for each in
         oversight("policy", "assess", *files, "--pack", pack, *DAY, *evidence).json["services"]}
        for pack in ("west-berkshire", "somerset")
    )  # fmt: skip
    told = oversight("policy", "compare", "west-berkshire", "somerset", *files, *DAY, *evidence).json
    assert {each["id"] for each in told["changed"]} == {name for name in one if one[name] != other[name]}


def test_a_draft_with_a_changed_limit_shows_who_would_move(oversight, files, sample, repository, tmp_path):
    import shutil

    draft = tmp_path / "draft"
    shutil.copytree(repository / "content/packs/west-berkshire/1", draft)
    shutil.rmtree(draft / "examples")
    path = draft / "risk.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "bands: {amber: 25, red: 50}", "bands: {amber: 10, red: 50}"
        ),
        encoding="utf-8",
    )
    shutil.copytree(repository / "content/packs/west-berkshire/1/examples", draft / "examples")
    told = oversight("policy", "compare", "west-berkshire", draft, *files, *DAY,
                     "--evidence", sample / "anyshire_evidence.csv", "--json").json  # fmt: skip
    assert told["changed"]
    assert {(each["before"]["band"], each["after"]["band"]) for each in told["changed"]} == {
        ("green", "amber")
    }
    assert (
        "would be treated differently"
        in oversight("policy", "compare", "west-berkshire", draft, *files, *DAY).out
    )


@pytest.mark.real_data
@pytest.mark.parametrize("pack", ["west-berkshire", "somerset", "bromley", "halton", "pan-berkshire"])
def test_all_england_under_each_pack(oversight, shared_data, pack):
    path = shared_data / "cqc/2021-02_latest_ratings_overall_england_asc.csv"
    told = oversight("policy", "assess", path, "--pack", pack, *DAY, "--json").json
    assert told["totals"]["services"] == 23_084
    below = sum(told["totals"]["bands"][band] for band in ("red", "amber"))
    assert 0 < below < 23_084
    inadequate = [each for each in told["services"] if any(
        reason["fact"] == "regulator.overall" and reason["value"] == "inadequate"
        for outcome in each["outcomes"] for reason in outcome["because"])]  # fmt: skip
    assert pack not in ("bromley", "somerset") or len(inadequate) == 246


def test_columns_align_and_cut():
    lines = columns(["Name", "Count"], [["a" * 9, 7], ["b", 12]], widest=[5, 5]).splitlines()
    assert lines == ["Name   Count", "aaaa…      7", "b         12"]


def test_progress_is_silent_where_nobody_watches(capsys):
    assert list(progress(range(3), 3, "Counting")) == [0, 1, 2]
    assert capsys.readouterr().err == ""


def test_progress_shows_a_bar_on_a_terminal_once_it_takes_over_a_second(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    moments = iter([0.0, 0.5, 1.5, 2.0, 9.0, 9.1])
    monkeypatch.setattr("oversight.commands.display.time.monotonic", lambda: next(moments))
    screen = Terminal()
    assert len(list(progress(range(3), 3, "Counting", screen))) == 3
    assert "Counting [" in screen.getvalue()
    assert "3 of 3" in screen.getvalue()


@pytest.fixture
def doubtful(sample, write):
    """The invented ratings with every publication date where both orders fit."""
    with (sample / "anyshire_latest_ratings.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    place = heading.index("Publication Date")
    told = io.StringIO()
    csv.writer(told).writerows([heading, *([*row[:place], "05/06/2025", *row[place + 1 :]] for row in rows)])
    return write("anyshire_latest_ratings.csv", told.getvalue())


@pytest.mark.parametrize("given", ["day-first", "Publication Date=month-first"])
def test_the_order_of_dates_can_be_stated_where_a_file_does_not_settle_it(oversight, doubtful, given):
    command = ("policy", "assess", doubtful, "--pack", "west-berkshire", *DAY, "--json")
    refused = oversight(*command)
    assert refused.status == 2
    assert "could be read day first or month first (such as '05/06/2025')" in refused.err
    read = oversight(*command, "--dates", given)
    assert read.status == 0
    assert read.json["totals"]["services"] > 150


def test_compare_takes_the_order_of_dates_too(oversight, doubtful):
    command = ("policy", "compare", "west-berkshire", "somerset", doubtful, *DAY, "--json")
    assert oversight(*command).status == 2
    assert oversight(*command, "--dates", "day-first").status == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--dates", "american"), "--dates is day-first or month-first, not 'american'"),
        (("--dates", "day-first", "--dates", "month-first"), "--dates is given once for all columns"),
    ],
)
def test_an_order_of_dates_that_cannot_be_understood_is_said_so(oversight, doubtful, given, words):
    refused = oversight("policy", "assess", doubtful, "--pack", "west-berkshire", *given)
    assert refused.status == 2
    assert words in refused.err
