"""What a tidy file looks like, and which files are left alone."""

from __future__ import annotations

import pytest

from riskbook.authoring import formatting
from riskbook.authoring.formatting import (
    Formatted,
    State,
    changes,
    field_orders,
    format_file,
    format_files,
    is_formatted,
)
from riskbook.reading.placing import Kind
from riskbook.reading.trees import MemoryTree
from small_book import RISK, SIGN_OFF, small_book

ORDERS = field_orders()


def tidied(text: str, kind: Kind = Kind.CONTROL) -> str:
    """The YAML of a file in its form; that of front matter where the kind has some."""
    content = f"---\n{text}---\n" if kind.has_front_matter else text
    result = format_file("here", kind, content.encode(), ORDERS[kind])
    assert result.state in (State.TIDY, State.UNTIDY)
    after = result.after.decode()
    return after.removeprefix("---\n").removesuffix("---\n") if kind.has_front_matter else after


def test_fields_stand_in_the_order_of_the_schema() -> None:
    assert tidied("owner: a\nid: C001\nkind: detect\ntitle: b\n") == (
        "id: C001\ntitle: b\nowner: a\nkind: detect\n"
    )


def test_unknown_fields_follow_and_own_fields_are_last_each_in_the_order_they_had() -> None:
    assert tidied("x_b: 1\nzeal: 1\nx_a: 1\nage: 1\ntitle: b\nid: C001\n") == (
        "id: C001\ntitle: b\nzeal: 1\nage: 1\nx_b: 1\nx_a: 1\n"
    )


def test_comments_travel_with_the_field_below_them() -> None:
    assert tidied(
        "title: b\n"
        "# who answers\n"
        "# for it\n"
        "owner: a  # since March\n"
        "# never reused\n"
        "id: C001\n"
        "# the end\n"
    ) == (
        "# never reused\n"
        "id: C001\n"
        "title: b\n"
        "# who answers\n"
        "# for it\n"
        "owner: a  # since March\n"
        "# the end\n"
    )


def test_a_comment_set_apart_at_the_top_stays_there() -> None:
    assert tidied("# All about it\n\n# of the owner\nowner: a\nid: C001\n") == (
        "# All about it\n\nid: C001\n# of the owner\nowner: a\n"
    )


def test_a_comment_within_a_field_stays_within_it() -> None:
    text = "services:\n  - desk\n  # - hotline\ntitle: a\n"
    assert tidied(text, Kind.REGISTER) == "title: a\nservices:\n  - desk\n  # - hotline\n"


def test_empty_lines_travel_too_and_none_comes_to_the_top() -> None:
    assert tidied("owner: a\n\ntitle: b\n\n\nid: C001\n") == "id: C001\n\ntitle: b\n\n\nowner: a\n"


def test_marks_of_the_document_stay_where_they_are() -> None:
    text = "---\ntitle: a\nformat: 1\n...\n# end\n"
    assert tidied(text, Kind.SETTINGS) == "---\nformat: 1\ntitle: a\n...\n# end\n"


def test_what_stands_within_a_field_is_left_as_it_was_written() -> None:
    text = "id: 'C001'\ntitle:   \"b\"\nx_a: {b: 1,   a: [2 , 1]}\nx_c:\n      d: 1\n      a: 2\n"
    assert tidied(text) == text


def test_spaces_at_line_ends_go_but_not_within_texts() -> None:
    assert tidied(
        "id: C001 \n"
        "title: b\t\n"
        "x_a: |  \n"
        "  two spaces  \n"
        "x_b: 'quoted  \n"
        "  twice'  \n"
        "x_c: plain  \n"
        "  text  \n"
        "x_d:\n"
        "  - >- \n"
        "    folded  \n"
        "  - word  # said  \n"
    ) == (
        "id: C001\n"
        "title: b\n"
        "x_a: |\n"
        "  two spaces  \n"
        "x_b: 'quoted  \n"
        "  twice'\n"
        "x_c: plain\n"
        "  text\n"
        "x_d:\n"
        "  - >-\n"
        "    folded  \n"
        "  - word  # said\n"
    )


