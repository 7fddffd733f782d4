"""From the pointer that a rule gives to the line and column that a person sees.

Rules know records, not files; only the few files that findings speak of are read again for their
positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from riskbook.findings import Finding, Location, Span
from riskbook.reading.composing import Composed, Path
from riskbook.reading.examining import compose_file
from riskbook.reading.placing import is_table, place
from riskbook.reading.trees import Tree


def pinpoint(findings: Iterable[Finding], tree: Tree) -> tuple[Finding, ...]:
    """The findings with the span of each whose location has none yet."""
    whole = tuple(findings)
    paths = sorted({found.location.path for found in whole if found.location.span is None})
    composed: dict[str, Composed | None] = {}
    for path, content in tree.read(paths):
        here = place(path)
        composed[path] = compose_file(here.kind, content) if here and content else None
    return tuple(_placed(finding, composed) for finding in whole)


def quote(findings: Iterable[Finding], tree: Tree) -> dict[str, str]:
    """The text of every file that a finding speaks of, by path; undecodable bytes replaced.

    A table in another encoding is left out: what its record says of it is not known here.
    """
    paths = sorted({found.location.path for found in findings})
    return {
        path: content.decode("utf-8-sig", errors="replace")
        for path, content in tree.read(paths)
        if content is not None and not (is_table(path) and _is_undecodable(content))
    }


def _is_undecodable(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return True
    return False


def _placed(finding: Finding, composed: Mapping[str, Composed | None]) -> Finding:
    if finding.location.span is not None:
        return finding
    found = composed.get(finding.location.path)
    if found is None:
        return finding
    span = _find(found, finding.pointer)
    return replace(finding, location=Location(finding.location.path, span)) if span else finding


def _find(composed: Composed, pointer: str) -> Span | None:
    """The span of a value, of its key where the pointer starts with ``#`` or it holds others.

    What is not there is shown at the nearest thing around it.
    """
    path = _path(composed.data, pointer.lstrip("#").split("/")) if pointer.strip("#") else ()
    values, keys = composed.positions
    value = _value(composed.data, path)
    if pointer.startswith("#") or isinstance(value, dict | list):
        span = keys.get(path)
        if span is not None:
            return span
    while path:
        span = values.get(path) or keys.get(path)
        if span is not None:
            held = _value(composed.data, path)
            return keys.get(path, span) if isinstance(held, dict | list) else span
        path = path[:-1]
    return next(iter(keys.values()), None)


def _value(data: Any, path: Path) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _path(data: Any, parts: list[str]) -> Path:
    """The parts of a pointer as keys and indices: list items go by their id or their number.

    A key may itself hold a slash (the pointers that a translation is keyed by): the longest key
    that the data have wins.
    """
    if not parts:
        return ()
    if isinstance(data, dict):
        for length in range(len(parts), 0, -1):
            key = "/".join(parts[:length])
            if key in data:
                return (key, *_path(data[key], parts[length:]))
        return (parts[0], *parts[1:])
    if isinstance(data, list):
        for index, item in enumerate(data):
            if isinstance(item, dict) and item.get("id") == parts[0]:
                return (index, *_path(item, parts[1:]))
        if parts[0].isdecimal() and int(parts[0]) < len(data):
            return (int(parts[0]), *_path(data[int(parts[0])], parts[1:]))
    return tuple(parts)
