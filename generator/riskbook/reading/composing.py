"""YAML text to plain data and positions, in one pass over the parser's events.

There are two such passes. :func:`compose` takes every file and notes no positions; where it meets
anything unusual it gives up, and :func:`examine` reads the file with everything noted. A property
test holds the two to the same data.

Nothing is resolved: every scalar stays the text that its author wrote, and the schema's types turn
it into numbers and dates later. A key whose value is null or empty has None; an empty item of a
list leaves no trace.

Working on events rather than nodes keeps depth, anchors and tags under our control: a file made to
exhaust the parser is a fault like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from riskbook.findings import Span
from riskbook.reading.faults import MOST, Fault
from riskbook.reading.plain_yaml import NULL, scan
from riskbook.reading.yaml_traps import control_character, explain, star
from riskbook.wording import say

Path: TypeAlias = tuple["str | int", ...]

DEEPEST = 30
"""Levels of nesting: deeper data are no record."""

_STRAY_BREAK = re.compile("[\x85\u2028\u2029]|\r(?!\n)")


class Positions(NamedTuple):
    """Where each value and each key stands, by path; a key also where its value is empty."""

    values: dict[Path, Span]
    keys: dict[Path, Span]


class Composed(NamedTuple):
    """What a YAML text holds."""

    data: dict[str, Any]
    positions: Positions
    faults: tuple[Fault, ...]


class _Noting:
    """Notes where everything stands; ``line`` is the number of lines before the text."""

    __slots__ = ("line", "positions")

    def __init__(self, line: int) -> None:
        self.line = line
        self.positions = Positions({}, {})

    def value(self, path: Path, event: Event) -> None:
        self.positions.values[path] = span_of(event, self.line)

    def key(self, path: Path, event: Event) -> None:
        self.positions.keys[path] = span_of(event, self.line)


def span_of(event: Any, line: int) -> Span:
    """The stretch of an event; of a block of several lines, the first line."""
    start, end = event.start_mark, event.end_mark
    end_line, end_column = end.line, end.column
    if end_line > start.line and end_column == 0:
        end_line, end_column = start.line, start.column + 1
    return Span(start.line + line + 1, start.column + 1, end_line + line + 1, end_column + 1)


def compose(yaml: str) -> dict[str, Any] | None:
    """The data of a sound text, quickly; None where anything is unusual: ask :func:`examine`."""
    return scan(yaml) or parse(yaml)


def parse(yaml: str) -> dict[str, Any] | None:
    """The same by the whole parser."""
    if _stray_break(yaml) is not None:
        return None
    following = CParser(yaml).get_event
    try:
        following()  # the stream starts
        if following().__class__ is not DocumentStartEvent:
            return None
        event: Any = following()
        if event.__class__ is not MappingStartEvent or event.anchor or event.tag:
            return None
        data = _quick_mapping(following, 1)
        following()  # the document ends
        return None if following().__class__ is DocumentStartEvent else data
    except (YAMLError, _BrokenError):
        return None


def _quick_mapping(following: Callable[[], Any], depth: int) -> dict[str, Any] | None:
    """A mapping without notes of where things stand. This loop is most of what `check` does."""
    if depth > DEEPEST:
        raise _BrokenError
    data: dict[str, Any] = {}
    while True:
        event = following()
        if event.__class__ is MappingEndEvent:
            return data or None
        if event.__class__ is not ScalarEvent or event.anchor or event.tag:
            raise _BrokenError
        key = event.value
        if key in data:
            raise _BrokenError
        event = following()
        kind = event.__class__
        if event.anchor or kind is AliasEvent or event.tag:
            raise _BrokenError
        if kind is ScalarEvent:
            text = event.value
            if not text or text.isspace() or (not event.style and text in NULL):
                data[key] = None
            else:
                data[key] = text.rstrip() if text[-1] == "\n" else text
        elif kind is MappingStartEvent:
            data[key] = _quick_mapping(following, depth + 1)
        else:
            data[key] = _quick_sequence(following, depth + 1)


def _quick_sequence(following: Callable[[], Any], depth: int) -> list[Any] | None:
    if depth > DEEPEST:
        raise _BrokenError
    data: list[Any] = []
    while True:
        event = following()
        kind = event.__class__
        if kind is SequenceEndEvent:
            return data or None
        if event.anchor or kind is AliasEvent or event.tag:
            raise _BrokenError
        if kind is ScalarEvent:
            text = event.value
            if text and not text.isspace() and not (not event.style and text in NULL):
                data.append(text.rstrip() if text[-1] == "\n" else text)
        elif kind is MappingStartEvent:
            if (found := _quick_mapping(following, depth + 1)) is not None:
                data.append(found)
        elif (items := _quick_sequence(following, depth + 1)) is not None:
            data.append(items)


def examine(yaml: str, line: int) -> Composed:
    """The data of any text with all positions and all faults; ``line`` lines stand before it."""
    stray = _stray_break(yaml)
    if stray is not None:
        return Composed({}, Positions({}, {}), (control_character(yaml, stray, line),))
    noting = _Noting(line)
    builder = _Builder(yaml, noting, line)
    data: Any = {}
    try:
        data = builder.document()
    except _BrokenError:
        pass
    except YAMLError as error:
        builder.stop_at(explain(error, yaml, line), yaml)
    else:
        if data is None:
            builder.faults.append(
                Fault("RB013", say("finding.RB013.empty"), _first(line), say("hint.RB013"))
            )
        elif not isinstance(data, dict):
            builder.faults.append(
                Fault(
                    "RB013",
                    say("finding.RB013"),
                    noting.positions.values.get(()),
                    say("hint.RB013"),
                )
            )
    return Composed(data if isinstance(data, dict) else {}, noting.positions, tuple(builder.faults))


def _stray_break(yaml: str) -> int | None:
    """Where YAML begins a new line and an editor does not: the two could not agree on a place."""
    if "\x85" in yaml or "\u2028" in yaml or "\u2029" in yaml or "\r" in yaml:
        found = _STRAY_BREAK.search(yaml)
        return found.start() if found else None
    return None


def _first(line: int) -> Span:
    return Span(line + 1, 1, line + 1, 2)


class _BrokenError(Exception):
    """The rest of the text cannot be read; the fault is on the list."""


class _Builder:
    """One pass over one text."""

    __slots__ = ("faults", "line", "notes", "parser")

    def __init__(self, yaml: str, notes: _Noting, line: int) -> None:
        self.parser: Any = CParser(yaml)
        self.notes = notes
        self.line = line
        self.faults: list[Fault] = []

    def document(self) -> Any:
        """The value of the one document; None for an empty text."""
        following = self.parser.get_event
        following()  # the stream starts
        if not isinstance(following(), DocumentStartEvent):
            return None
        data = self._value(following(), (), 0)
        following()  # the document ends
        another = following()
        if isinstance(another, DocumentStartEvent):
            self._fault("RB004", another, "finding.RB004.second-document")
        return data

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        if event.__class__ is AliasEvent:
            self._fault("RB007", event, "finding.RB007.alias", "hint.RB007.alias")
            return event.anchor
        self._hold_to_plain(event)
        self.notes.value(path, event)
        if event.__class__ is ScalarEvent:
            text: str = event.value
            if not text or text.isspace() or (not event.style and text in NULL):
                return None
            return text.rstrip() if text[-1] == "\n" else text
        if depth == DEEPEST:
            self._fault("RB014", event, "finding.RB014", "hint.RB014")
            raise _BrokenError
        if event.__class__ is MappingStartEvent:
            return self._mapping(path, depth + 1)
        return self._sequence(path, depth + 1)

    def _mapping(self, path: Path, depth: int) -> Any:
        following = self.parser.get_event
        data: dict[str, Any] = {}
        seen: set[str] = set()
        while True:
            event = following()
            kind = event.__class__
            if kind is not ScalarEvent:
                if kind is AliasEvent:
                    self._fault("RB007", event, "finding.RB007.alias", "hint.RB007.alias")
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    self._fault("RB004", event, "finding.RB004.key", "hint.RB004.key")
                    raise _BrokenError
                else:
                    return data or None
            key = event.anchor if kind is AliasEvent else event.value
            below = (*path, key)
            if key in seen:
                self._fault("RB005", event, "finding.RB005", "hint.RB005", key=key)
                self._value(following(), (*path, key, "again"), depth)
                continue
            seen.add(key)
            if kind is ScalarEvent:
                self._hold_to_plain(event)
            self.notes.key(below, event)
            data[key] = self._value(following(), below, depth)

    def _sequence(self, path: Path, depth: int) -> Any:
        following = self.parser.get_event
        data: list[Any] = []
        while True:
            event = following()
            kind = event.__class__
            if not (
                kind is ScalarEvent
                or kind is MappingStartEvent
                or kind is SequenceStartEvent
                or kind is AliasEvent
            ):
                return data or None
            value = self._value(event, (*path, len(data)), depth)
            if value is not None:
                data.append(value)

    def stop_at(self, fault: Fault, yaml: str) -> None:
        """Note the fault that ends the text; an alias or anchor in its line is what led to it."""
        row = fault.span.line if fault.span else 0
        for found in self.faults:
            if found.code == "RB007" and found.span is not None and found.span.line == row:
                self.faults.remove(found)
                fault = star(yaml, found.span, self.line)
                break
        self.faults.append(fault)

    def _hold_to_plain(self, event: Any) -> None:
        """Complain of an anchor or a tag before a value or a key."""
        if event.anchor is not None:
            self._fault("RB007", event, "finding.RB007.anchor", "hint.RB007.anchor")
        if event.tag is not None:
            self._fault("RB006", event, "finding.RB006", "hint.RB006")

    def _fault(
        self, code: str, event: Event, message: str, hint: str | None = None, **facts: str
    ) -> None:
        span = span_of(event, self.line)
        self.faults.append(
            Fault(code, say(message, **facts), span, say(hint, **facts) if hint else None)
        )
        if len(self.faults) > MOST:
            raise _BrokenError
