"""The translation of a record, begun or brought up to date with the texts that it translates.

What is translated stays as it is. What is not yet translated is an empty entry with the source
above it; what was translated before its source moved on keeps its old digest, and gets the new
source above it, until somebody says that the translation is right again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from riskbook.authoring.block_style import comment, field, prose
from riskbook.authoring.front_matter_pieces import (
    Piece,
    Pieces,
    joined,
    take_apart,
    take_apart_field,
)
from riskbook.model.digests import digest_text
from riskbook.model.texts import Translatable, texts_of
from riskbook.reading.faults import Fault
from riskbook.reading.front_matter import split
from riskbook.reporting.cells import visible
from riskbook.wording import Catalogue, Saying, say

BODY = "body"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A translation up to date, and by pointer what is left to do.

    ``stale`` were translated from another source text, or nobody knows from which. ``gone`` had no
    source text any more and were taken out. ``accepted`` are held to be right now.
    """

    content: str
    is_changed: bool
    total: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    gone: tuple[str, ...]
    accepted: tuple[str, ...]


class UnfitTranslationError(Exception):
    """The file is not laid out so that it could be brought up to date line by line."""


def beginning(record: Translatable, language: str) -> str:
    """A translation without any text, to be refreshed."""
    lines = ("---", field("translates", record.id), field("language", language), "texts:")
    return "\n".join((*lines, "digests:", "---", ""))


def refresh(
    record: Translatable, text: str, accepted: Collection[str], catalogue: Catalogue
) -> Refreshed:
    """The text of a translation, brought up to date; ``accepted`` are pointers, or ``all``.

    ``catalogue`` words the comments, in the language of the translation. Raises
    :class:`UnfitTranslationError` where the fields do not stand on lines of their own.
    """
    unix = text.replace("\r\n", "\n")
    parts = split(unix)
    apart = None if isinstance(parts, Fault) else take_apart(parts.yaml)
    if isinstance(parts, Fault) or apart is None:
        raise UnfitTranslationError
    pieces, composed = apart
    state = _state(record, composed.data, parts.body, accepted)
    blocks = {
        piece.name: take_apart_field(piece, composed, parts.yaml)
        for piece in pieces.fields
        if piece.name in ("texts", "digests")
    }
    marks = _Marks(record, catalogue)
    texts = _texts(state, blocks.get("texts") or Pieces((), ()), marks)
    digests = _digests(state, blocks.get("digests") or Pieces((), ()))
    lines = _front_matter(pieces, texts, digests, state, marks)
    head = unix.partition("\n")[0]
    closing = unix[len(head) + 1 + len(parts.yaml) : len(unix) - len(parts.body)]
    content = f"{head}\n" + "".join(f"{line}\n" for line in lines) + closing + parts.body
    if content == unix:
        content = text
    elif "\r\n" in text:
        content = content.replace("\n", "\r\n")
    return Refreshed(
        content,
        content != text or not state.digests,
        len(state.source),
        state.missing,
        state.stale,
        state.gone,
        state.accepted,
    )


def remaining(found: Refreshed) -> Iterator[Saying]:
    """What was done, and what is left to do."""
    done = found.total - len(found.missing)
    yield say("authoring.translation.done", done=done, count=found.total)
    if found.gone:
        yield say("authoring.translation.gone", pointers=found.gone, count=len(found.gone))
    if found.accepted:
        count = len(found.accepted)
        yield say("authoring.translation.accepted", pointers=found.accepted, count=count)
    if found.missing:
        count = len(found.missing)
        yield say("authoring.translation.missing", pointers=found.missing, count=count)
    if found.stale:
        count = len(found.stale)
        yield say("authoring.translation.stale", pointers=found.stale, count=count)


@dataclass(frozen=True, slots=True)
class _State:
    """The texts of the source, those of the translation (its body too), and how they compare."""

    source: Mapping[str, str]
    translated: Mapping[str, str]
    digests: Mapping[str, str]
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    gone: tuple[str, ...]
    accepted: tuple[str, ...]

    def digest(self, pointer: str) -> str:
        """The digest that belongs beside a text; "" where nobody has said what it translates."""
        if pointer in self.stale:
            return self.digests.get(pointer, "")
        return digest_text(self.source[pointer])


def _state(
    record: Translatable, data: Mapping[str, object], body: str, accepted: Collection[str]
) -> _State:
    source = _by_item(texts_of(record))
    given = {**_words(data.get("texts")), **({BODY: body} if body.strip() else {})}
    digests = _words(data.get("digests"))
    behind = [
        pointer
        for pointer, words in source.items()
        if pointer in given and digests.get(pointer) != digest_text(words)
    ]
    right = tuple(each for each in behind if each in accepted or "all" in accepted)
    return _State(
        source,
        given,
        digests,
        tuple(pointer for pointer in source if pointer not in given),
        tuple(pointer for pointer in behind if pointer not in right),
        tuple(sorted(({*given, *digests} - source.keys()) - {BODY})),
        right,
    )


