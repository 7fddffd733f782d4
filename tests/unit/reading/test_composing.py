"""YAML to data, positions and faults: every trap at its place, with what to write instead."""

from __future__ import annotations

import itertools
import time
from typing import Any

import pytest

from marked import unmarked
from riskbook.findings import Span
from riskbook.reading.composing import DEEPEST, Composed, compose, examine

SOUND: dict[str, Any] = {
    "a: b\n": {"a": "b"},
    "no: 007\ntime: 1:30\nyes: 1e999\n": {"no": "007", "time": "1:30", "yes": "1e999"},
    "a: ~\nb: null\nc:\nd: ''\ne: \"  \"\nf: Null\n": dict.fromkeys("abcdef"),
    "a: '~'\nb: \"null\"\nc: nuLL\n": {"a": "~", "b": "null", "c": "nuLL"},
    "a: {}\nb: []\nc: {d: }\n": {"a": None, "b": None, "c": {"d": None}},
    "a:\n  - b\n  -\n  - ~\n  - c\n": {"a": ["b", "c"]},
    "a:\n- b\n- c: d\n  e: f\n": {"a": ["b", {"c": "d", "e": "f"}]},
    "a: [b, {c: d}, [e]]\n": {"a": ["b", {"c": "d"}, ["e"]]},
    "a: |\n  one\n  two\n\nb: >\n  one\n  two\n": {"a": "one\ntwo", "b": "one two"},
    "a: |-\n  one\nb: |+\n  two\n\n": {"a": "one", "b": "two"},
    "a: one\n  two\n": {"a": "one two"},
    "a: 'it''s'\nb: \"tab\\t.\"\n": {"a": "it's", "b": "tab\t."},
    "标题: 夜间来电，无人应答\n": {"标题": "夜间来电，无人应答"},
    "a: b\r\nc: d\r\n": {"a": "b", "c": "d"},
    "# note\na: b # note\n": {"a": "b"},
    "? a\n: b\n": {"a": "b"},
    "a: b": {"a": "b"},
    "--- \na: b\n...\n": {"a": "b"},
    "a: '=1+1'\nb: <<\n<<: x\n": {"a": "=1+1", "b": "<<", "<<": "x"},
}


@pytest.mark.parametrize("yaml", SOUND)
def test_every_scalar_stays_the_text_that_its_author_wrote(yaml: str) -> None:
    assert examine(yaml, 0).faults == ()
    assert examine(yaml, 0).data == SOUND[yaml]
    assert compose(yaml) == SOUND[yaml]


TRAPS = (
    ("title: fault⟦:⟧ urgent\n", "RB004.colon"),
    ("- a: b\n  c: d⟦:⟧ e\n", "RB004.colon"),
    ("标题: 夜间来电⟦:⟧ 无人应答\n", "RB004.colon"),
    ("a: b\n⟦\t⟧c: d\n", "RB004.tab"),
    ("a:\n  b: c\n⟦\t⟧d: e\n", "RB004.tab"),
    ("a: ⟦@⟧desk\n", "RB004.reserved"),
    ("a: ⟦`⟧desk`\n", "RB004.reserved"),
    ("a: ⟦%⟧5\n", "RB004.reserved"),
    ("a: ⟦*important*⟧ note\n", "RB004.star"),
    ("a: ⟦*⟧ note\n", "RB004.star"),
    ("a: ⟦&⟧ note\n", "RB004.star"),
    ('a: ⟦"⟧never closed\nb: c\n', "RB004.quote"),
    ("a: ⟦'⟧tis never closed\nb: c\n", "RB004.quote"),
    ("a: 'once' ⟦o⟧r twice\n", "RB004.after-quote"),
    ('a: "once" ⟦o⟧r twice\n', "RB004.after-quote"),
    ('a: "C:⟦\\⟧shared"\n', "RB004.escape"),
    ("⟦标⟧题：夜间来电\nb: c\n", "RB004.full-width-colon"),
    ("a: b\n⟦标⟧题：夜间来电\n", "RB004.full-width-colon"),
    ("⟦a⟧ b\nc: d\n", "RB004.no-colon"),
    ("a: b\n⟦o⟧ver two lines\nc: d\n", "RB004.no-colon"),
    ("⟦s⟧trategy:mitigate\nc: d\n", "RB004.no-space"),
    ("a:\n  ⟦-⟧ what:call\n    due: d\n", "RB004.no-space"),
    ("a: b\n⟦s⟧ee https://example.org\nc: d\n", "RB004.no-colon"),
    ("a: b\n⟦h⟧ttps://example.org\nc: d\n", "RB004.no-colon"),
    ("a: ⟦[⟧b, c\nd: e\n", "RB004.brackets"),
    ("a: ⟦[⟧b: c\n", "RB004.brackets"),
    ("a: ⟦{⟧b: c\nd: e\n", "RB004.brackets"),
    ("a: ⟦{⟧b: c d: e}\n", "RB004.brackets"),
    ("a: ⟦]⟧\n", "RB004.brackets"),
    ("a: [⟦⟧", "RB004.brackets"),
    ("a: b\n  ⟦c⟧: d\n", "RB004.indentation"),
    ("a:\n    b: c\n  ⟦d⟧: e\n", "RB004.indentation"),
    ("  a: b\n⟦c⟧: d\n", "RB004.indentation"),
    ("a: bell ⟦\a⟧ rings\n", "RB004.control"),
    ("标题: 响铃⟦\a⟧\n", "RB004.control"),
    ("a: pasted⟦\u2028⟧text\nb: c\n", "RB004.control"),
    ("a: old⟦\r⟧line end\n", "RB004.control"),
    ("a: 'next⟦\x85⟧line'\n", "RB004.control"),
    ("⟦[⟧a]: b\n", "RB004.key"),
    ("⟦{⟧a: b}: c\n", "RB004.key"),
    ("a: b\n⟦---⟧\nc: d\n", "RB004.second-document"),
    ("⟦%⟧YAML 3.0\n---\na: b\n", "RB004.other"),
)