def test_fields_that_share_a_line_are_not_torn_apart() -> None:
    assert tidied("{title: a, format: 1}  \n", Kind.SETTINGS) == "{title: a, format: 1}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"---\r\nid: C001\r\n---\r\ntext\r\n", b"---\nid: C001\n---\ntext\n"),
        (b"\xef\xbb\xbf---\nid: C001\n---\n", b"---\nid: C001\n---\n"),
        (b"---\nid: C001\n---", b"---\nid: C001\n---\n"),
        (b"---  \nid: C001\n--- \n", b"---\nid: C001\n---\n"),
        (b"---\nid: C001\n---\ntext\n\n\n", b"---\nid: C001\n---\ntext\n"),
        (b"---\nid: C001\n---\na break  \n  \ntext", b"---\nid: C001\n---\na break  \n  \ntext\n"),
    ],
)
def test_line_ends_and_the_end_of_the_file(before: bytes, after: bytes) -> None:
    result = format_file("here", Kind.CONTROL, before, ORDERS[Kind.CONTROL])
    assert (result.state, result.after) == (State.UNTIDY, after)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"---\ntitle: a: b\nid: C001\n---\n", "RB004", 2),
        (b"---\ntitle: a\nid: C001\nid: C002\n---\n", "RB005", 4),
        (b"---\ntitle: !t a\nid: C001\n---\n", "RB006", 2),
        (b"---\ntitle: &a a\nid: C001\n---\n", "RB007", 2),
        (b"---\ntitle: a\nid: C001\n", "RB003", 1),
        (b"title: a\nid: C001\n", "RB002", 1),
        (b"---\ntitle: \xff\n---\n", "RB001", 2),
        (b"---\ntitle: a\x00\n---\n", "RB016", 2),
        (b"---\n---\n", "RB013", 2),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(content: bytes, code: str, line: int) -> None:
    result = format_file("here", Kind.CONTROL, content, ORDERS[Kind.CONTROL])
    assert (result.state, result.after) == (State.FAULTY, content)
    (fault,) = result.faults
    assert fault.code == code
    assert fault.span is not None
    assert fault.span.line == line


def test_a_file_that_is_gone_or_too_large_is_left_alone() -> None:
    gone = format_file("here", Kind.CONTROL, None, ORDERS[Kind.CONTROL])
    large = format_file("here", Kind.CONTROL, b"#" * 2_000_000, ORDERS[Kind.CONTROL])
    assert [fault.code for fault in (*gone.faults, *large.faults)] == ["RB016", "RB008"]


def test_a_value_that_a_hash_cuts_short_hinders_nothing() -> None:
    assert tidied("title: Ticket #4711\nid: C001\n") == "id: C001\ntitle: Ticket #4711\n"


def test_a_fault_of_ours_never_reaches_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"---\ntitle: a\n# kept\nid: C001\n---\n"
    for spoilt in (["id: C001", "title: b"], ["id: C001", "title: a"], ["id: C001", "title: 'a"]):
        monkeypatch.setattr(formatting, "arranged", lambda *_, lines=spoilt: lines)
        result = format_file("here", Kind.CONTROL, content, ORDERS[Kind.CONTROL])
        assert (result.state, result.after) == (State.UNSAFE, content)


def test_sign_offs_and_what_is_not_ours_have_no_form() -> None:
    assert is_formatted(RISK)
    assert is_formatted("riskbook.yml")
    for path in (SIGN_OFF, "README.md", "registers/desk/README.md", "registers/.x/risks/R001.md"):
        assert not is_formatted(path)


def test_every_other_file_of_a_book_is_looked_at_in_the_order_asked_for() -> None:
    files = small_book()
    paths = sorted(files, reverse=True)
    results = list(format_files(MemoryTree(files), paths, ORDERS))
    assert [one.path for one in results] == [path for path in paths if path != SIGN_OFF]
    assert {one.state for one in results} == {State.TIDY}


def test_changes_are_a_unified_diff() -> None:
    file = Formatted("a.yml", State.UNTIDY, b"b: 1 \r\na: 1", b"a: 1\nb: 1\n")
    assert changes(file) == [
        "--- a.yml",
        "+++ a.yml",
        "@@ -1,2 +1,2 @@",
        "-b: 1 \r",
        "-a: 1",
        "\\ No newline at end of file",
        "+a: 1",
        "+b: 1",
    ]
