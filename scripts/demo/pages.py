"""A file of the book, edited by pointer while every other byte stays as its author wrote it.

A pointer is a path of keys; an item of a list is named by its ``id``, a word in a list of words by
the word itself, anything else by its index: ``treatment/actions/A1/status``, ``controls/C001``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_FENCE = "---\n"
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Part:
    """One entry or item: where it stands, what it holds, and what it belongs to."""

    node: Node
    key: Node | None
    parent: str


@dataclass(slots=True)
class Page:
    """A file's YAML (all of it, or its front matter) by pointer, and the Markdown below."""

    head: str
    body: str | None
    parts: Mapping[str, Part]
    _dropped: set[str] = field(default_factory=set)
    _put: dict[str, str] = field(default_factory=dict)

    def __contains__(self, pointer: str) -> bool:
        return pointer in self.parts and not self._is_dropped(pointer)

    def text(self, pointer: str) -> str:
        """The scalar at a pointer, edits included; ``""`` where there is none."""
        if pointer in self._put:
            return self._put[pointer]
        part = self.parts.get(pointer)
        if part is None or self._is_dropped(pointer) or not isinstance(part.node, ScalarNode):
            return ""
        return str(part.node.value)

    def below(self, pointer: str) -> Iterator[str]:
        """The pointers right below one, in the order of the file, without the dropped ones."""
        for each, part in self.parts.items():
            if part.parent == pointer and each and not self._is_dropped(each):
                yield each

    def words(self, pointer: str) -> tuple[str, ...]:
        """The scalars right below a pointer."""
        return tuple(self.text(each) for each in self.below(pointer))

    def drop(self, *pointers: str) -> None:
        """Take out entries or items; what is not there is passed by."""
        self._dropped.update(pointer for pointer in pointers if pointer in self.parts)

    def put(self, pointer: str, value: str) -> None:
        """Set the scalar that stands at a pointer."""
        if pointer not in self.parts:
            raise KeyError(pointer)
        if self.text(pointer) != value:
            self._put[pointer] = value

    def render(self) -> str:
        """The whole file, with the edits in it."""
        head = _edited(self.head, self.parts, self._all_dropped(), self._put)
        return head if self.body is None else f"{_FENCE}{head}{_FENCE}{self.body}"

    def _is_dropped(self, pointer: str) -> bool:
        return _lies_in(pointer, self.parts, self._dropped)

    def _all_dropped(self) -> set[str]:
        """The dropped ones, with each parent that has nothing left."""
        dropped = set(self._dropped)
        children: dict[str, list[str]] = {}
        for pointer, part in self.parts.items():
            children.setdefault(part.parent, []).append(pointer)
        for parent in sorted(children, key=lambda each: -each.count("/")):
            if parent and all(child in dropped for child in children[parent]):
                dropped.add(parent)
        return dropped


def read_page(text: str) -> Page:
    """A Markdown file with front matter, or a plain YAML file."""
    head, body = split(text)
    root = yaml.compose(head, Loader=_LOADER)
    parts: dict[str, Part] = {}
    if root is not None:
        _collect(root, None, "", "", parts)
    parts.pop("", None)
    return Page(head, body, parts)


def split(text: str) -> tuple[str, str | None]:
    """The YAML of a file, and its body if it is Markdown."""
    if not text.startswith(_FENCE):
        return text, None
    head, _, body = text[len(_FENCE) :].partition(f"\n{_FENCE}")
    return f"{head}\n", body


def data_of(text: str) -> Any:
    """The YAML of a file as plain data; every scalar is text."""
    return yaml.load(split(text)[0], Loader=_LOADER) or {}  # noqa: S506  # resolves nothing


def _collect(
    node: Node, key: Node | None, pointer: str, parent: str, parts: dict[str, Part]
) -> None:
    parts[pointer] = Part(node, key, parent)
    root = f"{pointer}/" if pointer else ""
    if isinstance(node, MappingNode):
        for name, value in node.value:
            _collect(value, name, f"{root}{name.value}", pointer, parts)
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            _collect(item, None, f"{root}{_name(item, index)}", pointer, parts)


def _name(item: Node, index: int) -> str:
    if isinstance(item, ScalarNode) and _WORD.fullmatch(item.value):
        return str(item.value)
    if isinstance(item, MappingNode):
        for name, value in item.value:
            if name.value == "id":
                return str(value.value)
    return str(index)


def _lies_in(pointer: str, parts: Mapping[str, Part], dropped: set[str]) -> bool:
    """Whether an entry is dropped, or is part of one that is."""
    while pointer:
        if pointer in dropped:
            return True
        pointer = parts[pointer].parent
    return False


def _edited(text: str, parts: Mapping[str, Part], dropped: set[str], put: Mapping[str, str]) -> str:
    starts = _line_starts(text)
    edits: list[tuple[int, int, str]] = []
    flows: dict[str, list[str]] = {}
    for pointer in dropped:
        part = parts[pointer]
        if _lies_in(part.parent, parts, dropped):
            continue
        if part.parent and _is_flow(parts[part.parent].node):
            flows.setdefault(part.parent, []).append(pointer)
            continue
        first = (part.key or part.node).start_mark.line
        edits.append((starts[first], starts[_last_line(part.node) + 1], ""))
    for parent, gone in flows.items():
        node = parts[parent].node
        begin, end = _span(node, starts)
        kept = [
            text[_span(part.key or part.node, starts)[0] : _span(part.node, starts)[1]]
            for pointer, part in parts.items()
            if part.parent == parent and pointer not in gone
        ]
        edits.append((begin + 1, end - 1, ", ".join(kept)))
    for pointer, value in put.items():
        if not any(pointer == each or pointer.startswith(f"{each}/") for each in dropped):
            node = parts[pointer].node
            edits.append((*_span(node, starts), scalar(value)))
    for begin, end, new in sorted(edits, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def scalar(value: str) -> str:
    """A text as YAML: plain where that reads back the same, else in double quotes."""
    try:
        plain = yaml.load(f"- {value}\n", Loader=_LOADER) == [value]  # noqa: S506  # as above
    except yaml.YAMLError:
        plain = False
    if plain and not value.startswith(("{", "[")) and "," not in value[:1]:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _is_flow(node: Node) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return [*starts, len(text)]


def _span(node: Node, starts: list[int]) -> tuple[int, int]:
    begin, end = node.start_mark, node.end_mark
    return starts[begin.line] + begin.column, starts[end.line] + end.column


def _last_line(node: Node) -> int:
    if isinstance(node, ScalarNode) or _is_flow(node):
        end = node.end_mark
        return end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line
    return max((_last_line(each) for each in _leaves(node)), default=node.start_mark.line)


def _leaves(node: Node) -> Iterable[Node]:
    match node:
        case MappingNode():
            return [value for _, value in node.value]
        case SequenceNode():
            return list(node.value)
        case _:
            return []