@pytest.mark.parametrize(("text", "key"), TRAPS)
@pytest.mark.parametrize("before", [0, 1])
def test_each_trap_is_named_at_its_place(text: str, key: str, before: int) -> None:
    yaml, spans = unmarked(text)
    (fault,) = examine(yaml, before).faults
    assert fault.message.key == f"finding.{key}"
    assert fault.span is not None
    place = (spans[0].line + before, spans[0].column)
    assert (fault.span.line, fault.span.column) == place
    assert fault.span > place
    assert fault.hint is None if key == "RB004.second-document" else fault.hint is not None
    assert compose(yaml) is None


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("title: A fault: urgent\n", "A fault: urgent"),
        ("- what: *important* note\n", "*important* note"),
        ('title: 90% done: "nearly"\n', "90% done: 'nearly"),
        ("title: @desk\n", "@desk"),
        ("a: b\nstrategy:mitigate it\nc: d\n", "strategy: mitigate it"),
    ],
)
def test_the_hint_shows_the_value_in_quotation_marks(yaml: str, text: str) -> None:
    (fault,) = examine(yaml, 0).faults
    assert fault.hint is not None
    assert dict(fault.hint.facts)["text"] == text


MARKS = (
    ("a: b\n⟦a⟧: c\n", "RB005", "finding.RB005"),
    ("a: {b: c, ⟦b⟧: d}\n", "RB005", "finding.RB005"),
    ("a:\n  - b: c\n    ⟦b⟧: d\n", "RB005", "finding.RB005"),
    ("标题: 一\n⟦标题⟧: 二\n", "RB005", "finding.RB005"),
    ("a: b\n⟦'a'⟧: {c: d}\ne: f\n", "RB005", "finding.RB005"),
    ("a: ⟦!!int 1⟧\n", "RB006", "finding.RB006"),
    ("a: ⟦!secret b⟧\n", "RB006", "finding.RB006"),
    ("a:\n  - ⟦! b⟧\n", "RB006", "finding.RB006"),
    ("⟦!!str a⟧: b\n", "RB006", "finding.RB006"),
    ("a: ⟦&one b⟧\n", "RB007", "finding.RB007.anchor"),
    ("⟦&one a⟧: b\n", "RB007", "finding.RB007.anchor"),
    ("a: ⟦*one⟧\n", "RB007", "finding.RB007.alias"),
    ("a: [⟦*one⟧, b]\n", "RB007", "finding.RB007.alias"),
    ("⟦*one⟧ : b\n", "RB007", "finding.RB007.alias"),
)


@pytest.mark.parametrize(("text", "code", "key"), MARKS)
def test_what_records_do_not_use_is_a_fault_with_its_span(text: str, code: str, key: str) -> None:
    yaml, (span,) = unmarked(text)
    (fault,) = examine(yaml, 0).faults
    assert (fault.code, fault.message.key, fault.span) == (code, key, span)
    assert fault.hint is not None
    assert compose(yaml) is None


def test_a_tag_or_anchor_on_a_block_is_a_fault() -> None:
    for yaml, code in (
        ("a: !!map\n  b: c\n", "RB006"),
        ("a: &x\n  - b\n", "RB007"),
        ("!!map\na: b\n", "RB006"),
        ("&x\na: b\n", "RB007"),
    ):
        assert [fault.code for fault in examine(yaml, 0).faults] == [code]
        assert compose(yaml) is None


