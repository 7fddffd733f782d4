"""All files of a book, sound or not, with the ids that its records have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from riskbook.authoring.citations import ANY_RECORD, Spot, spots
from riskbook.reading.composing import Composed, compose, examine
from riskbook.reading.examining import compose_file
from riskbook.reading.faults import Fault
from riskbook.reading.front_matter import Split, decode, split
from riskbook.reading.naming import id_from_name, id_in
from riskbook.reading.placing import Kind, Place, place
from riskbook.reading.schemas import Schema
from riskbook.reading.trees import EntryKind, Tree

RECORDS = (Kind.RISK, Kind.PLAN, Kind.CONTROL, Kind.PROCESS)
"""The kinds of files that have an id of their own."""


class Holder(NamedTuple):
    """A file that holds a record, and the record's id."""

    identity: str
    kind: Kind
    path: str


@dataclass(frozen=True, slots=True)
class Census:
    """The files of a tree by path, what each is, and the records among them; all sorted by path."""

    contents: Mapping[str, bytes]
    places: Mapping[str, Place]
    holders: tuple[Holder, ...]

    def holding(self, identity: str) -> tuple[Holder, ...]:
        """The files that hold this id: one, or several after a merge."""
        return tuple(holder for holder in self.holders if holder.identity == identity)

    def used(self) -> frozenset[str]:
        """The ids that files hold or are named after, also where the record itself is gone."""
        held = {holder.identity for holder in self.holders}
        return frozenset(held | names_used(self.places)) - {""}

    def read(self, path: str) -> Composed | None:
        """The data of a file that is one of the book's, with positions."""
        return compose_file(self.places[path].kind, self.contents[path])

    def naming(self, word: str, schemas: Mapping[Kind, Schema]) -> Iterator[tuple[str, Spot]]:
        """Every place that names ``word``, by path; files that cannot be read are passed by."""
        for path in self.with_text(word):
            composed = self.read(path) if path in self.places else None
            if composed is None or composed.faults:
                continue
            kind = self.places[path].kind
            for spot in spots(kind, schemas[kind], composed.data):
                if spot.identity == word and spot.named:
                    yield path, spot

    def with_text(self, text: str) -> list[str]:
        """The files in which this text stands anywhere."""
        wanted = text.encode()
        return [path for path, content in self.contents.items() if wanted in content]


def take_census(tree: Tree) -> Census:
    """Every file of a tree."""
    paths = [entry.path for entry in tree.entries() if entry.kind is EntryKind.FILE]
    contents = {path: content for path, content in tree.read(paths) if content is not None}
    places = {path: here for path in contents if (here := place(path)) is not None}
    holders = tuple(
        Holder(_identity(path, places[path], contents[path]), places[path].kind, path)
        for path in places
        if places[path].kind in RECORDS
    )
    return Census(contents, places, holders)


def names_used(paths: Mapping[str, Place]) -> set[str]:
    """The ids in the names of files and folders."""
    owned = (*RECORDS, Kind.TRANSLATION, Kind.SIGN_OFF, Kind.EXERCISE)
    return {id_from_name(path, here) for path, here in paths.items() if here.kind in owned}


def names_it(spot: Spot, kind: Kind, identity: str) -> bool:
    """Whether a place names this record."""
    return spot.identity == identity and spot.named in (kind.value, ANY_RECORD)


def _identity(path: str, here: Place, content: bytes) -> str:
    return id_in(_data(here.kind, content), here) or id_from_name(path, here)


def _data(kind: Kind, content: bytes) -> dict[str, Any]:
    """The data of a file, quickly where it is sound."""
    text = decode(content)
    if isinstance(text, Fault):
        return {}
    parts = split(text) if kind.has_front_matter else Split(text, 0, "")
    if isinstance(parts, Fault):
        return {}
    return compose(parts.yaml) or examine(parts.yaml, parts.line).data
