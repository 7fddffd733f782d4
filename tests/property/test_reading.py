"""Reading takes whatever it is given: it never fails, is never silent, and depends on no order."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from riskbook import check
from riskbook.findings import CODES, Finding, in_order
from riskbook.reading.casting import cast_by
from riskbook.reading.composing import compose, examine
from riskbook.reading.examining import examine_file
from riskbook.reading.loading import Loaded, load
from riskbook.reading.placing import Kind, place
from riskbook.reading.resources import catalogue
from riskbook.reading.schemas import read_schemas, shape_of
from riskbook.reading.trees import MemoryTree, WorkTree
from small_book import RISK, small_book

TODAY = date(2026, 11, 23)
CLONE = Path(__file__).resolve().parents[2]
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
LANGUAGES = {language: catalogue(language) for language in ("en", "zh")}


def example_book() -> dict[str, bytes]:
    """The repository's own book: its framework, and of each kind of record the first two."""
    tree = WorkTree(CLONE)
    files: dict[str, bytes] = {}
    seen: dict[Kind, int] = {}
    for path, content in tree.read([entry.path for entry in tree.entries()]):
        here = place(path)
        if here is not None and content is not None:
            seen[here.kind] = seen.get(here.kind, 0) + 1
            if seen[here.kind] <= 2:
                files[path] = content
    return files


EXAMPLE = example_book()


def hold_to_words(findings: tuple[Finding, ...]) -> None:
    """Every finding has a code of ours and says itself in every language."""
    for finding in findings:
        assert finding.code in CODES
        for words in LANGUAGES.values():
            assert words.say(finding.message)
            assert finding.hint is None or words.say(finding.hint)
        span = finding.location.span
        if span is not None:
            assert span.line >= 1
            assert span.column >= 1
            assert (span.end_line, span.end_column) >= (span.line, span.column)


def read(files: dict[str, bytes]) -> Loaded:
    checked = check(MemoryTree(files), TODAY)
    hold_to_words(checked.findings)
    return checked.loaded


@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
@QUICK
def test_any_bytes_are_a_record_or_a_finding(content: bytes) -> None:
    framework = {path: text for path, text in small_book().items() if "/desk/" not in path}
    for wrapped in (content, b"---\n" + content + b"\n---\n"):
        loaded = read({**framework, RISK: wrapped})
        assert RISK in {finding.location.path for finding in loaded.findings}


class Mutation:
    """One change of a file's bytes, drawn from what happens to files."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # a test, not a secret

    def of(self, content: bytes) -> bytes:
        change = self.random.choice(
            [self.flip, self.drop, self.insert, self.swap_lines, self.cut, self.repeat_line]
        )
        return change(content)

    def place(self, content: bytes) -> int:
        return self.random.randrange(len(content) + 1)

    def flip(self, content: bytes) -> bytes:
        at = self.random.randrange(max(1, len(content)))
        return content[:at] + bytes([self.random.randrange(256)]) + content[at + 1 :]

    def drop(self, content: bytes) -> bytes:
        at = self.place(content)
        return content[:at] + content[at + self.random.randrange(1, 30) :]

    def insert(self, content: bytes) -> bytes:
        at = self.place(content)
        piece = self.random.choice(
            ["\t", "\0", "\u2028", "：", "#", ": ", "- ", "*", "&a ", "!t ", "{", "[", '"', "'",
             "\r", "\n", "---\n", "\n\n", "  ", "~", "0000-01-01", "1e999", "?", "|", ">", "%", "@"]
        )  # fmt: skip
        return content[:at] + piece.encode() + content[at:]

    def swap_lines(self, content: bytes) -> bytes:
        lines = content.split(b"\n")
        one, other = (self.random.randrange(len(lines)) for _ in range(2))
        lines[one], lines[other] = lines[other], lines[one]
        return b"\n".join(lines)

    def cut(self, content: bytes) -> bytes:
        return content[: self.place(content)]

    def repeat_line(self, content: bytes) -> bytes:
        lines = content.split(b"\n")
        at = self.random.randrange(len(lines))
        return b"\n".join([*lines[:at], lines[at], *lines[at:]])


@given(
    path=st.sampled_from(sorted(EXAMPLE)),
    seed=st.integers(0, 2**32),
    times=st.integers(1, 4),
)
@settings(QUICK, max_examples=150)
def test_any_change_of_the_example_book_is_read_without_failing(
    path: str, seed: int, times: int
) -> None:
    content, mutation = EXAMPLE[path], Mutation(seed)
    for _ in range(times):
        content = mutation.of(content)
    loaded = read({**EXAMPLE, path: content})
    if loaded.book is None:
        assert loaded.findings


PLAIN = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\x85"
    ),
    max_size=12,
)
TRAPS = ["007", "1:30", "no", "~", "null", "", " ", "a: b", "# x", "*x", "- x", "'", '"']
SCALARS = st.one_of(PLAIN, st.sampled_from(TRAPS))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(PLAIN.filter(bool), inner, max_size=3)
    ),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
        "indent": st.integers(2, 6),
        "width": st.sampled_from([20, 80, 1000]),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)


@given(data=st.dictionaries(PLAIN.filter(bool), DATA, max_size=4), style=STYLES)
@settings(QUICK, max_examples=300)
def test_what_is_read_is_what_pyyaml_reads(data: dict[str, Any], style: dict[str, Any]) -> None:
    text = yaml.dump(data, allow_unicode=True, **style)
    found = examine(text, 0)
    if any(fault.message.key == "finding.RB004.control" for fault in found.faults):
        return  # a folded text can end up with a break that editors do not know
    expected = without_empties(yaml.compose(text, Loader=yaml.BaseLoader))
    if expected is None or any(fault.code == "RB014" for fault in found.faults):
        assert found.faults
        assert compose(text) is None
        return
    assert found.faults == ()
    assert found.data == compose(text) == expected


def without_empties(node: yaml.Node | None) -> Any:
    """PyYAML's nodes as the data that we document: empty is nothing, and a text ends without LF."""
    match node:
        case yaml.MappingNode():
            return {key.value: without_empties(value) for key, value in node.value} or None
        case yaml.SequenceNode():
            items = [without_empties(item) for item in node.value]
            return [item for item in items if item is not None] or None
        case yaml.ScalarNode():
            empty = not node.value.strip() or (
                not node.style and node.value in ("~", "null", "Null", "NULL")
            )
            text: str = node.value.rstrip() if node.value.endswith("\n") else node.value
            return None if empty else text
        case _:
            return None


