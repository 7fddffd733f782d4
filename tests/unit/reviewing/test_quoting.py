"""Quotations: the lines of what changed, from both states, and no others."""

from __future__ import annotations

from riskbook.reading.trees import MemoryTree
from riskbook.reviewing.quoting import MOST_LINES, Passage, Quotation, Quotations
from small_book import CRITERIA, PROCESS, RISK, edited, small_book


def quoted(path: str, pointers: tuple[str, ...], change: tuple[str, str]) -> Quotation:
    both = Passage(path, pointers), Passage(path, pointers)
    head = MemoryTree(edited({path: change}))
    return Quotations(MemoryTree(small_book()), head, [both]).quote(*both)


def shown(quotation: Quotation) -> list[str]:
    return [f"{line.sign}{line.text.strip()}" for line in quotation.lines]


def test_a_field_is_quoted_with_the_item_that_it_stands_in() -> None:
    pointers = ("nodes/intake/id", "nodes/intake/outputs")
    found = quoted(PROCESS, pointers, ("    outputs: [ticket]\n", "    outputs: [ticket, log]\n"))
    assert shown(found) == [" - id: intake", "-outputs: [ticket]", "+outputs: [ticket, log]"]
    assert found.path == PROCESS
    lines = small_book()[PROCESS].decode().split("\n")
    assert lines[found.first - 1] == "    outputs: [ticket]"


def test_what_changed_elsewhere_in_the_file_is_not_quoted() -> None:
    pointers = ("nodes/intake/id", "nodes/intake/outputs")
    assert quoted(PROCESS, pointers, ("kind: task", "kind: start")).lines == ()


def test_a_score_for_all_dimensions_stands_for_each_and_items_go_by_their_keys() -> None:
    pointers = ("assessment/current/impact/customer",)
    change = ("      customer: 3\n", "      customer: 2\n")
    assert shown(quoted(RISK, pointers, change)) == ["-customer: 3", "+customer: 2"]
    one = ("    impact:\n      customer: 3\n      financial: 2\n", "    impact: 2\n")
    assert shown(quoted(RISK, pointers, one)) == ["-customer: 3", "+impact: 2"]
    change = ("key: slight, name: {en: Slight", "key: slight, name: {en: Small")
    (before, after) = shown(quoted(CRITERIA, ("impact/steps/slight",), change))
    assert before.startswith("-- {value: 1, key: slight, name: {en: Slight")
    assert after.startswith("+- {value: 1, key: slight, name: {en: Small")


def test_a_block_of_text_is_quoted_whole_and_comments_behind_it_are_not() -> None:
    block = "  cause: >\n    Nobody works at the desk\n    after 18:00\n  # asked in May\n"
    change = ("  cause: Nobody works at the desk after 18:00\n", block)
    found = quoted(RISK, ("statement/cause",), change)
    assert shown(found) == [
        "-cause: Nobody works at the desk after 18:00",
        "+cause: >",
        "+Nobody works at the desk",
        "+after 18:00",
    ]


def test_the_last_field_ends_with_the_front_matter() -> None:
    found = quoted(RISK, ("plan",), ("plan: P001\n", "plan: P002\n"))
    assert shown(found) == ["-plan: P001", "+plan: P002"]


def test_what_one_state_lacks_is_quoted_from_the_other() -> None:
    found = quoted(RISK, ("plan",), ("plan: P001\n", ""))
    assert shown(found) == ["-plan: P001"]
    gone = Passage(RISK, ("plan",)), Passage("", ("plan",))
    found = Quotations(MemoryTree(small_book()), MemoryTree({}), [gone]).quote(*gone)
    assert (shown(found), found.path) == (["-plan: P001"], RISK)


def test_a_file_that_cannot_be_read_is_not_quoted() -> None:
    both = Passage(RISK, ("plan",)), Passage(RISK, ("plan",))
    head = MemoryTree({**small_book(), RISK: b"\xff\xfe"})
    found = Quotations(MemoryTree(small_book()), head, [both]).quote(*both)
    assert shown(found) == ["-plan: P001"]


def test_more_lines_than_there_is_room_for_are_counted() -> None:
    many = "controls:\n" + "".join(f"  - C{number:03}\n" for number in range(2, 40))
    found = quoted(RISK, ("controls",), ("controls:\n  - C001\n", many))
    assert len(found.lines) == MOST_LINES
    assert len(found.lines) + found.left_out == 1 + 1 + 38
