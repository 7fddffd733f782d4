"""Another id for a record: its files renamed, and every field that names it rewritten.

A field is known for a reference by its schema. What people wrote about the record in prose, in
comments and below the front matter stays, and is listed for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from riskbook.authoring.census import Census, Holder, names_it
from riskbook.authoring.citations import Role, Spot, spots
from riskbook.authoring.moving import Change
from riskbook.authoring.rewriting import Edit, lines_with, rewritten
from riskbook.findings import Span
from riskbook.reading.composing import Composed, Path
from riskbook.reading.examining import compose_file
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Schema
from riskbook.wording import Saying, say

_PROSE = (".md", ".markdown", ".txt", ".yml", ".yaml")


class RefusedError(Exception):
    """It cannot be done; ``saying`` tells why. Nothing was written."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.key)
        self.saying = saying


class Move(NamedTuple):
    """A file under another name."""

    source: str
    target: str


class Named(NamedTuple):
    """A line that names the record, in the file as it is now."""

    path: str
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Renumbering:
    """All that changes, and what a person has to look at; everything in the order of the paths.

    ``references`` stand in files that keep their names. ``undecided`` are those that may mean
    either of two records with the old id, ``mentions`` lines of prose. ``signed`` are sign-offs
    that cover what now has another id.
    """

    record: Holder
    new: str
    moves: tuple[Move, ...]
    references: tuple[Named, ...]
    undecided: tuple[Named, ...]
    mentions: tuple[Named, ...]
    signed: tuple[str, ...]
    changes: tuple[Change, ...]

    def path_after(self, path: str) -> str:
        """Where a file lies once the changes are made."""
        return dict(self.moves).get(path, path)


@dataclass(frozen=True, slots=True)
class Twins:
    """The other records with the same id, and what the base already names by it.

    ``based`` is None where the base does not tell the two apart.
    """

    paths: frozenset[str]
    based: frozenset[tuple[str, Path]] | None


class Means(Enum):
    """Which record a place means."""

    OURS = "ours"
    OTHER = "other"
    EITHER = "either"


def renumbering(
    census: Census, schemas: Mapping[Kind, Schema], record: Holder, new: str, twins: Twins | None
) -> Renumbering:
    """The changes that give a record another id, which must be free.

    Raises :class:`RefusedError` where a file that names the record cannot be rewritten.
    """
    pages = {path: _page(census, schemas, path, record) for path in _relevant(census, record)}
    meant: dict[str, list[Spot]] = {}
    undecided: list[Named] = []
    for path, page in pages.items():
        for spot in page.naming:
            means = _meaning(path, spot, record, twins)
            if means is Means.OURS:
                meant.setdefault(path, []).append(spot)
            elif means is Means.EITHER:
                undecided.append(_named(census, path, page.span(spot)))
    moves = tuple(sorted(_moves(census, record, new, meant, twins)))
    targets = dict(moves)
    contents = {}
    for path, found in meant.items():
        kind = census.places[path].kind
        after = _with_new_id(kind, census.contents[path], pages[path], found, new)
        if after is None:
            raise RefusedError(say("tidying.renumber.unusual", path=path, id=record.identity))
        contents[path] = after
    touched = sorted({*contents, *targets})
    references = [
        _named(census, path, pages[path].span(spot))
        for path, found in sorted(meant.items())
        for spot in found
        if path not in targets  # that a renamed file says its new name goes without saying
    ]
    return Renumbering(
        record,
        new,
        moves,
        tuple(references),
        tuple(sorted(undecided)),
        tuple(_mentions(census, pages, record)),
        tuple(sorted(_signed(census, meant))),
        tuple(
            Change(path, targets.get(path, path), contents.get(path, census.contents[path]))
            for path in touched
        ),
    )


class _Page(NamedTuple):
    """A file that has the old id in it."""

    composed: Composed
    naming: tuple[Spot, ...]
    structure: tuple[Spot, ...]

    def span(self, spot: Spot) -> Span:
        places = self.composed.positions
        return (places.keys if spot.role is Role.KEY else places.values)[spot.path]


def _relevant(census: Census, record: Holder) -> list[str]:
    return [path for path in census.with_text(record.identity) if path in census.places]


def _page(census: Census, schemas: Mapping[Kind, Schema], path: str, record: Holder) -> _Page:
    composed = census.read(path)
    if composed is None or composed.faults:
        raise RefusedError(say("tidying.renumber.unreadable", path=path, id=record.identity))
    kind = census.places[path].kind
    found = tuple(spots(kind, schemas[kind], composed.data))
    naming = tuple(spot for spot in found if names_it(spot, record.kind, record.identity))
    return _Page(composed, naming, tuple(spot for spot in found if spot.role is not Role.PROSE))


