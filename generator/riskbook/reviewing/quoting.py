"""The lines of a file that a change is about, before and after, and no others.

Where pointers of the data lead, their lines are taken from either state and compared; a key around
them, or the id of an item, shows where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from riskbook.reading.composing import Composed, Path
from riskbook.reading.examining import compose_file
from riskbook.reading.front_matter import Split, decode, split
from riskbook.reading.placing import place
from riskbook.reading.trees import Tree

MOST_LINES = 16
"""Lines of one quotation; what is more is counted."""

MOST_ALIKE = 4
"""Lines in a row that did not change and are shown all the same, so that it is seen where."""

KEYS = ("id", "key", "category", "value")
"""By which field of an item a pointer may name it, the first that there is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a quotation: ``-`` from the base, ``+`` from the head, ``" "`` from both.

    ``number`` counts from 1 in the file of that state; 0 stands for a file rather than a line.
    """

    sign: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Lines of one file. ``path`` is that of the head, of the base where the head has none.

    ``left_out`` counts the lines that there was no room for.
    """

    path: str
    lines: tuple[Line, ...]
    left_out: int = 0

    @property
    def first(self) -> int:
        """The line at which the change begins; 0 where no line can be named."""
        changed = (line.number for line in self.lines if line.sign != " ")
        return next(changed, 0)


class Passage(NamedTuple):
    """A file of one state and the pointers whose lines are meant; "" is no file."""

    path: str
    pointers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A file as lines and data; ``after`` is the number of the line behind the data."""

    lines: tuple[str, ...]
    composed: Composed
    after: int


class Quotations:
    """The files of two states, each read and composed once however often it is quoted."""

    def __init__(self, base: Tree, head: Tree, passages: Iterable[tuple[Passage, Passage]]) -> None:
        both = tuple(passages)
        self._base = _sheets(base, (then.path for then, _ in both))
        self._head = _sheets(head, (now.path for _, now in both))
        self._known: dict[tuple[Passage, Passage], Quotation] = {}

    def quote(self, then: Passage, now: Passage) -> Quotation:
        """What differs between a passage of the base and one of the head."""
        if (then, now) not in self._known:  # a thousand risks rest on one service
            self._known[then, now] = self._quote(then, now)
        return self._known[then, now]

    def _quote(self, then: Passage, now: Passage) -> Quotation:
        before = tuple(_lines(self._base.get(then.path), then.pointers))
        after = tuple(_lines(self._head.get(now.path), now.pointers))
        lines = tuple(_compared(before, after))
        if not any(line.sign != " " for line in lines):
            lines = ()
        return Quotation(now.path or then.path, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES))


def _sheets(tree: Tree, paths: Iterable[str]) -> Mapping[str, _Sheet]:
    found = {}
    for path, content in tree.read(sorted({path for path in paths if path})):
        at = place(path)
        text = decode(content) if content is not None else None
        composed = compose_file(at.kind, content) if at and content is not None else None
        if composed is None or not isinstance(text, str) or at is None:
            continue
        lines = tuple(line.rstrip("\r") for line in text.split("\n"))
        after = len(lines) + 1
        if at.kind.has_front_matter:
            parts = split(text)
            if isinstance(parts, Split):
                after = parts.line + parts.yaml.count("\n") + 1
        found[path] = _Sheet(lines, composed, after)
    return found


def _lines(sheet: _Sheet | None, pointers: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The numbers and texts of the lines of all pointers, in the order of the file, each once."""
    if sheet is None:
        return
    numbers: set[int] = set()
    for pointer in pointers:
        numbers.update(_extent(sheet, pointer))
    for number in sorted(numbers):
        text = sheet.lines[number - 1]
        if text.strip():
            yield number, text


def _extent(sheet: _Sheet, pointer: str) -> Iterable[int]:
    """The lines of a value with its key; of the key alone where the pointer begins with ``#``."""
    path = _path(sheet.composed.data, pointer.removeprefix("#").split("/"))
    if path is None:
        return ()
    values, keys = sheet.composed.positions
    begin = keys.get(path) or values.get(path)
    if begin is None:
        return ()
    if pointer.startswith("#"):
        return (begin.line,)
    first = begin.line
    inside = {place for place in (*values, *keys) if place[: len(path)] == path}
    last = max((values.get(each) or keys[each]).line for each in inside)
    outside = (
        span.line
        for positions in (keys, values)
        for each, span in positions.items()
        if each not in inside and span.line > last
    )
    end = min(outside, default=sheet.after)
    while end - 1 > last and _is_aside(sheet.lines[end - 2]):
        end -= 1
    return range(first, max(end, last + 1))


def _is_aside(line: str) -> bool:
    """Whether a line behind a value belongs to what follows: empty, or a comment."""
    return not line.strip() or line.lstrip().startswith("#")


def _path(data: Any, parts: list[str]) -> Path | None:
    """The keys and indices that a pointer stands for; None where the data have no such place."""
    path: Path = ()
    for part in parts:
        match data:
            case dict() if part in data:
                path, data = (*path, part), data[part]
            case list():
                index = _index(data, part)
                if index is None:
                    return None
                path, data = (*path, index), data[index]
            case str():
                return path  # one score stands for all dimensions
            case _:
                return None
    return path


def _index(items: list[Any], name: str) -> int | None:
    for key in KEYS:
        for index, item in enumerate(items):
            if isinstance(item, dict) and item.get(key) == name:
                return index
    return int(name) if name.isdecimal() and int(name) < len(items) else None


def _compared(
    before: tuple[tuple[int, str], ...], after: tuple[tuple[int, str], ...]
) -> Iterator[Line]:
    """The lines of both, those alike once; of more than one alike in a row, those at the ends."""
    matcher = SequenceMatcher(
        None, [text for _, text in before], [text for _, text in after], autojunk=False
    )
    for sign, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if sign == "equal":
            same = list(after[b_start:b_end])
            for number, text in same if len(same) <= MOST_ALIKE else (same[0], same[-1]):
                yield Line(" ", number, text)
            continue
        for number, text in before[a_start:a_end]:
            yield Line("-", number, text)
        for number, text in after[b_start:b_end]:
            yield Line("+", number, text)
