"""Fingerprints: what is material changes its own pointer and no other, what is not changes none.

The fields are those of the schemas, walked anew each time: a field that is marked material and has
no pointer, or the other way round, fails here.
"""

from __future__ import annotations

import copy
import json
import random
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskbook.model.book import Book
from riskbook.reading.loading import load
from riskbook.reading.placing import FRAMEWORK
from riskbook.reading.trees import MemoryTree, WorkTree
from riskbook.reviewing.content import content_of
from riskbook.reviewing.fingerprints import fingerprint, overall, signed_record

CLONE = Path(__file__).resolve().parents[2]
SCHEMAS = CLONE / "schemas"
HOMES = {
    "risk": "registers/it-support/risks/R901-a.md",
    "plan": "registers/it-support/plans/P901-a.md",
    "control": "registers/it-support/controls/C901-a.md",
    "process": "registers/it-support/processes/a-process.yml",
}
IDS = {"risk": "R901", "plan": "P901", "control": "C901", "process": "a-process"}
MATERIAL = "material"
WORDS = {"categories": "technical", "sources": "interview", "languages": "zh"}
"""Other words than those of the schemas' examples that the framework of the example knows."""

QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)

Path_ = tuple[str, ...]
"""A way into a document: names of fields, and ``[]`` for the first item of a list."""


class Leaf(NamedTuple):
    """A value of a kind of record that an author writes, and how the schema marks it."""

    kind: str
    path: Path_
    review: str

    def __str__(self) -> str:
        return f"{self.kind}:{'/'.join(self.path)}"


@cache
def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return found


def resolved(node: Mapping[str, Any], home: str) -> tuple[dict[str, Any], str]:
    """A node with what it refers to; what stands beside the reference wins."""
    own = dict(node)
    while "$ref" in own:
        file, _, place = own.pop("$ref").partition("#/$defs/")
        home = file.removesuffix(".schema.json") or home
        own = {**schema(home)["$defs"][place], **own}
    return own, home


def leaves(kind: str) -> Iterator[Leaf]:
    yield from _leaves(kind, schema(kind), kind, (), "")


def _leaves(
    kind: str, node: Mapping[str, Any], home: str, path: Path_, review: str
) -> Iterator[Leaf]:
    node, home = resolved(node, home)
    review = node.get("x-review", review)
    if "properties" in node:
        for name, part in node["properties"].items():
            yield from _leaves(kind, part, home, (*path, name), review)
    elif node.get("type") == "array":
        yield from _leaves(kind, node["items"], home, (*path, "[]"), review)
    else:
        yield Leaf(kind, path, review)


def built(kind: str, toward: Path_ = ()) -> dict[str, Any]:
    """A document with every field that can stand together, the one at ``toward`` among them."""
    document = _built(schema(kind), kind, toward)
    assert isinstance(document, dict)
    return {**document, "id": IDS[kind]}


def _built(node: Mapping[str, Any], home: str, toward: Path_) -> Any:
    node, home = resolved(node, home)
    if "properties" in node:
        left_out = _left_out(node, toward[:1])
        return {
            name: _built(part, home, toward[1:] if toward[:1] == (name,) else ())
            for name, part in node["properties"].items()
            if name not in left_out
        }
    if node.get("type") == "array":
        return [_built(node["items"], home, toward[1:])]
    return copy.deepcopy(node["examples"][-1 if "anyOf" in node else 0])


def _left_out(node: Mapping[str, Any], wanted: Path_) -> set[str]:
    """Of fields of which exactly one group may be given, those of the others."""
    needs: dict[str, list[str]] = node.get("dependentRequired", {})
    asked = {*wanted, *(need for name in wanted for need in needs.get(name, ()))}
    groups = [set(each["required"]) for each in node.get("oneOf", ())]
    kept = next((group for group in groups if asked & group), groups[0] if groups else set())
    out = set().union(*groups) - kept
    return out | {name for name, needed in needs.items() if out & set(needed)}


