"""Many files at once: each one's bytes to cast data, on two processors where it pays.

This is the hot path of every command. A sound file leaves here as data; any other leaves as it is
and goes to :mod:`riskbook.reading.examining`, which explains.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from riskbook.reading.faults import Fault
from riskbook.reading.forking import begin, may_fork
from riskbook.reading.front_matter import LARGEST, Split, decode, split
from riskbook.reading.placing import Kind, Place
from riskbook.reading.plain_yaml import scan
from riskbook.reading.schemas import Shape
from riskbook.reading.trees import Tree

WORTH_A_FORK = 1000
"""Files: below that a second process costs more than it saves."""

OUR_SHARE = 0.44
"""Of the files, those that this process parses itself: it has to build all the records besides."""


class Parsed(NamedTuple):
    """One file: its data and the body below the front matter.

    Where the data are not sound they are None, and ``content`` is there to be explained.
    """

    path: str
    digest: str
    data: dict[str, Any] | None
    body: str
    content: bytes | None


def parse(
    tree: Tree, places: Sequence[tuple[str, Place]], shapes: Mapping[Kind, Shape]
) -> Iterator[Parsed]:
    """Every file in the order given."""
    with _no_collecting():
        if len(places) < WORTH_A_FORK or not may_fork():
            yield from _parse(tree, places, shapes)
            return
        ours = round(len(places) * OUR_SHARE)
        theirs = places[ours:]
        child = begin(lambda: [tuple(parsed) for parsed in _parse(tree, theirs, shapes)])
        yield from _parse(tree, places[:ours], shapes)
        answer = child.result()
        if answer is None:
            yield from _parse(tree, theirs, shapes)
            return
        yield from (Parsed(*fields) for fields in answer)


def _parse(
    tree: Tree, places: Iterable[tuple[str, Place]], shapes: Mapping[Kind, Shape]
) -> Iterator[Parsed]:
    kinds = {path: place.kind for path, place in places}
    for path, content in tree.read(kinds):
        kind = kinds[path]
        yield _one(path, kind, content, shapes[kind])


def _one(path: str, kind: Kind, content: bytes | None, shape: Shape) -> Parsed:
    if content is None or len(content) > LARGEST:
        return Parsed(path, "", None, "", content)
    digest = hashlib.sha256(content).hexdigest()[:16]
    unsound = Parsed(path, digest, None, "", content)
    text = decode(content)
    if isinstance(text, Fault):
        return unsound
    parts = split(text) if kind.has_front_matter else Split(text, 0, "")
    if isinstance(parts, Fault) or _is_cut_short(parts.yaml):
        return unsound
    data = scan(parts.yaml) or _parsed(parts.yaml)
    cast = shape.cast(data) if data is not None else None
    if cast is None or not shape.fits(cast):
        return unsound
    return Parsed(path, digest, cast, parts.body, None)


def _parsed(yaml: str) -> dict[str, Any] | None:
    from riskbook.reading.composing import parse  # a change of plain files never loads the parser

    return parse(yaml)


def _is_cut_short(yaml: str) -> bool:
    if "#" not in yaml:
        return False
    from riskbook.reading.yaml_traps import is_cut_short

    return is_cut_short(yaml)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without the cyclic collector, which would walk a growing heap again and again for nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
