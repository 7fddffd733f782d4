"""Records read in an earlier run, so that a file that has not changed is not read again.

They are kept as a pickle in the person's own cache folder, never in the book: whoever may write
the book must not be able to choose what is read in place of its files.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from riskbook.reading.columns import from_table, to_table
from riskbook.reading.trees import Entry, EntryKind

if TYPE_CHECKING:
    from riskbook.reading.foundation import Foundation

_WHOLE = "records.pickle"
_NEWER = "newer.pickle"

WORTH_A_SWEEP = 0.05
"""Of the records: when more have changed since all were written, all are written again."""

SETTLED = 20_000_000
"""Nanoseconds: a clock of a file system may stand still so long, and a second edit be missed."""


class Shelved(NamedTuple):
    """A record that its file alone gave no reason to complain about, and the file's mark."""

    mark: str
    key: Any
    record: Any


@dataclass(frozen=True, slots=True)
class Shelf:
    """Records by path. ``made_for`` tells apart all that a record depends on beside its file.

    ``foundation`` is what was laid for just this, None unless it was sound. ``newer`` is what has
    changed since all were written.
    """

    made_for: str = ""
    foundation: Foundation | None = None
    records: Mapping[str, Shelved] = field(default_factory=dict)
    newer: Mapping[str, Shelved | None] = field(default_factory=dict)


def take(folder: Path, made_for: str) -> Shelf:
    """What was kept for just these circumstances; nothing where anything about it is amiss."""
    try:
        with (
            (folder / _WHOLE).open("rb") as file,
            mmap(file.fileno(), 0, access=ACCESS_READ) as whole,  # never copied as a whole
        ):
            stored = pickle.loads(whole)  # noqa: S301  # our own, in the user's folder
        stored_for, foundation, shelves = stored
        if stored_for != made_for:
            return Shelf(made_for)
        records = _from_shelves(shelves)
        newer: dict[str, Shelved | None] = {}
        if (folder / _NEWER).exists():
            newer_for, newer = pickle.loads((folder / _NEWER).read_bytes())  # noqa: S301  # same
            if newer_for != made_for:
                return Shelf(made_for)
    except (OSError, ValueError, TypeError, EOFError, AttributeError, ImportError, LookupError):
        return Shelf(made_for)
    except pickle.UnpicklingError:
        return Shelf(made_for)
    for path, kept in newer.items():
        if kept is None:
            records.pop(path, None)
        else:
            records[path] = kept
    return Shelf(made_for, foundation, records, newer)


def put_back(
    folder: Path, shelf: Shelf, foundation: Foundation, now: Mapping[str, Shelved]
) -> None:
    """Keep what this run has read. Raises ``OSError`` where the folder cannot be written.

    Records that ``shelf`` had are kept as they lie; only what is new or gone is written, until
    that is much.
    """
    changed = dict(shelf.newer)
    for path, kept in now.items():
        before = shelf.records.get(path)
        if before is None or before.mark != kept.mark:
            changed[path] = kept
    for path in shelf.records.keys() - now.keys():
        changed[path] = None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # confidential records among them
    if not shelf.records or len(changed) > len(now) * WORTH_A_SWEEP:
        (folder / _NEWER).unlink(missing_ok=True)
        sound = foundation if foundation.framework and not foundation.faults else None
        _write(folder / _WHOLE, (shelf.made_for, sound, _to_shelves(now)))
    elif changed != shelf.newer:
        _write(folder / _NEWER, (shelf.made_for, changed))


def _to_shelves(records: Mapping[str, Shelved]) -> list[tuple[Any, ...]]:
    """Paths, marks, keys and the records themselves, by the class of the records."""
    by_class: dict[type, list[str]] = {}
    for path, kept in records.items():
        by_class.setdefault(type(kept.record), []).append(path)
    return [
        (
            paths,
            [records[path].mark for path in paths],
            [records[path].key for path in paths],
            to_table(kind, [records[path].record for path in paths]),
        )
        for kind, paths in by_class.items()
    ]


def _from_shelves(shelves: Iterable[tuple[Any, ...]]) -> dict[str, Shelved]:
    records: dict[str, Shelved] = {}
    for paths, marks, keys, table in shelves:
        kept = map(Shelved._make, zip(marks, keys, from_table(table), strict=True))
        records.update(zip(paths, kept, strict=True))
    return records


def settled(entries: Iterable[Entry], now: int) -> frozenset[str]:
    """The paths of the files last written long enough before ``now`` for a mark to tell an edit."""
    before, a_file = now - SETTLED, EntryKind.FILE
    return frozenset(
        [
            path
            for path, _, mark, kind in entries
            if kind is a_file
            and (written := mark.partition("-")[0]).isdigit()
            and int(written) < before
        ]
    )


def _write(path: Path, value: object) -> None:
    buffer = BytesIO()
    _Pickler(buffer, protocol=5).dump(value)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.write_bytes(buffer.getbuffer())
    aside.replace(path)


class _Pickler(pickle.Pickler):
    """Dataclasses by their fields in order: half the time to read of what they do by themselves."""

    def __init__(self, buffer: BytesIO, protocol: int) -> None:
        super().__init__(buffer, protocol)
        self._slots: dict[type, tuple[str, ...] | None] = {}

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind not in self._slots:
            plain = is_dataclass(kind) and hasattr(kind, "__slots__")
            self._slots[kind] = tuple(kind.__slots__) if plain else None
        slots = self._slots[kind]
        if slots is None:
            return NotImplemented
        return kind, tuple(getattr(value, name) for name in slots)
