"""The chain by itself: whatever is done to a run of events, its proof finds it."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oversight.engine.model import BadInput
from oversight.foundation.audit.chain import (
    START,
    Anchor,
    Head,
    Link,
    canonical,
    commitment,
    head,
    leaf,
    verify,
)
from oversight.foundation.audit.exported import verify_export

KEY, OTHER = b"k" * 32, b"o" * 32

words = st.text(max_size=12)
events = st.fixed_dictionaries(
    {"name": words, "subject": words, "by": st.fixed_dictionaries({"id": words, "name": words})},
    optional={
        "reason": words,
        "count": st.integers(-9, 9),
        "changes": st.dictionaries(words, st.lists(words)),
    },
)
runs = st.lists(events, min_size=1, max_size=12)


def made(told, key=KEY, salt=b"s"):
    """A chain of these events, as the service writes it."""
    before, found = START, []
    for number, event in enumerate(told, start=1):
        salted = (salt * 16)[:15] + bytes([number % 256])
        before = leaf(key, before, number, commitment(salted, event))
        found.append(Link(number, event, salted, before))
    return found, Head(len(found), before, head(key, len(found), before))


def faults(links, end, anchors=(), key=KEY):
    return verify(key, links, end, anchors).faults


@given(runs)
def test_what_the_service_wrote_is_sound(told):
    links, end = made(told)
    verdict = verify(KEY, links, end, [Anchor(each.number, each.mark) for each in links])
    assert verdict.sound
    assert verdict.events == len(told)


def test_an_empty_chain_is_sound_and_a_chain_without_its_end_is_not():
    assert verify(KEY, [], None).sound
    assert faults(made([{"name": "a.b"}])[0], None) == [
        "the end of the chain is not recorded: it was removed"
    ]


@given(runs, st.data())
def test_any_single_edit_is_found(told, data):
    links, end = made(told)
    at = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(events)
    assume(canonical(other) != canonical(links[at].event))
    each = links[at]
    links[at] = Link(each.number, other, each.salt, each.mark)
    assert any(f"event {each.number} (" in fault for fault in faults(links, end))


@given(runs, st.data())
def test_a_changed_salt_mark_or_number_is_found(told, data):
    links, end = made(told)
    at = data.draw(st.integers(0, len(links) - 1))
    each = links[at]
    links[at] = data.draw(
        st.sampled_from(
            [
                Link(each.number, each.event, each.salt[:-1] + bytes([each.salt[-1] ^ 1]), each.mark),
                Link(each.number, each.event, each.salt, bytes([each.mark[0] ^ 1]) + each.mark[1:]),
                Link(each.number + 1, each.event, each.salt, each.mark),
            ]
        )
    )
    assert faults(links, end)


@given(runs, st.data())
def test_any_single_deletion_is_found(told, data):
    links, end = made(told)
    del links[data.draw(st.integers(0, len(links) - 1))]
    assert faults(links, end)


@given(runs, st.data())
def test_any_insertion_is_found(told, data):
    links, end = made(told)
    at = data.draw(st.integers(0, len(links)))
    before = links[at - 1].mark if at else START
    put_in = data.draw(events)
    forged = leaf(OTHER, before, at + 1, commitment(b"x" * 16, put_in))
    links.insert(at, Link(at + 1, put_in, b"x" * 16, forged))
    assert faults(links, end)


@given(st.lists(events, min_size=2, max_size=12), st.data())
def test_any_reordering_is_found(told, data):
    links, end = made(told)
    moved = data.draw(st.permutations(links))
    assume(moved != links)
    assert faults(moved, end)


@given(st.lists(events, min_size=2, max_size=12), st.data())
def test_a_truncated_tail_is_found_even_with_an_end_put_back_by_arithmetic(told, data):
    links, end = made(told)
    keep = data.draw(st.integers(1, len(links) - 1))
    short = links[:keep]
    assert faults(short, end)
    by_arithmetic = Head(keep, short[-1].mark, head(OTHER, keep, short[-1].mark))
    assert "the end of the chain was not written by this service" in faults(short, by_arithmetic)


@given(runs, runs, st.data())
def test_a_splice_from_another_chain_is_found(told, others, data):
    links, end = made(told)
    strange, _ = made(others, salt=b"t")
    at = data.draw(st.integers(0, min(len(links), len(strange)) - 1))
    assume(canonical(strange[at].event) != canonical(links[at].event))
    assert faults([*links[:at], *strange[at:]], end)


@given(runs)
def test_a_chain_rewritten_without_the_key_is_found(told):
    links, end = made(told, key=OTHER)
    found = faults(links, end)
    assert len(found) == len(told) + 1


@given(runs, st.data())
def test_a_chain_rewritten_with_the_key_is_found_by_an_anchor(told, data):
    links, _ = made(told)
    at = data.draw(st.integers(0, len(links) - 1))
    anchor = Anchor(links[at].number, links[at].mark)
    other = data.draw(events)
    assume(canonical(other) != canonical(told[0]))
    rewritten, end = made([other, *told[1:]])
    assert any("anchor" in fault for fault in faults(rewritten, end, [anchor]))


@given(st.lists(events, min_size=2, max_size=12))
def test_a_tail_removed_with_the_key_is_found_by_an_anchor(told):
    links, end = made(told)
    anchor = Anchor(end.number, links[-1].mark)
    short, its_end = made(told[:-1])
    assert faults(short, its_end, [anchor]) == [
        f"event {end.number} is missing: an anchor kept outside the database says that it was written"
    ]


@given(runs)
def test_the_wrong_key_proves_nothing(told):
    links, end = made(told)
    assert not verify(OTHER, links, end).sound


def _written(tmp_path, told):
    links, end = made(told)
    lines = [
        {"number": each.number, "event": each.event, "salt": each.salt.hex(), "mark": each.mark.hex()}
        for each in links
    ]
    lines.append({"end": end.number, "last": end.last.hex(), "mark": end.mark.hex()})
    export, key = tmp_path / "chain.jsonl", tmp_path / "key"
    export.write_text("\n".join(json.dumps(each) for each in lines))
    key.write_text(KEY.hex())
    return export, key


def test_an_exported_file_is_proved_and_an_edit_in_it_found(tmp_path):
    export, key = _written(tmp_path, [{"name": "service.added"}, {"name": "service.corrected"}])
    assert verify_export(export, str(key), None).sound
    export.write_text(export.read_text().replace("service.corrected", "service.corrects!"))
    assert verify_export(export, str(key), None).faults == [
        "event 2 (service.corrects!) was changed or its chain rewritten"
    ]


def test_a_file_that_is_not_an_export_is_refused_in_words(tmp_path):
    export, key = _written(tmp_path, [{"name": "service.added"}])
    export.write_text("not json")
    with pytest.raises(BadInput, match=r"line 1: this is not JSON"):
        verify_export(export, str(key), None)
    with pytest.raises(BadInput, match="--key"):
        verify_export(export, None, None)
    with pytest.raises(BadInput, match="cannot be read"):
        verify_export(tmp_path / "missing", str(key), None)
