"""The quick reader of plain YAML never says anything that the parser would not say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from riskbook.reading.composing import parse
from riskbook.reading.front_matter import Split, split
from riskbook.reading.plain_yaml import scan

CLONE = Path(__file__).resolve().parents[2]
KEYS = st.sampled_from(["id", "title", "a", "statement/cause", "b-c", "x_1", "null", "no"])
PIECES = st.sampled_from(
    [
        *("a", "word", "two words", "007", "1:30", "no", "~", "null", "4.0", "-5", "- x", "C#"),
        *("x:", "x: y", "x #y", "# no", "'q'", '"q"', "[a, b]", "[a]", "[]", "{a: b}", "[-a, b]"),
        *(
            "*a",
            "&a",
            "!t",
            "@",
            "%",
            "?",
            ">",
            "|",
            "a,b",
            "a]b",
            "...",
            "---",
            "，中文。",
            "：",
            "é",
        ),
        *("“引”", "\u3000", "\u00a0", "\u2028", "\u0085", "\t", "\r", "🙂", "\ufeff"),
    ]
)
LINES = st.builds(
    lambda indent, dash, key, gap, value, end: f"{' ' * indent}{dash}{key}{gap}{value}{end}",
    st.integers(0, 6),
    st.sampled_from(["", "", "", "- ", "-", "-  ", "- - "]),
    st.one_of(st.just(""), KEYS),
    st.sampled_from(["", ":", ": ", ":  ", " :", " : "]),
    st.one_of(st.just(""), PIECES),
    st.sampled_from(["", "", "", " ", ":", " #c"]),
)


@given(st.lists(LINES, max_size=8).map("\n".join), st.sampled_from(["", "\n", "\n\n"]))
@settings(max_examples=3000, deadline=None)
@example("a:\n- b\n- c: d\n  e:\n  - f\n", "")
@example("a: b\n  - c\n", "")
@example("a:\n  b\n", "")
@example("- a\n", "")
@example("", "")
def test_it_agrees_or_gives_up(text: str, end: str) -> None:
    quick = scan(text + end)
    if quick is not None:
        assert quick == parse(text + end)


FILES = sorted((CLONE / "registers").rglob("*.md")) + sorted((CLONE / "registers").rglob("*.yml"))


def test_it_reads_most_of_the_example_book() -> None:
    read = 0
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        parts = split(text) if path.suffix == ".md" else Split(text, 0, "")
        assert isinstance(parts, Split)
        quick = scan(parts.yaml)
        if quick is not None:
            read += 1
            assert quick == parse(parts.yaml), path
    assert read > 0.8 * len(FILES)


@pytest.mark.parametrize(
    "text",
    [
        'title: "quoted"',
        "title: a: b",
        "title: a #b",
        "title: *a",
        "title: [a, [b]]",
        "title: {a: b}",
        "title: a\n  b",
        "a: 1\na: 2",
        "\ta: b",
        "a: b\r\n",
        "a: |\n  b",
        "- a",
        "a: !x b",
        "a: &x b",
        "---\na: b",
        "title：标题",
    ],
)
def test_it_leaves_the_rest_to_the_parser(text: str) -> None:
    assert scan(text) is None
