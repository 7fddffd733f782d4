"""Files in the one form that Riskbook writes them in: fields in the order of their schema.

Only the order of the top-level fields, line ends, a byte order mark, spaces at line ends and the
final newline change; never what a file says. A file that cannot be read is left alone. So are
sign-offs: what was signed is never edited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import Enum
from typing import Any, NamedTuple

from riskbook.authoring.layout import arranged, trimmed
from riskbook.reading.composing import compose, examine
from riskbook.reading.examining import examine_file
from riskbook.reading.faults import Fault
from riskbook.reading.front_matter import LARGEST, Split, decode, split
from riskbook.reading.placing import Kind, place
from riskbook.reading.schemas import Shape, read_schemas
from riskbook.reading.trees import Tree

Orders = Mapping[Kind, tuple[str, ...]]
"""The order of the top-level fields, by kind."""

_NEVER = frozenset({Kind.SIGN_OFF})
_MERELY_DOUBTFUL = frozenset({"RB015"})  # read all the same, and its lines stay as they are


class State(Enum):
    """What became of a file."""

    TIDY = "tidy"
    UNTIDY = "untidy"
    FAULTY = "faulty"  # it cannot be read
    UNSAFE = "unsafe"  # our own fault: the result would not say the same


@dataclass(frozen=True, slots=True)
class Formatted:
    """One file as it is and as it should be; the two are the same unless it is untidy."""

    path: str
    state: State
    before: bytes
    after: bytes
    faults: tuple[Fault, ...] = ()


def field_orders() -> Orders:
    """The order that each kind's schema names its fields in."""
    return {kind: tuple(schema["properties"]) for kind, schema in read_schemas().items()}


def is_formatted(path: str) -> bool:
    """Whether a path of the book is that of a file that has a form; sign-offs have none."""
    here = place(path)
    hidden = any(part.startswith(".") for part in path.split("/"))
    return here is not None and here.kind not in _NEVER and not hidden


def format_files(tree: Tree, paths: Iterable[str], orders: Orders) -> Iterator[Formatted]:
    """Each file of these paths that :func:`is_formatted`, in the order given."""
    kinds = {path: here.kind for path in paths if is_formatted(path) and (here := place(path))}
    for path, content in tree.read(kinds):
        yield format_file(path, kinds[path], content, orders[kinds[path]])


def format_file(path: str, kind: Kind, content: bytes | None, order: tuple[str, ...]) -> Formatted:
    """One file; None is the content of one that cannot be opened."""
    given = content or b""
    if content is not None and _is_tidy(kind, content, order):
        return Formatted(path, State.TIDY, given, given)
    found = examine_file(kind, content, _ANY)
    faults = tuple(fault for fault in found.faults if fault.code not in _MERELY_DOUBTFUL)
    parts = _parts(kind, given)
    if faults or parts is None:
        return Formatted(path, State.FAULTY, given, given, faults)
    after = _written(kind, _formatted(parts, order))
    if not _says_the_same(parts, _parts(kind, after)):
        return Formatted(path, State.UNSAFE, given, given)
    return Formatted(path, State.TIDY if after == given else State.UNTIDY, given, after)


def changes(file: Formatted) -> list[str]:
    """The unified diff of a file to its form: two lines that name it, then the stretches."""
    before, after = (
        re.findall(r"[^\n]*\n|[^\n]+", content.decode(errors="replace"))
        for content in (file.before, file.after)
    )
    lines: list[str] = []
    for line in unified_diff(before, after, file.path, file.path):
        lines.append(line.removesuffix("\n"))
        if not line.endswith("\n"):
            lines.append("\\ No newline at end of file")  # as every diff says it
    return lines


class _Parts(NamedTuple):
    """The YAML of a file and the Markdown below it, with plain line ends."""

    yaml: str
    body: str


def _parts(kind: Kind, content: bytes) -> _Parts | None:
    text = decode(content)
    if isinstance(text, Fault):
        return None
    text = text.replace("\r\n", "\n")
    parts = split(text) if kind.has_front_matter else Split(text, 0, "")
    return None if isinstance(parts, Fault) else _Parts(parts.yaml, parts.body)


def _is_tidy(kind: Kind, content: bytes, order: tuple[str, ...]) -> bool:
    """Whether a sound file plainly is in its form: quick, and wrong only in saying that it is not.

    Nearly all files are, and they are read no further.
    """
    if len(content) > LARGEST or b"\r" in content or content[-1:] != b"\n":
        return False
    if content.startswith(b"\xef\xbb\xbf") or content.endswith(b"\n\n"):
        return False
    text = decode(content)
    if isinstance(text, Fault):
        return False
    yaml = text
    if kind.has_front_matter:
        parts = split(text)
        if isinstance(parts, Fault) or not text.startswith("---\n"):
            return False
        yaml = parts.yaml
        if not text.startswith("---\n", 4 + len(yaml)):  # the closing line
            return False
    if " \n" in yaml or "\t\n" in yaml:
        return False
    data = compose(yaml)
    return data is not None and _is_in_order(data, order)


def _is_in_order(data: Mapping[str, Any], order: tuple[str, ...]) -> bool:
    """Whether the fields follow the order; any that it does not know is left for a closer look."""
    remaining = iter(order)
    return all(key in remaining for key in data)


def _formatted(parts: _Parts, order: tuple[str, ...]) -> _Parts:
    lines = parts.yaml.removesuffix("\n").split("\n")
    positions = examine(parts.yaml, 0).positions
    lines = arranged(trimmed(lines, positions), positions, order)
    return _Parts("\n".join(lines) + "\n", parts.body)


def _written(kind: Kind, parts: _Parts) -> bytes:
    front = f"---\n{parts.yaml}---\n" if kind.has_front_matter else parts.yaml
    return f"{(front + parts.body).rstrip(chr(10))}\n".encode()


def _says_the_same(before: _Parts, after: _Parts | None) -> bool:
    """Whether nothing but the form has changed: the data, each line, each comment, the body."""
    if after is None:
        return False
    first, second = examine(before.yaml, 0), examine(after.yaml, 0)
    return (
        not second.faults
        and first.data == second.data
        and _lines(before.yaml) == _lines(after.yaml)
        and before.body.rstrip("\n") == after.body.rstrip("\n")
    )


def _lines(yaml: str) -> Counter[str]:
    return Counter(bare for line in yaml.split("\n") if (bare := line.rstrip(" \t")))


_ANY = Shape({}, lambda data: data, lambda _: True, lambda _: "")
"""The shape of anything: a file that can be read is put in form whatever its fields hold."""
