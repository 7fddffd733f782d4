"""A rule names a place in a record; the person sees a line and a column of a file."""

from __future__ import annotations

import pytest

from marked import unmarked
from riskbook.findings import Finding, Location, Severity, Span
from riskbook.reading.pinpointing import pinpoint, quote
from riskbook.reading.trees import MemoryTree
from riskbook.wording import say

RISK = "registers/desk/risks/R001-a.md"
TRANSLATION = "registers/desk/risks/R001-a.zh.md"


def finding(path: str, pointer: str, span: Span | None = None) -> Finding:
    message = say("finding.RB202")
    return Finding("RB202", Severity.ERROR, message, Location(path, span), None, "R001", pointer)


def place(path: str, text: str, pointer: str) -> Span | None:
    (found,) = pinpoint([finding(path, pointer)], MemoryTree({path: text.encode()}))
    return found.location.span


def of(*lines: str) -> str:
    return "---\n" + "\n".join(lines) + "\n---\n"


POINTERS = {
    "plan": of("id: R001", "plan: ⟦P001⟧"),
    "#plan": of("id: R001", "⟦plan⟧: P001"),
    "controls": of("⟦controls⟧:", "  - C001"),
    "controls/1": of("controls:", "  - C001", "  - ⟦C002⟧"),
    "related/1": of("related: [R002, ⟦R003⟧]"),
    "assessment/current/impact/customer": of(
        "assessment: {current: {impact: {customer: ⟦3⟧, financial: 2}}}"
    ),
    "assessment/current/impact": of("assessment:", "  current:", "    ⟦impact⟧:", "      a: 1"),
    "treatment/actions/A2/due": of(
        "treatment:", "  actions:", "    - id: A1", "      due: 2026-01-01", "    - id: A2",
        "      due: ⟦2026-02-02⟧",
    ),
    "arises_at/1/node": of("arises_at:", "  - {process: p, node: n}", "  - {node: ⟦triage⟧}"),
    "depends_on/0": of("depends_on:", "  - ⟦⟧service: desk"),
    # what is not there is shown at what it belongs to
    "owner": of("⟦id⟧: R001", "title: x"),
    "treatment/strategy": of("id: R001", "⟦treatment⟧:", "  rationale: x"),
    "treatment/actions/A9/due": of("treatment:", "  ⟦actions⟧:", "    - id: A1"),
    "assessment/current/rationale": of("id: R001", "⟦assessment⟧:", "  inherent: {impact: 1}"),
    "#treatment/colour": of("⟦treatment⟧:", "  strategy: accept"),
    "controls/7": of("⟦controls⟧:", "  - C001"),
    "related/one": of("⟦related⟧: [R002]"),
    "plan/deeper/still": of("plan: ⟦P001⟧"),
    "": of("⟦id⟧: R001"),
    "#": of("⟦id⟧: R001"),
    "objective": of("id: R001", "objective:⟦⟧"),
    "#objective": of("id: R001", "⟦objective⟧:"),
}  # fmt: skip


@pytest.mark.parametrize("pointer", POINTERS)
def test_a_pointer_becomes_a_stretch_of_the_file(pointer: str) -> None:
    text, (span,) = unmarked(POINTERS[pointer])
    assert place(RISK, text, pointer) == span


@pytest.mark.parametrize("pointer", ["texts/statement/cause", "texts/treatment/actions/A1/what"])
def test_keys_that_hold_slashes_are_found(pointer: str) -> None:
    key = pointer.removeprefix("texts/")
    lines = [f"  {other}: x" for other in ("title", "statement/event") if other != key]
    text, (span_of_key, span_of_value) = unmarked(of("texts:", *lines, f"  ⟦{key}⟧: ⟦甲⟧"))
    assert place(TRANSLATION, text, pointer) == span_of_value
    assert place(TRANSLATION, text, f"#{pointer}") == span_of_key


def test_the_longest_key_wins() -> None:
    text, (span,) = unmarked(of("texts:", "  a: {b: short}", "  a/b: ⟦long⟧"))
    assert place(TRANSLATION, text, "texts/a/b") == span


def test_an_item_goes_by_its_id_before_its_number() -> None:
    text, (span,) = unmarked(of("actions:", "  - {id: A1, due: x}", "  - {id: '0', due: ⟦y⟧}"))
    assert place(RISK, text, "actions/0/due") == span


def test_wide_and_unusual_digits_are_no_index() -> None:
    text, (span,) = unmarked(of("⟦controls⟧: [C001, C002, C003]"))
    assert place(RISK, text, "controls/²") == span


def test_a_finding_that_has_its_place_keeps_it() -> None:
    given = finding(RISK, "plan", Span(7, 7, 7, 8))
    assert pinpoint([given], MemoryTree({RISK: b"---\nplan: P001\n---\n"})) == (given,)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (RISK, b"no front matter"),
        (RISK, b"\xff"),
        (RISK, b""),
        (RISK, b"---\n[\n---\n"),
        ("registers/desk/notes.txt", b"plan: P001"),
    ],
)
def test_a_file_without_positions_leaves_the_finding_with_its_file(
    path: str, content: bytes
) -> None:
    given = finding(path, "plan")
    assert pinpoint([given], MemoryTree({path: content})) == (given,)
    assert pinpoint([given], MemoryTree({})) == (given,)


def test_findings_stay_in_their_order() -> None:
    given = [finding(RISK, "plan"), finding(RISK, "id"), finding(RISK, "plan")]
    found = pinpoint(given, MemoryTree({RISK: b"---\nid: R001\nplan: P001\n---\n"}))
    assert [each.pointer for each in found] == ["plan", "id", "plan"]
    assert [each.location.span.line for each in found if each.location.span] == [3, 2, 3]


def test_files_are_quoted_as_they_read_without_a_byte_order_mark() -> None:
    files = {RISK: b"\xef\xbb\xbfcaf\xe9", "b.yml": "夜".encode(), "c.yml": b"unused"}
    findings = [finding(RISK, ""), finding("b.yml", ""), finding("gone.yml", "")]
    assert quote(findings, MemoryTree(files)) == {RISK: "caf\ufffd", "b.yml": "夜"}