def _by_item(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts in the order in which the record is read: all those of an item together."""
    places = {pointer: place for place, pointer in enumerate(texts)}
    first: dict[str, int] = {}
    for pointer, place in places.items():
        first.setdefault(_item(pointer), place)
    order = sorted(texts, key=lambda pointer: (first[_item(pointer)], places[pointer]))
    return {pointer: texts[pointer] for pointer in order}


def _item(pointer: str) -> str:
    """``trigger/T1`` of ``trigger/T1/when``; a text of no item stands for itself."""
    return pointer.rpartition("/")[0] if pointer.count("/") > 1 else pointer


def _words(data: object) -> dict[str, str]:
    if not isinstance(data, dict):
        return {}
    return {key: value for key, value in data.items() if isinstance(value, str)}


class _Marks:
    """The comments that are Riskbook's own: made here, and known again on the next run."""

    def __init__(self, record: Translatable, catalogue: Catalogue) -> None:
        language = record.language
        self._own = re.compile(rf"\s*# {re.escape(language)}(?:, new)?: ")
        self._language = language
        self._file = record.source.path.rpartition("/")[2]
        self._catalogue = catalogue
        self._guide = tuple(comment(catalogue.word("authoring.translation.guide")))

    def source(self, text: str) -> list[str]:
        """The source of a text that is not translated yet."""
        return [f"  # {self._language}: {visible(line)}" for line in text.split("\n")]

    def new(self, text: str) -> list[str]:
        """The source that has moved on since it was translated."""
        return [f"  # {self._language}, new: {visible(line)}" for line in text.split("\n")]

    def guide(self) -> tuple[str, ...]:
        """How to translate."""
        return self._guide

    def body(self, state: _State) -> Iterator[str]:
        """What is to be done about the body, at the end of the fields."""
        if BODY in state.missing:
            words = self._catalogue.word("authoring.translation.body", file=self._file)
            yield f"# {self._language}: {words}"
        elif BODY in state.stale:
            words = self._catalogue.word("authoring.translation.body-new", file=self._file)
            yield f"# {self._language}, new: {words}"

    def without(self, notes: tuple[str, ...]) -> tuple[str, ...]:
        """The notes that are not ours."""
        return tuple(
            line for line in notes if not self._own.match(line) and line not in self._guide
        )


def _texts(state: _State, before: Pieces, marks: _Marks) -> list[str]:
    known = {piece.name: piece for piece in before.fields}
    lines: list[str] = []
    for pointer in _placed(state.source, known):
        if pointer == BODY:
            continue
        words = state.source[pointer]
        piece = known.get(pointer)
        notes = marks.without(piece.notes) if piece else ()
        if pointer in state.missing:
            lines += (*notes, *marks.source(words), field(pointer, depth=1))
            continue
        above = marks.new(words) if pointer in state.stale else []
        own = piece.lines if piece else tuple(prose(pointer, state.translated[pointer], 1))
        lines += (*notes, *above, *own)
    return [*lines, *marks.without(before.tail)]


def _digests(state: _State, before: Pieces) -> list[str]:
    known = {piece.name: piece for piece in before.fields}
    lines: list[str] = []
    for pointer in _placed(state.source, known):
        piece = known.get(pointer)
        wanted = state.digest(pointer)
        if piece is not None and state.digests.get(pointer) == wanted:
            lines += joined([piece])
        elif wanted:
            lines += (*(piece.notes if piece else ()), field(pointer, wanted, 1))
    return [*lines, *before.tail]


def _placed(pointers: Iterable[str], there: Iterable[str]) -> list[str]:
    """The pointers in the order of the file, each new one after the one that it follows."""
    wanted = list(pointers)
    placed = [pointer for pointer in there if pointer in wanted]
    for before, pointer in zip(["", *wanted], wanted, strict=False):
        if pointer not in placed:
            placed.insert(placed.index(before) + 1 if before in placed else 0, pointer)
    return placed


def _front_matter(
    pieces: Pieces, texts: list[str], digests: list[str], state: _State, marks: _Marks
) -> list[str]:
    made = {"texts": ["texts:", *texts], "digests": ["digests:", *digests]}
    fields = list(pieces.fields)
    there = {piece.name for piece in fields}
    fields += [Piece(name, (), ()) for name in made if name not in there]
    lines: list[str] = []
    for piece in fields:
        lines += marks.without(piece.notes)
        if piece.name == "texts" and set(state.missing) - {BODY}:
            lines += marks.guide()
        lines += made.get(piece.name, piece.lines)
    return [*lines, *marks.without(pieces.tail), *marks.body(state)]
