"""Every state that the book has had on its branch, oldest first, each told by what changed.

The steps are those of the first-parent log. A blob is read once, however many commits have it, and
only the files that a commit touched are looked at again, unless it gave the words of the criteria
another meaning. Each state is read under the settings and criteria of then; where these could not
be read, the last that could stand. A record is known by its id, so that a file that was moved is
still the same record, and a file that could not be read then is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from riskbook.model.book import Settings
from riskbook.model.criteria import Criteria
from riskbook.model.records import Source
from riskbook.reading.blobs import read_blobs
from riskbook.reading.building import Frame
from riskbook.reading.commits import Commit, as_if_new, first_parent_log
from riskbook.reading.ground import Ground
from riskbook.reading.loading import BUILD, KEY, SINGLE
from riskbook.reading.naming import id_from_name, id_in
from riskbook.reading.placing import FRAMEWORK, Kind, Place, place
from riskbook.reading.repository import Repository, find_repository, resolve
from riskbook.reading.trees import REGISTERS
from riskbook.reading.unusable import UnusableTreeError
from riskbook.reading.versions import Version, version
from riskbook.wording import say

KINDS = frozenset(Kind) - {
    Kind.SETTINGS,
    Kind.CRITERIA,
    Kind.ORGANIZATION,
    Kind.SERVICES,
    Kind.TRANSLATION,
}
"""The kinds of record that are followed. A translation changes nothing that counts."""


class RecordChange(NamedTuple):
    """A record before and after a commit; None where there was or is none that could be read.

    ``key`` is its id, and for sign-offs and exercises the path of their file. Where both have the
    same ``source``, the file is the same and the criteria gave it another meaning.
    """

    kind: Kind
    key: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class State:
    """The book after one commit.

    ``framework`` names the framework files that the commit touched; ``settings`` and ``criteria``
    are None until the first that could be read. ``unread`` holds the ids of records whose files
    are there and could not be read. ``records`` is by kind and key, in no order, and follows the
    history: it is that of this state until the next is asked for.
    """

    commit: Commit
    framework: tuple[str, ...]
    settings: Settings | None
    criteria: Criteria | None
    changes: tuple[RecordChange, ...]
    unread: frozenset[str]
    records: Mapping[Kind, Mapping[str, Any]]


def past(
    root: Path, until: str = "HEAD", kinds: frozenset[Kind] = KINDS, after: str = ""
) -> Iterator[State]:
    """The states of the book that lies in ``root`` at each commit that touched it, up to ``until``.

    ``after`` is the id of one of these commits: then its state comes first, with every record as
    new, and only those behind it follow. Raises :class:`UnusableTreeError` where there is no git,
    no repository or no commit, and for a shallow clone, whose oldest commit would seem to have
    written everything.
    """
    repository = find_repository(root)
    if repository.shallow:
        raise UnusableTreeError(say("git.shallow-history"))
    commits = first_parent_log(root, resolve(root, until), after)
    return _states(repository, (as_if_new(root, after), *commits) if after else commits, kinds)


def _states(
    repository: Repository, commits: Sequence[Commit], kinds: frozenset[Kind]
) -> Iterator[State]:
    steps = [(commit, _in_order(_touched(commit, kinds))) for commit in commits]
    wanted = [touched for _, step in steps for touched in step]
    shelves = _Shelves(_Contents(repository, wanted))
    for commit, step in steps:
        yield shelves.move_on(commit, step)


class _Touched(NamedTuple):
    """A file of the book that a commit touched; ``blob`` is ``""`` where it went."""

    path: str
    at: Place
    blob: str


def _touched(commit: Commit, kinds: frozenset[Kind]) -> Iterator[_Touched]:
    for change in commit.changes:
        at = place(change.path)
        if at is None or "/." in change.path:
            continue
        if at.kind in kinds or at.kind is Kind.REGISTER or change.path in FRAMEWORK:
            yield _Touched(change.path, at, change.after)


def _in_order(touched: Iterable[_Touched]) -> tuple[_Touched, ...]:
    """The framework first: what else a commit touched is read in its words."""
    return tuple(sorted(touched, key=lambda one: one.path not in FRAMEWORK))


class _Contents:
    """The contents of blobs in the order in which they are first wanted, each read once."""

    def __init__(self, repository: Repository, wanted: Sequence[_Touched]) -> None:
        uses = [(one.blob, one.at.kind) for one in wanted if one.blob]
        self._left = Counter(uses)
        self._kept: dict[tuple[str, Kind], bytes | Version | None] = {}
        self._coming = read_blobs(repository, [blob for blob, _ in dict.fromkeys(uses)])

    def of_framework(self, one: _Touched) -> bytes | None:
        """The bytes of a framework file."""
        found = self._take(one, lambda content, _: content)
        return found if isinstance(found, bytes) else None

    def of_record(self, one: _Touched) -> Version:
        """The version of any other file."""
        found = self._take(one, version)
        return found if isinstance(found, Version) else version(None, one.at.kind)

    def _take(
        self, one: _Touched, read: Callable[[bytes | None, Kind], bytes | Version | None]
    ) -> bytes | Version | None:
        use = (one.blob, one.at.kind)
        if use not in self._kept:
            self._kept[use] = read(next(self._coming), one.at.kind)
        self._left[use] -= 1
        return self._kept[use] if self._left[use] else self._kept.pop(use)


class _Held(NamedTuple):
    """A record and what it is known by."""

    kind: Kind
    key: str
    record: Any


class _File:
    """A file as it is now, and the record that it makes."""

    __slots__ = ("at", "data", "held", "version")

    def __init__(self, at: Place, found: Version) -> None:
        self.at = at
        self.version = found
        self.data: dict[str, Any] | None = None
        self.held: _Held | None = None


_Slot = tuple[str, str]
"""What only one file can hold: a key, and its kind where several kinds may use the same."""


class _Shelves:
    """All files and records as one commit after the other changes them."""

    def __init__(self, contents: _Contents) -> None:
        self._contents = contents
        self._ground = Ground()
        self._files: dict[str, _File] = {}
        self._holders: dict[_Slot, dict[str, _Held]] = {}
        self._before: dict[_Slot, _Held | None] = {}
        self._records: dict[Kind, dict[str, Any]] = {kind: {} for kind in KINDS}
        self._shown = MappingProxyType(
            {kind: MappingProxyType(records) for kind, records in self._records.items()}
        )
        self._frames: dict[str, Frame] = {}
        self._unread: dict[str, str] = {}

    def move_on(self, commit: Commit, step: Sequence[_Touched]) -> State:
        """Make the changes of one commit, and say what became of the book."""
        self._before = {}
        framework = {
            one.path: self._contents.of_framework(one) if one.blob else None
            for one in step
            if one.path in FRAMEWORK
        }
        records = [one for one in step if one.path not in FRAMEWORK]
        for one in records:
            self._take_away(one.path)
            self._files.pop(one.path, None)
            if one.blob:
                self._files[one.path] = _File(one.at, self._contents.of_record(one))
        fresh = {one.path for one in records if one.blob}
        if framework and self._ground.lay(framework):
            fresh = set(self._files)
            self._frames.clear()
        registers = {one.at.register for one in records if one.at.kind is Kind.REGISTER}
        for path in sorted(fresh | self._in_another_language(registers)):
            file = self._files[path]
            self._take_away(path)
            if path in fresh:
                file.data = self._ground.cast(file.version, file.at.kind)
            self._put(path, file)
        return State(
            commit,
            tuple(framework),
            self._ground.settings,
            self._ground.criteria,
            tuple(sorted(self._settle(), key=lambda one: (one.kind.value, one.key))),
            frozenset(self._unread.values()),
            self._shown,
        )

    def _take_away(self, path: str) -> None:
        self._unread.pop(path, None)
        file = self._files.get(path)
        if file is not None and file.held is not None:
            slot = self._open(file.held)
            del self._holders[slot][path]
            file.held = None

    def _put(self, path: str, file: _File) -> None:
        """Make the record of a file whose data are cast."""
        at, data, frame = file.at, file.data, self._frame(file.at.register)
        if data is None or frame is None:
            self._unread[path] = id_in(file.version.data, at) or id_from_name(path, at)
            return
        key = KEY[at.kind](at, data, path) if at.kind in KEY else id_in(data, at)
        source = Source(path, at.register, file.version.digest)
        file.held = _Held(at.kind, key, BUILD[at.kind](data, source, frame, file.version.body))
        self._holders.setdefault(self._open(file.held), {})[path] = file.held

    def _open(self, held: _Held) -> _Slot:
        """The slot of a record, after a note of what held it before this commit."""
        slot = ("" if held.kind in SINGLE else held.kind.value, held.key)
        self._before.setdefault(slot, self._holder(slot))
        return slot

    def _holder(self, slot: _Slot) -> _Held | None:
        """What has a slot: of several files the first, as in a book that is read at once."""
        holders = self._holders.get(slot)
        return holders[min(holders)] if holders else None

    def _settle(self) -> Iterator[RecordChange]:
        """Bring the records up to date, and say which have changed."""
        for slot, before in self._before.items():
            after = self._holder(slot)
            if before and not (after and after.kind is before.kind):
                del self._records[before.kind][before.key]
                yield RecordChange(before.kind, before.key, before.record, None)
            if after and not (before and before.kind is after.kind):
                self._records[after.kind][after.key] = after.record
                yield RecordChange(after.kind, after.key, None, after.record)
            if after and before and before.kind is after.kind and before.record != after.record:
                self._records[after.kind][after.key] = after.record
                yield RecordChange(after.kind, after.key, before.record, after.record)

    def _in_another_language(self, registers: Iterable[str]) -> set[str]:
        """The files of those of the registers whose language is not what it was."""
        found: set[str] = set()
        for register in registers:
            before = self._frames.pop(register, None)
            if before is not None and before != self._frame(register):
                found |= {path for path, one in self._files.items() if one.at.register == register}
        return found

    def _frame(self, register: str) -> Frame | None:
        """What the files of a register are read against: its language may be its own."""
        frame, settings = self._ground.frame, self._ground.settings
        if frame is None or settings is None:
            return None
        if register not in self._frames:
            own = self._files.get(f"{REGISTERS}/{register}/register.yml")
            language = own.version.data.get("language") if own else None
            known = language in settings.languages
            self._frames[register] = replace(frame, language=str(language)) if known else frame
        return self._frames[register]