def other(value: Any, node: Mapping[str, Any]) -> Any:
    """A value of the same shape that means something else."""
    if "enum" in node:
        return next(word for word in node["enum"] if word != value)
    if isinstance(value, dict):
        name = next(iter(value))
        return {**value, name: other(value[name], {})}
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) and node.get("type") != "number":
        return value - 1
    if isinstance(value, int | float):
        return value / 2
    if node.get("x-shape") == "date":
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    if node.get("x-words") in WORDS:
        return WORDS[node["x-words"]]
    head, _, unit = value.partition(" ")
    if head.isdecimal():
        return f"{int(head) + 1} {unit}"
    return f"{value[:-1]}{int(value[-1]) + 1}" if value[-1:].isdecimal() else f"{value}-too"


def changed(document: dict[str, Any], kind: str, path: Path_) -> dict[str, Any]:
    """The document with another value at a leaf."""
    found = copy.deepcopy(document)
    node: dict[str, Any] = schema(kind)
    home, place = kind, found
    inner: Any = found
    for step in path[:-1]:
        node, home = resolved(node, home)
        node = node["items"] if step == "[]" else node["properties"][step]
        inner = inner[0] if step == "[]" else inner[step]
    node, home = resolved(node, home)
    node = node["items"] if path[-1] == "[]" else node["properties"][path[-1]]
    node, home = resolved(node, home)
    last: Any = 0 if path[-1] == "[]" else path[-1]
    inner[last] = other(inner[last], node)
    assert place is found
    return found


def expected(document: Mapping[str, Any], path: Path_) -> str:
    """The pointer of a leaf: an item by its id, a list without ids as a whole."""
    pointer: list[str] = []
    inner: Any = document
    for step in path:
        if step == "[]":
            item = inner[0]
            return "/".join(
                (*pointer, item["id"]) if isinstance(item, dict) and "id" in item else pointer
            )
        pointer.append(step)
        inner = inner[step]
    if isinstance(inner, dict) and pointer[-1] == "impact":
        pointer.append(next(iter(inner)))
    return "/".join(pointer)


@cache
def framework() -> dict[str, bytes]:
    tree = WorkTree(CLONE)
    paths = (*FRAMEWORK, "registers/it-support/register.yml")
    return {path: content for path, content in tree.read(paths) if content is not None}


def text_of(kind: str, document: Mapping[str, Any], body: str = "") -> str:
    written = yaml.safe_dump(dict(document), allow_unicode=True, sort_keys=False)
    return written if kind == "process" else f"---\n{written}---\n{body}"


def book_with(path: str, content: bytes) -> Book:
    loaded = load(MemoryTree({**framework(), path: content}))
    assert loaded.book is not None
    assert [found.message for found in loaded.findings if found.location.path == path] == []
    return loaded.book


@cache
def digests(kind: str, content: bytes) -> dict[str, str]:
    record = signed_record(IDS[kind], book_with(HOMES[kind], content))
    assert record is not None
    return content_of(record)


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


LEAVES = [leaf for kind in HOMES for leaf in leaves(kind)]
OWN_NAMES = {"id"}
"""An id is no value of a record: it is what its pointers are named by."""


@pytest.mark.parametrize("leaf", [leaf for leaf in LEAVES if leaf.review == MATERIAL], ids=str)
def test_a_material_field_changes_its_own_pointer_and_only_that(leaf: Leaf) -> None:
    document = built(leaf.kind, leaf.path)
    before = digests(leaf.kind, text_of(leaf.kind, document).encode())
    after = digests(leaf.kind, text_of(leaf.kind, changed(document, leaf.kind, leaf.path)).encode())
    assert differing(before, after) == {expected(document, leaf.path)}


@pytest.mark.parametrize(
    "leaf",
    [leaf for leaf in LEAVES if leaf.review != MATERIAL and leaf.path[-1] not in OWN_NAMES],
    ids=str,
)
def test_a_field_that_is_not_material_changes_nothing(leaf: Leaf) -> None:
    document = built(leaf.kind, leaf.path)
    before = digests(leaf.kind, text_of(leaf.kind, document).encode())
    edited = changed(document, leaf.kind, leaf.path)
    assert edited != document
    assert digests(leaf.kind, text_of(leaf.kind, edited).encode()) == before


