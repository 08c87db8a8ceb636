"""A record over time: new signs, lasting ones, those that are gone, and those nobody looked for again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.engine.model import BadInput
from oversight.engine.questions.comparing import Compared, compare
from tests.engine.questions.sets import answers_to, ids, record, trial

SIGNS = ("seen", "suspected")
ALL = (*SIGNS, "not_seen", "not_known", "not_applicable", None)


def test_two_records_show_what_is_new_what_lasts_and_what_is_gone():
    """The review over time; keeping one record for each provider is the intelligence capability's part."""
    earlier = {"bruises": "not_seen", "odour": "suspected", "absence": "seen", "fear": "seen"}
    later = {"bruises": "suspected", "odour": "seen", "absence": "not_seen", "fear": "not_known"}
    assert compare(record(), earlier, later) == Compared(
        appeared=("bruises",), persisting=("odour",), gone=("absence",), lost_sight=("fear",)
    )


def test_a_sign_that_nobody_looked_for_again_is_not_gone():
    assert compare(record(), {"fear": "seen"}, {}).lost_sight == ("fear",)
    assert compare(record(), {}, {"fear": "seen"}).appeared == ("fear",)


def test_a_sign_that_no_longer_applies_is_gone():
    assert compare(record(), {"fear": "seen"}, {"fear": "not_applicable"}).gone == ("fear",)


@given(answers_to(record(), ALL), answers_to(record(), ALL))
def test_each_sign_is_in_exactly_one_list(earlier, later):
    found = compare(record(), earlier, later)
    every = [*found.appeared, *found.persisting, *found.gone, *found.lost_sight]
    signs = {name for name in ids(record()) if earlier[name] in SIGNS or later[name] in SIGNS}
    assert sorted(every) == sorted(signs)
    assert set(found.gone) == {n for n in signs if later[n] in ("not_seen", "not_applicable")}


@given(st.data())
def test_turned_round_what_appeared_is_gone_or_lost_sight_of(data):
    earlier, later = data.draw(answers_to(record(), ALL)), data.draw(answers_to(record(), ALL))
    there, back = compare(record(), earlier, later), compare(record(), later, earlier)
    assert set(there.appeared) == {*back.gone, *back.lost_sight}
    assert there.persisting == back.persisting


def test_only_a_record_is_compared_sign_by_sign():
    with pytest.raises(BadInput, match="'trial' is scored; only a record is compared"):
        compare(trial(), {}, {})


def test_it_is_said_which_of_the_two_cannot_be_read():
    with pytest.raises(BadInput, match="later answers: 'odour' is answered with one of seen"):
        compare(record(), {"odour": "seen"}, {"odour": "smelt"})
