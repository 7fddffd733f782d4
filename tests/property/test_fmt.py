"""Tidying changes the form of a file and nothing else, once and for all."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from riskbook.authoring import formatting
from riskbook.authoring.formatting import Formatted, State, field_orders, format_file, is_formatted
from riskbook.reading.composing import examine
from riskbook.reading.examining import compose_file
from riskbook.reading.front_matter import Split, split
from riskbook.reading.placing import Kind, place
from riskbook.reading.trees import WorkTree
from small_book import small_book

CLONE = Path(__file__).resolve().parents[2]
ORDERS = field_orders()
THOROUGH = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def books() -> dict[str, tuple[Kind, bytes]]:
    """Every file that has a form: of the example book, of the books of the tests."""
    found: dict[str, tuple[Kind, bytes]] = {}
    for root in (CLONE, *(path.parent for path in (CLONE / "tests").rglob("riskbook.yml"))):
        tree = WorkTree(root)
        for path, content in tree.read(entry.path for entry in tree.entries()):
            here = place(path)
            if is_formatted(path) and here and content is not None:
                found[f"{root.relative_to(CLONE)}/{path}"] = here.kind, content
    for path, content in small_book().items():
        if is_formatted(path) and (here := place(path)):
            found[f"small book/{path}"] = here.kind, content
    return found


FILES = books()


def formatted(kind: Kind, content: bytes) -> Formatted:
    """The form of a file, held to what is promised of every file."""
    result = format_file("here", kind, content, ORDERS[kind])
    assert result.state is not State.UNSAFE
    if result.state is State.FAULTY:
        assert result.faults
        assert result.after == content
        return result
    assert (result.state is State.TIDY) == (result.after == content)
    again = format_file("here", kind, result.after, ORDERS[kind])
    assert (again.state, again.after) == (State.TIDY, result.after)
    hold_to_the_same(kind, content, result.after)
    hold_to_form(kind, result.after)
    return result


def hold_to_the_same(kind: Kind, before: bytes, after: bytes) -> None:
    """The data, every comment and the body are there as they were."""
    first, second = compose_file(kind, before), compose_file(kind, after)
    assert first is not None
    assert second is not None
    assert second.data == first.data
    assert comments(kind, after) == comments(kind, before)
    assert body(kind, after) == body(kind, before)


def hold_to_form(kind: Kind, content: bytes) -> None:
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" not in content
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")
    composed = compose_file(kind, content)
    assert composed is not None
    columns = {span.column for path, span in composed.positions.keys.items() if len(path) == 1}
    if columns == {1}:
        ranks = [rank(kind, key) for key in composed.data]
        assert ranks == sorted(ranks)


def rank(kind: Kind, key: str) -> int:
    order = ORDERS[kind]
    return order.index(key) if key in order else len(order) + key.startswith("x_")


def parts(kind: Kind, content: bytes) -> Split:
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    found = split(text) if kind.has_front_matter else Split(text, 0, "")
    assert isinstance(found, Split)
    return found


def body(kind: Kind, content: bytes) -> str:
    return parts(kind, content).body.rstrip("\n")


def comments(kind: Kind, content: bytes) -> Counter[str]:
    """Everything from a # on, in whatever line; texts with one count too, and stay as well."""
    lines = parts(kind, content).yaml.split("\n")
    return Counter(line[line.index("#") :].rstrip() for line in lines if "#" in line)


