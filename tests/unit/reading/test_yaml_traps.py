"""Values that a ``#`` cuts short or swallows: what is lost, and only what is really lost."""

from __future__ import annotations

import pytest

from marked import unmarked
from riskbook.reading.yaml_traps import cut_short, is_cut_short, is_swallowed


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("reference: Ticket ⟦#4711⟧\n", "Ticket #4711"),
        ("a: b\nreference: Ticket ⟦#4711 of May⟧  \nc: d\n", "Ticket #4711 of May"),
        ("actions:\n  - what: Close ⟦#12⟧\n", "Close #12"),
        ("resources:\n  - Room ⟦#3⟧\n", "- Room #3"),
        ("reference: 工单 ⟦#4711，已关闭⟧\r\n", "工单 #4711，已关闭"),
        ("a: one\n  - two ⟦#3⟧\nb: c\n", "- two #3"),
    ],
)
@pytest.mark.parametrize("before", [0, 1])
def test_a_value_that_a_hash_cuts_short_is_told(text: str, whole: str, before: int) -> None:
    yaml, (span,) = unmarked(text)
    assert is_cut_short(yaml)
    (fault,) = cut_short(yaml, before)
    place = span._replace(line=span.line + before, end_line=span.end_line + before)
    assert (fault.code, fault.span) == ("RB015", place)
    assert fault.hint is not None
    assert dict(fault.hint.facts)["text"] == whole


def test_every_line_is_told() -> None:
    assert len(list(cut_short("a: b #1\nc: d\ne: f #2\n", 0))) == 2


@pytest.mark.parametrize(
    "yaml",
    [
        "a: b # an ordinary comment\n",
        "status: open\n#reviewed: 2026\n",
        "#reviewed\na: b\n",
        "a: 'Ticket #4711'\n",
        'a: "Ticket #4711"\n',
        "a: [b, c] #note\n",
        "a: C#7\n",
        "a: #4711\n",
        "a: |\n  see: ticket #4711\n  - item #2\nb: c\n",
        "a: >\n  - item #2\n\nb: c\n",
        'a: "over\n  b: c #4711 and\n  d"\n',
    ],
)
def test_what_is_no_loss_is_not_told(yaml: str) -> None:
    assert list(cut_short(yaml, 0)) == []


def test_a_text_with_another_fault_is_looked_through_all_the_same() -> None:
    assert len(list(cut_short("a: b #1\nc: [\n", 0))) == 1


@pytest.mark.parametrize("line", ["title: #1 customer lost", "  - what: #1 x", "标题: #1"])
def test_a_whole_value_taken_for_a_comment_is_known(line: str) -> None:
    assert is_swallowed(line)


@pytest.mark.parametrize("line", ["title: # note", "title: a #1", "#title: #1", "title:#1", ""])
def test_any_other_line_is_not(line: str) -> None:
    assert not is_swallowed(line)