@given(seed=st.integers(0, 2**32), path=st.sampled_from(sorted(EXAMPLE)))
@settings(QUICK, max_examples=400)
def test_both_ways_to_read_yaml_agree(seed: int, path: str) -> None:
    """The quick one gives up or gives the same; the slow one finds a fault where it gave up."""
    text = Mutation(seed).of(EXAMPLE[path]).decode(errors="replace").replace("\0", "")
    quick, slow = compose(text), examine(text, 0)
    if quick is None:
        assert slow.faults
    else:
        assert slow.faults == ()
        assert slow.data == quick


SCHEMAS = read_schemas()
SHAPES = {kind: shape_of(schema) for kind, schema in SCHEMAS.items()}
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 12),
    st.sampled_from([0.5, 1.0, 1e20, "", "x", "R001", "2026-02-30", "2026-05-12", "0000-01-01"]),
    st.sampled_from(["3 months", "3 month", "0 days", "zh", "#112233", "rb1:0", "x" * 5000]),
    st.lists(st.sampled_from(["a", 1, {}]), max_size=2),
    st.dictionaries(st.sampled_from(["id", "en", "X", "x_a", "title"]), st.just("a"), max_size=2),
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Kind, Any]:
    """The example of a schema with up to three of its values dropped, changed or added to."""
    kind = draw(st.sampled_from(list(SCHEMAS)))
    record = copy.deepcopy(SCHEMAS[kind]["examples"][0])
    for _ in range(draw(st.integers(0, 3))):
        parents = [part for part in parts(record) if part]
        if not parents:
            break
        part = draw(st.sampled_from(parents))
        name = draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
        match draw(st.sampled_from(["drop", "alter", "add", "rename"])):
            case "drop":
                del part[name]
            case "alter":
                part[name] = draw(VALUES)
            case "add" if isinstance(part, dict):
                part[draw(st.sampled_from(["x_own", "titel", "until", "node"]))] = draw(VALUES)
            case "rename" if isinstance(part, dict):
                part[f"{name}s"] = part.pop(name)
            case _:
                part.append(draw(VALUES))
    return kind, record


def parts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from parts(inner)


@given(mutated())
@settings(QUICK, max_examples=400)
def test_both_validators_give_the_same_verdict(case: tuple[Kind, Any]) -> None:
    kind, record = case
    explainer = Draft202012Validator(SCHEMAS[kind], format_checker=FormatChecker(("date",)))
    assert SHAPES[kind].fits(record) == explainer.is_valid(record)


@given(mutated())
@settings(QUICK, max_examples=200)
def test_a_file_that_does_not_fit_has_a_finding_and_one_that_fits_has_none(
    case: tuple[Kind, Any],
) -> None:
    kind, record = case
    text = yaml.dump(record, allow_unicode=True, sort_keys=False, width=10_000)
    content = (f"---\n{text}---\n" if kind.has_front_matter else text).encode()
    found = examine_file(kind, content, SHAPES[kind])
    assert (found.data is None) == bool(found.faults)
    data = compose(text)
    if data is not None:
        cast = cast_by(SCHEMAS[kind], SCHEMAS[kind].get("$defs", {}))(data)
        assert (cast is not None and SHAPES[kind].fits(cast)) == (found.data is not None)
    for fault in found.faults:
        for words in LANGUAGES.values():
            assert words.say(fault.message)
            assert fault.hint is None or words.say(fault.hint)


@given(
    seed=st.integers(0, 2**32),
    broken=st.lists(st.sampled_from(sorted(EXAMPLE)), max_size=4),
    copies=st.lists(st.sampled_from(sorted(EXAMPLE)), max_size=2),
)
@settings(QUICK, max_examples=40)
def test_the_order_of_files_changes_nothing(
    seed: int, broken: list[str], copies: list[str]
) -> None:
    mutation = Mutation(seed)
    files = {**EXAMPLE, **{path: mutation.of(EXAMPLE[path]) for path in broken}}
    files |= {path.replace(".", "-copy.", 1): files[path] for path in copies}
    shuffled = list(files.items())
    mutation.random.shuffle(shuffled)
    one, other = (load(MemoryTree(dict(order))) for order in (files.items(), shuffled))
    assert one == other
    assert in_order(one.findings) == in_order(other.findings)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_examples_of_the_schemas_fit(kind: Kind) -> None:
    assert SHAPES[kind].fits(SCHEMAS[kind]["examples"][0])