def _meaning(path: str, spot: Spot, record: Holder, twins: Twins | None) -> Means:
    if twins is None:
        return Means.OURS
    is_id = spot.path == ("id",)
    if path == record.path:
        return Means.OURS if is_id else Means.OTHER  # no record names itself
    if path in twins.paths:
        return Means.OTHER if is_id else Means.OURS
    if spot.path == ("translates",):
        return Means.OURS if _is_sibling(path, record.path) else Means.OTHER
    if twins.based is None:
        return Means.EITHER
    return Means.OTHER if (path, field_of(spot.path)) in twins.based else Means.OURS


def field_of(path: Path) -> Path:
    """A path without the numbers of list items, which change when an item is added above."""
    return tuple(part for part in path if isinstance(part, str))


def _is_sibling(path: str, record: str) -> bool:
    """Whether a translation lies beside its record under the same name."""
    return path.startswith(record.removesuffix("md"))


def _moves(
    census: Census,
    record: Holder,
    new: str,
    meant: Mapping[str, Iterable[Spot]],
    twins: Twins | None,
) -> Iterator[Move]:
    old = record.identity
    for path in census.contents:
        here = census.places.get(path)
        folder, _, name = path.rpartition("/")
        if path in meant and (path == record.path or _translates(meant[path])):
            rest = name[len(old) :]
            if name.startswith(old) and rest[:1] in ("." if record.kind is Kind.PROCESS else "-."):
                yield Move(path, f"{folder}/{new}{rest}")
        elif here is not None and here.owner == old:
            if path in meant or twins is None:
                yield Move(path, f"{folder.removesuffix(old)}{new}/{name}")
        elif here is None and twins is None and _is_in_folder_of(path, old):
            yield Move(path, f"{folder.removesuffix(old)}{new}/{name}")


def _translates(found: Iterable[Spot]) -> bool:
    return any(spot.path == ("translates",) for spot in found)


def _is_in_folder_of(path: str, identity: str) -> bool:
    """Whether a file of no kind of ours lies among the sign-offs or exercises of a record."""
    parts = path.split("/")
    return len(parts) == 5 and parts[2] in ("sign-offs", "exercises") and parts[3] == identity


def _with_new_id(
    kind: Kind, content: bytes, page: _Page, found: Iterable[Spot], new: str
) -> bytes | None:
    """The file with its references rewritten; None where it would not say just that."""
    words = {(spot.path, spot.role): _word(spot, new) for spot in found}
    edits = [Edit(page.span(spot), spot.word, _word(spot, new)) for spot in found]
    after = rewritten(content, edits)
    composed = compose_file(kind, after) if after is not None else None
    if composed is None or composed.faults:
        return None
    return after if composed.data == _exchanged(page.composed.data, words, ()) else None


def _word(spot: Spot, new: str) -> str:
    """The word of a place with another id in it."""
    if spot.role is not Role.KEY:
        return new
    first, _, rest = spot.word.partition("/")
    return f"{first}/{new}{rest[len(spot.identity) :]}"


def _exchanged(data: Any, words: Mapping[tuple[Path, Role], str], path: Path) -> Any:
    """The data with other words in some places."""
    if isinstance(data, dict):
        return {
            words.get(((*path, key), Role.KEY), key): _exchanged(value, words, (*path, key))
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [_exchanged(value, words, (*path, index)) for index, value in enumerate(data)]
    return words.get((path, Role.WORD), data)


def _named(census: Census, path: str, span: Span) -> Named:
    line = census.contents[path].decode("utf-8-sig").split("\n")[span.line - 1]
    return Named(path, span.line, span.column, line)


def _mentions(census: Census, pages: Mapping[str, _Page], record: Holder) -> Iterator[Named]:
    """Lines of prose that name the record. Sign-offs are left out: nobody edits one."""
    beside = "[A-Za-z0-9-]" if record.kind is Kind.PROCESS else "[A-Za-z0-9]"
    pattern = re.compile(rf"(?<!{beside}){re.escape(record.identity)}(?!{beside})")
    for path in census.with_text(record.identity):
        here = census.places.get(path)
        if here.kind is Kind.SIGN_OFF if here else not path.endswith(_PROSE):
            continue
        page = pages.get(path)
        apart = [page.span(spot) for spot in (*page.naming, *page.structure)] if page else []
        for number, column, text in lines_with(census.contents[path], pattern, apart):
            yield Named(path, number, column, text)


def _signed(census: Census, meant: Mapping[str, Iterable[Spot]]) -> Iterator[str]:
    """The sign-offs that cover a reference which now reads otherwise."""
    identities = {holder.path: holder.identity for holder in census.holders}
    fields = {
        (identities[path], str(spot.path[0]))
        for path, found in meant.items()
        for spot in found
        if path in identities and spot.is_material
    }
    for path, here in census.places.items():
        if here.kind is not Kind.SIGN_OFF:
            continue
        covered = {field for identity, field in fields if identity == here.owner}
        composed = census.read(path) if covered else None
        content = composed.data.get("content") if composed else None
        roots = {key.partition("/")[0] for key in content} if isinstance(content, dict) else set()
        if covered & roots or any(spot.role is Role.KEY for spot in meant.get(path, ())):
            yield path
