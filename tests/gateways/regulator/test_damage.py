"""Files damaged at random are read, with problems, or refused in a sentence: nothing else ever happens."""

import random

import pytest

from oversight.gateways.regulator import RegulatorFileError, columns, facts_of, merge, read_again, read_file
from tests.fakes.spreadsheets import write_ods, write_xlsx

from .makers import active, assessed, current, document, listed, rated, wide, write_csv, write_documents

ROWS = [f"1-99{number:08}" for number in range(12)]


def files(folder):
    ratings = [columns.RATINGS, *[rated(id=name) for name in ROWS]]
    locations = [columns.LOCATIONS, *[active(id=name) for name in ROWS]]
    documents = [
        document(locationId=name, currentRatings=current(), assessment=[assessed("Care Homes", "Good")])
        for name in ROWS
    ]
    yield write_csv(folder / "ratings.csv", ratings)
    yield write_csv(folder / "wide.csv", [columns.WIDE, *[wide(id=name) for name in ROWS]])
    yield write_csv(folder / "directory.csv", [columns.DIRECTORY, *[listed(listed_id=name) for name in ROWS]])
    yield write_documents(folder / "locations.jsonl", *documents)
    yield write_ods(folder / "locations.ods", {"README": [["as at 01 September 2026"]], "Data": locations})
    yield write_xlsx(folder / "ratings.xlsx", {"Data": ratings})


def damaged(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(made))
        kind = chance.randrange(5)
        if kind == 0:
            made[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del made[place : place + chance.randint(1, 60)]
        elif kind == 2:
            made[place:place] = chance.choice(
                [b"\0", b'"', b"\r", b"\n", b",", "\u202e".encode(), b"\x81", b"{", b"]"]
            )
        elif kind == 3:
            made[place:place] = made[place : place + chance.randint(1, 400)]
        else:
            del made[place:]
        if not made:
            break
    return bytes(made)


@pytest.mark.parametrize("number", range(6))
def test_damage_is_read_or_refused(tmp_path, number):
    path = list(files(tmp_path))[number]
    content, chance = path.read_bytes(), random.Random(number)
    refusals = [refusal for _ in range(150) if (refusal := refusal_of(path, damaged(content, chance)))]
    assert 0 < len(refusals) < 150
    assert [words for words in refusals if str(path) not in words] == []


def refusal_of(path, content) -> str:
    """Why a file is refused; where it is read, everything that follows from reading it is tried."""
    path.write_bytes(content)
    try:
        result = read_file(path)
        again = read_again(path, read_again(path).seen)
    except RegulatorFileError as wrong:
        return str(wrong)
    assert again.result.kind is result.kind
    for service in merge([result]).services:
        facts_of(service)
    assert all(problem.file == str(path) and problem.message for problem in result.problems)
    return ""
