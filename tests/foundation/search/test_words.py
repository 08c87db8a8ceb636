"""Words as search compares them, what was asked, and in which order it is shown: no database."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from oversight.foundation.search import asking, folding, ranking, snippets
from oversight.foundation.search.ranking import Tier


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("St. Mary's House", "st marys house"),
        ("St Mary’s HOUSE", "st marys house"),
        ("Élan Care (North-East) Ltd", "elan care north east ltd"),
        ("Straße", "strasse"),
        ("  a\0b\t c\r\n", "a b c"),
        ("1-123456789", "1 123456789"),
        ("snake_case", "snake case"),
        ("…‘’“”!?", ""),
    ],
)
def test_capitals_accents_and_punctuation_do_not_matter(text, folded):
    assert folding.fold(text) == folded


@given(some.text(max_size=300))
def test_folding_is_settled_after_once_and_leaves_only_letters_and_figures(text):
    folded = folding.fold(text)
    assert folding.fold(folded) == folded
    assert all(each.isalnum() for token in folded.split(" ") for each in token)


@pytest.mark.parametrize("typed", ["S-0123", "s-0123", "S0123", "s 0123", "S-123", "s123", " S_00123 "])
def test_a_reference_is_known_however_it_is_typed(typed):
    assert folding.reference_key(typed) == folding.reference_key("S-0123") == "s123"


def test_a_postcode_is_also_one_word():
    assert folding.postcodes("12 high street rg14 1aa anytown") == ["rg141aa"]


def _edits(word: str) -> set[str]:
    letters = string.ascii_lowercase
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return (
        {a + b[1:] for a, b in cuts if b}
        | {a + letter + b for a, b in cuts for letter in letters}
        | {a + letter + b[1:] for a, b in cuts if b for letter in letters}
        | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    )


@pytest.mark.parametrize("word", ["house", "lodge", "willow", "brookfield"])
def test_every_slip_of_one_letter_is_near(word):
    assert [each for each in _edits(word) if len(each) >= 4 and not folding.near(word, each)] == []


@pytest.mark.parametrize(
    ("one", "other"), [("house", "horse2"), ("house", "mouth"), ("oak", "oat"), ("2019", "2018")]
)
def test_other_words_short_words_and_numbers_are_not_near(one, other):
    assert not folding.near(one, other)


def test_a_known_phrase_is_asked_for_in_every_councils_words():
    alike = [["embargo", "suspension of placements", "red: not currently placing"], ["single"]]
    asked = asking.read("Embargo Oak", alike)
    assert asked.units == (
        (("embargo",), ("red", "not", "currently", "placing"), ("suspension", "of", "placements")),
        (("oak",),),
    )
    back = asking.read("oak suspension of placements", alike)
    assert [unit[0] for unit in back.units] == [("oak",), ("suspension", "of", "placements")]
    assert ("embargo",) in back.units[1]


@given(some.text(max_size=400))
def test_whatever_is_typed_is_words(text):
    asked = asking.read(text)
    for said in (
        asking.for_fts5(asked, "a"),
        asking.for_tsquery(asked),
        asking.near_for_fts5(asked, "a"),
        asking.near_for_tsquery(asked),
    ):
        assert "\0" not in said
    assert len(asked.phrase) <= 8
    assert all(word.isalnum() for word in asked.phrase)


@pytest.mark.parametrize(
    ("typed", "title", "reference", "tier"),
    [
        ("s-0007", "Anything", "S-0007", Tier.REFERENCE),
        ("oak house", "Oak House", "S-1", Tier.TITLE),
        ("oak house", "Oak House Care Home", "S-1", Tier.TITLE_BEGINS),
        ("oak house", "Old Oak House", "S-1", Tier.TITLE_HOLDS),
        ("house oak", "Oak House", "S-1", Tier.TITLE_HOLDS),
        ("oak hou", "Old Oak House", "S-1", Tier.TITLE_BEGINNINGS),
        ("oak huose", "Oak House", "S-1", Tier.TITLE_BEGINNINGS),
        ("oak anytown", "Oak House", "S-1", Tier.TITLE_IN_PART),
        ("anytown", "Oak House", "S-1", Tier.WORDS),
    ],
)
def test_how_well_a_record_answers(typed, title, reference, tier):
    asked = asking.read(typed)
    assert ranking.tier(asked, folding.tokens(title), folding.reference_key(reference)) == tier


def test_a_snippet_says_where_and_marks_what_was_found():
    words = f"Contact\tA Person\nAddress\t{'far away ' * 30}12 St Mary's Road, Anytown {'and on ' * 30}"
    found = snippets.snippet(words, asking.read("marys any"))
    assert found is not None
    assert found.label == "Address"
    assert [each.text for each in found.pieces if each.found] == ["Mary's", "Anytown"]
    assert str(found).startswith("… ")
    assert str(found).endswith(" …")
    assert len(str(found)) < 200


def test_no_snippet_where_nothing_was_found():
    assert snippets.snippet("Address\tElsewhere", asking.read("anytown")) is None


@given(some.text(max_size=200), some.text(max_size=30))
def test_marking_loses_nothing_of_the_text(text, typed):
    assert "".join(each.text for each in snippets.marked(text, asking.read(typed))) == text