def test_faults_that_leave_the_text_readable_are_all_told_and_the_first_value_stands() -> None:
    found = examine("a: 1\na: 2\nb: !x 3\na: {c: &y 4}\n", 0)
    assert [fault.code for fault in found.faults] == ["RB005", "RB006", "RB005", "RB007"]
    assert found.data == {"a": "1", "b": "3"}


@pytest.mark.parametrize(
    ("yaml", "key", "span"),
    [
        ("", "finding.RB013.empty", Span(2, 1, 2, 2)),
        ("# only a note\n", "finding.RB013.empty", Span(2, 1, 2, 2)),
        ("~\n", "finding.RB013.empty", Span(2, 1, 2, 2)),
        ("just text\n", "finding.RB013", Span(2, 1, 2, 10)),
        ("- a\n- b\n", "finding.RB013", Span(2, 1, 2, 1)),
        ("[a, b]\n", "finding.RB013", Span(2, 1, 2, 2)),
    ],
)
def test_a_text_without_fields_is_a_fault(yaml: str, key: str, span: Span) -> None:
    (fault,) = examine(yaml, 1).faults
    assert (fault.code, fault.message.key, fault.span) == ("RB013", key, span)


def nested(levels: int) -> str:
    return "".join(f"{'  ' * level}a:\n" for level in range(levels)) + f"{'  ' * levels}b: c\n"


def test_nesting_is_read_to_a_depth_and_no_further() -> None:
    deepest, too_deep = nested(DEEPEST - 1), nested(DEEPEST)
    assert examine(deepest, 0).faults == ()
    assert compose(deepest) == examine(deepest, 0).data != {}
    (fault,) = examine(too_deep, 0).faults
    assert fault.code == "RB014"
    assert fault.span is not None
    assert (fault.span.line, fault.span.column) == (DEEPEST + 1, 2 * DEEPEST + 1)
    assert compose(too_deep) is None


LAUGHS = "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}]\n"
    for before, name in itertools.pairwise("abcdefghi")
)
BOMBS = {
    "lists in lists": "a: " + "[" * 200_000,
    "maps in maps": "a: " + "{a: " * 200_000,
    "blocks in blocks": "- " * 200_000,
    "question marks": "? " * 200_000,
    "a billion laughs": f"a: &a [x, x]\n{LAUGHS}",
    "quotation marks": "a: " + '"' * 200_001,
    "a long line": "a: " + "x" * 1_000_000,
    "a long key": "x" * 1_000_000 + ": a",
    "many colons": "a: " + "b: " * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_text_made_to_exhaust_the_parser_is_soon_done_with(name: str) -> None:
    began = time.process_time()
    found, quick = examine(BOMBS[name], 0), compose(BOMBS[name])
    assert (quick is None) == bool(found.faults)
    assert time.process_time() - began < 10  # it would be hours, or a crash


def positions(text: str) -> tuple[Composed, tuple[Span, ...]]:
    yaml, spans = unmarked(text)
    return examine(yaml, 0), spans


def test_a_position_is_that_of_the_characters_an_editor_counts() -> None:
    found, (key, value, wide, emoji) = positions(
        "⟦夜间来电⟧: {电话: ⟦值班⟧, b: ⟦'全 角'⟧, c: ⟦\U0001f6a8 x⟧}\n"
    )
    assert found.positions.keys["夜间来电",] == key
    assert found.positions.values["夜间来电", "电话"] == value
    assert found.positions.values["夜间来电", "b"] == wide
    assert found.positions.values["夜间来电", "c"] == emoji


def test_values_and_keys_of_block_and_flow_have_their_spans() -> None:
    found, (key, first, inner, inner_value, second) = positions(
        "⟦a⟧:\n  - ⟦one⟧\n  - {⟦b⟧: ⟦two words⟧}\n  -\n  - ⟦three⟧\n"
    )
    values, keys = found.positions
    assert keys["a",] == key
    assert values["a", 0] == first
    assert keys["a", 1, "b"] == inner
    assert values["a", 1, "b"] == inner_value
    assert values["a", 2] == second
    assert found.data == {"a": ["one", {"b": "two words"}, "three"]}


def test_an_empty_value_has_a_place_and_so_has_its_key() -> None:
    found, (key,) = positions("⟦plan⟧:\nother: x\n")
    assert found.positions.keys["plan",] == key
    assert found.positions.values["plan",] == Span(1, 6, 1, 6)


def test_a_block_of_several_lines_is_shown_at_its_first() -> None:
    found, _ = positions("a: |\n  one\n  two\nb: c\n")
    assert found.positions.values["a",] == Span(1, 4, 1, 5)


def test_a_text_over_two_lines_reaches_to_its_end() -> None:
    found, (span,) = positions('a: ⟦"one\n  two"⟧\nb: c\n')
    assert found.positions.values["a",] == span
