from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.sample.dealing import Deck, along, count, day_between, part_of

WEIGHTS = st.dictionaries(st.text(max_size=3), st.floats(0.01, 1000), min_size=1, max_size=6)


@given(WEIGHTS, st.integers(1, 300), st.integers())
def test_a_whole_deck_holds_each_card_within_one_of_its_share(weights, size, seed):
    deck = Deck(Random(seed), weights, size)
    dealt = Counter(deck.deal() for _ in range(size))
    total = sum(weights.values())
    assert dealt.total() == size
    for card, weight in weights.items():
        assert abs(dealt[card] - size * weight / total) <= 1


def test_a_deck_is_shuffled_again_when_it_is_dealt_out():
    deck = Deck(Random(1), {"rare": 1, "usual": 9}, size=10)
    assert [Counter(deck.deal() for _ in range(10))["rare"] for _ in range(5)] == [1, 1, 1, 1, 1]


def test_decks_of_one_seed_deal_alike_and_of_another_differently():
    def dealt(seed: int) -> list[int]:
        deck = Deck(Random(seed), dict.fromkeys(range(20), 1), size=20)
        return [deck.deal() for _ in range(20)]

    assert dealt(3) == dealt(3) != dealt(4)


@pytest.mark.parametrize("mean", [0.1, 1.0, 8.0])
def test_counts_have_the_mean_asked_for(mean):
    chance = Random(5)
    drawn = [count(chance, mean) for _ in range(4000)]
    assert sum(drawn) / len(drawn) == pytest.approx(mean, rel=0.1)
    assert min(drawn) == 0


def test_a_part_is_never_more_than_the_whole():
    chance = Random(6)
    parts = [part_of(chance, 7, 0.5) for _ in range(500)]
    assert (min(parts), max(parts)) == (0, 7)
    assert part_of(chance, 7, 0) == 0
    assert part_of(chance, 7, 1) == 7


def test_draws_along_quantiles_stay_inside_them_and_halve_at_the_median():
    chance = Random(7)
    drawn = [along(chance, (1, 4, 10, 30, 83)) for _ in range(3000)]
    assert min(drawn) >= 1
    assert max(drawn) <= 83
    assert sum(value <= 10 for value in drawn) / len(drawn) == pytest.approx(0.5, abs=0.04)


@given(st.dates(), st.dates(), st.integers())
def test_a_day_between_is_between_or_the_last_where_there_is_none(first, last, seed):
    day = day_between(Random(seed), first, last)
    assert first <= day <= last if first <= last else day == last


def test_both_ends_can_be_drawn():
    chance = Random(8)
    days = {day_between(chance, date(2026, 1, 1), date(2026, 1, 3)) for _ in range(60)}
    assert days == {date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)}