@pytest.mark.parametrize("path", FILES)
def test_every_file_we_have_keeps_its_meaning_however_it_is_turned_about(path: str) -> None:
    kind, content = FILES[path]
    formatted(kind, content)
    formatted(kind, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    for seed in range(3):
        turned = turned_about(kind, content, Random(seed))  # noqa: S311  # a test, no secret
        result = formatted(kind, turned)
        assert result.after == formatted(kind, content).after or b"\n\n" in turned


def turned_about(kind: Kind, content: bytes, random: Random) -> bytes:
    """The file with its top-level blocks in another order."""
    yaml, text = parts(kind, content).yaml, parts(kind, content).body
    starts = [match.start() for match in re.finditer(r"^[a-z_]+:", yaml, re.MULTILINE)]
    stretches = [yaml[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    random.shuffle(stretches)
    turned = yaml[: starts[0]] + "".join(stretches)
    return (f"---\n{turned}---\n{text}" if kind.has_front_matter else turned).encode()


KEYS = [*ORDERS[Kind.RISK][:7], "x_ticket", "x_own", "strange", "other", '"quoted"']
ENDS = st.sampled_from(["", "", "", " ", "  ", "\t", " \t "])
VALUES = st.sampled_from(
    [
        " word{0}",
        " 'quoted'{0} # said{0}",
        "{0}",
        "{0}\n  - a{0}\n  - b # second{0}",
        "\n- at the margin{0}\n- of the page{0}",
        "{0}\n  below: 1{0}\n  # inside{0}\n  more: 2{0}",
        " |{0}\n  literal  \n\n  # no comment  \n    deeper \n",
        " |+{0}\n  kept  \n  \n\n",
        " >-{0}\n  folded  \n  text\t\n",
        " |2{0}\n    indented  \n  less  ",
        ' "two{0}\n  lines{0}\n\n  and more"{0}',
        " 'it''s{0}\n\n  # no comment'{0}",
        " plain{0}\n  over two lines{0}",
        " [a, b]{0}",
        " [a,{0}\n  # inside a list{0}\n  b{0}\n  ]{0}",
        " {{a: b,{0}\n  c: d}}{0}",
        "{0}\n  - |{0}\n    in a list  \n  - key: >{0}\n      folded  \n    other: x{0}",
    ]
)
LEADS = st.lists(
    st.sampled_from(["", "", "# a comment", "# - [x] another: one", "#", "   "]), max_size=4
)
BODIES = st.sampled_from(
    ["", "\n", "## Text  \nwith a break  \n", "\n\nno end", "x\n\n\n", "x\n  \n\n"]
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Front matter with fields in any order, each with anything above and behind it."""
    keys = draw(st.permutations(KEYS))[: draw(st.integers(1, 6))]
    lines: list[str] = []
    for key in keys:
        lines += draw(LEADS)
        lines.append(key + ":" + draw(VALUES).format(draw(ENDS)))
    lines += draw(LEADS)
    text = "---\n" + "\n".join(lines) + "\n---\n" + draw(BODIES)
    text = draw(st.sampled_from(["", "", "\ufeff"])) + text
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"]))).encode()


@given(files())
@THOROUGH
def test_any_arrangement_of_fields_comes_into_order(content: bytes) -> None:
    assert formatted(Kind.RISK, content).state is not State.FAULTY


PIECES = st.sampled_from(
    ["id", "title", "x_a", ":", ": ", " ", "  ", "\n", "\n", "- ", "#", " # c", "'", '"', "|", ">",
     "[", "]", "{", "}", ",", "? ", "---", "...", "%YAML 1.2", "&a", "*a", "!t", "\t", "\r", "\r\n",
     "\ufeff", "\u2028", "~", "word", "中文"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from([Kind.RISK, Kind.SERVICES]))
@THOROUGH
@example("? |", Kind.RISK)
@example("? |\n  id  \n: a\n", Kind.SERVICES)
@example("? id\n: a  \n? title\n: b\n", Kind.SERVICES)
@example("--- # top\n\ntitle: a\nid: b\n...\n# end\n", Kind.RISK)
@example("title: a\n...\n", Kind.SETTINGS)
@example('title: "a\n# no comment\nid: b"\nid: c\n', Kind.RISK)
@example("{title: a, id: b}  \n", Kind.RISK)
@example("title: a\n# c\n...", Kind.RISK)
def test_any_text_is_put_in_form_or_left_alone(text: str, kind: Kind) -> None:
    formatted(kind, (f"---\n{text}\n---\n" if kind.has_front_matter else text).encode())


@given(files())
@THOROUGH
def test_the_quick_look_never_calls_tidy_what_is_not(content: bytes) -> None:
    order = ORDERS[Kind.RISK]
    if formatting._is_tidy(Kind.RISK, content, order):
        found = parts(Kind.RISK, content)
        yaml = formatting._Parts(found.yaml, found.body)
        assert formatting._written(Kind.RISK, formatting._formatted(yaml, order)) == content
        assert not examine(yaml.yaml, 0).faults