@pytest.mark.parametrize("kind", HOMES)
def test_every_pointer_is_that_of_a_field_of_the_schema(kind: str) -> None:
    """And so nothing is bound that an author could not have written."""
    known = set()
    for leaf in leaves(kind):
        document = built(kind, leaf.path)
        known |= {expected(document, leaf.path)} if leaf.review == MATERIAL else set()
    bound = {
        pointer
        for leaf in leaves(kind)
        for pointer in digests(kind, text_of(kind, built(kind, leaf.path)).encode())
    }
    impacts = {pointer for pointer in bound if "/impact/" in pointer}
    ordered = {"steps"} if kind == "plan" else set()
    assert bound - impacts - ordered == known - {
        pointer for pointer in known if "/impact/" in pointer
    }


@cache
def example(identity: str) -> tuple[str, str]:
    """The path and the text of a record of the example."""
    tree = WorkTree(CLONE)
    paths = [
        entry.path
        for entry in tree.entries()
        if entry.path.rpartition("/")[2].startswith(identity)
        and not entry.path.endswith((".zh.md", ".en.md"))
        and "/sign-offs/" not in entry.path
    ]
    ((path, content),) = tree.read(paths[:1])
    assert content is not None
    return path, content.decode()


def parts(text: str) -> tuple[dict[str, Any], str]:
    _, front, body = text.split("---\n", 2)
    return yaml.load(front, Loader=yaml.BaseLoader), body  # noqa: S506  # resolves nothing


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same value, its keys in another order."""
    if isinstance(value, dict):
        names = list(value)
        chance.shuffle(names)
        return {name: shuffled(value[name], chance) for name in names}
    if isinstance(value, list):
        return [shuffled(part, chance) for part in value]
    return value


def with_comments(text: str, chance: random.Random) -> str:
    lines = []
    for line in text.splitlines():
        if chance.random() < 0.3 and not line.startswith(("---", " ")):
            lines.append("# what a reader may want to know: nothing")
        lines.append(line)
    return "\n".join(lines) + "\n"


@QUICK
@given(
    identity=st.sampled_from(["R001", "R020", "R039", "P001", "P005"]),
    chance=st.randoms(use_true_random=False),
    form=st.sampled_from(["NFC", "NFD"]),
    ends=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
)
def test_how_a_record_is_written_changes_no_fingerprint(
    identity: str, chance: random.Random, form: Any, ends: str, mark: bytes
) -> None:
    path, text = example(identity)
    book = book_with(path, text.encode())
    before = signed_record(identity, book)
    data, body = parts(text)
    data["title"] = f"{data['title']} (another title)"
    written = yaml.safe_dump(shuffled(data, chance), allow_unicode=True, sort_keys=False, width=60)
    again = f"---\n{with_comments(written, chance)}---\n{body}\nAnother paragraph.\n"
    again = unicodedata.normalize(form, again).replace("\n", ends)
    content = mark + again.encode()
    loaded = load(MemoryTree({**framework(), path: content}))
    assert loaded.book is not None
    after = signed_record(identity, loaded.book)
    assert before is not None
    assert after is not None
    first, second = fingerprint(before, book, None), fingerprint(after, loaded.book, None)
    assert first == second
    assert first.overall == second.overall


@given(
    content=st.dictionaries(
        st.text(max_size=20), st.text("0123456789abcdef", min_size=12, max_size=12)
    ),
    basis=st.dictionaries(
        st.text(max_size=20), st.text("0123456789abcdef", min_size=12, max_size=12)
    ),
    chance=st.randoms(use_true_random=False),
)
def test_the_order_of_pointers_means_nothing_and_each_of_them_counts(
    content: dict[str, str], basis: dict[str, str], chance: random.Random
) -> None:
    whole = overall(content, basis)
    turned = list(content.items())
    chance.shuffle(turned)
    assert overall(dict(turned), basis) == whole
    for pointer in content:
        fewer = {name: digest for name, digest in content.items() if name != pointer}
        assert overall(fewer, basis) != whole
    if content != basis:
        assert overall(basis, content) != whole
