"""Every state that the book has had on its branch, oldest first, each told by what changed.

The steps are those of the first-parent log. A blob is read once, however many commits have it, and
only the files that a commit touched are looked at again, unless it gave the words of the criteria
another meaning. Each state is read under the settings and criteria of then; where these could not
be read, the last that could stand. A record is known by its id, so that a file that was moved is
still the same record, and a file that could not be read then is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from riskbook.model.book import Settings
from riskbook.model.criteria import Criteria
from riskbook.model.records import Source
from riskbook.reading.blobs import read_blobs
from riskbook.reading.building import Frame
from riskbook.reading.commits import Commit, first_parent_log
from riskbook.reading.foundation import Foundation, lay
from riskbook.reading.loading import build_record, key_of
from riskbook.reading.naming import id_from_name, id_in
from riskbook.reading.placing import FRAMEWORK, Kind, Place, place
from riskbook.reading.repository import Repository, find_repository, resolve
from riskbook.reading.schemas import Schema, Shape, read_schemas, shape_of, with_words
from riskbook.reading.trees import SETTINGS, MemoryTree
from riskbook.reading.unusable import UnusableTreeError
from riskbook.reading.upgrading import from_older
from riskbook.reading.versions import Version, cast, version
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


def past(root: Path, until: str = "HEAD", kinds: frozenset[Kind] = KINDS) -> Iterator[State]:
    """The states of the book that lies in ``root`` at each commit that touched it, up to ``until``.

    Raises :class:`UnusableTreeError` where there is no git, no repository or no commit, and for a
    shallow clone, whose oldest commit would seem to have written everything.
    """
    repository = find_repository(root)
    if repository.shallow:
        raise UnusableTreeError(say("git.shallow-history"))
    commits = first_parent_log(root, resolve(root, until))
    return _states(repository, commits, kinds)


def _states(
    repository: Repository, commits: Sequence[Commit], kinds: frozenset[Kind]
) -> Iterator[State]:
    steps = [(commit, tuple(_touched(commit, kinds))) for commit in commits]
    blobs = _Blobs(repository, [touched for _, step in steps for touched in step])
    shelves = _Shelves(blobs)
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
        if at.kind in kinds or change.path in FRAMEWORK:
            yield _Touched(change.path, at, change.after)


class _Blobs:
    """The contents of blobs in the order in which they are first wanted, each read once."""

    def __init__(self, repository: Repository, wanted: Sequence[_Touched]) -> None:
        uses = [(one.blob, one.at.kind) for one in wanted if one.blob]
        self._left = Counter(uses)
        self._kept: dict[tuple[str, Kind], Version | bytes | None] = {}
        self._contents = read_blobs(repository, [blob for blob, _ in dict.fromkeys(uses)])

    def take(self, one: _Touched) -> Any:
        """A version of a record, or the bytes of a framework file, as its kind asks for."""
        use = (one.blob, one.at.kind)
        if use not in self._kept:
            content = next(self._contents)
            framework = one.path in FRAMEWORK
            self._kept[use] = content if framework else version(content, one.at.kind)
        self._left[use] -= 1
        return self._kept[use] if self._left[use] else self._kept.pop(use)


class _File:
    """A file as it is now, and the record that it makes."""

    __slots__ = ("at", "data", "key", "record", "version")

    def __init__(self, at: Place, found: Version) -> None:
        self.at = at
        self.version = found
        self.data: dict[str, Any] | None = None
        self.key = ""
        self.record: Any = None


class _Ground:
    """What records are read against: settings, criteria, and the shapes that follow from them."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes | None] = {}
        self.settings: Settings | None = None
        self.criteria: Criteria | None = None
        self.frame: Frame | None = None
        self._schemas: dict[Kind, Schema] = {}
        self._shapes: dict[Kind, Shape] = {}
        self._words: _Words | None = None
        self._sound = False

    def lay_again(self, touched: Iterable[str]) -> bool:
        """Whether files must be cast again, after a commit touched these framework files."""
        if self._sound and not _MEANING & set(touched):
            return False
        self._sound = False
        if SETTINGS not in self.contents:
            return False
        self._schemas = self._schemas or read_schemas()
        tree = MemoryTree({path: content or b"" for path, content in self.contents.items()})
        foundation = lay(tree, tree.entries(), self._schemas)
        framework = foundation.framework
        if framework is None:
            return False
        self._sound = True
        self.settings, self.criteria = framework.settings, framework.criteria
        words = _Words(foundation.words, foundation.patterns, foundation.steps, framework.frame)
        if words == self._words:
            return False
        self._words, self._shapes, self.frame = words, {}, framework.frame
        return True

    def cast(self, found: Version, kind: Kind) -> dict[str, Any] | None:
        """The data of a version in the words of then; None where they are not sound."""
        if self._words is None:
            return None
        if kind not in self._shapes:
            words = self._words
            shape = shape_of(with_words(self._schemas[kind], words.words, words.patterns))
            self._shapes[kind] = from_older(shape, kind, words.steps)
        return cast(found, self._shapes[kind])


class _Words(NamedTuple):
    """What decides how a file is cast and built: while it stays, records stay."""

    words: Words
    patterns: Mapping[str, str]
    steps: tuple[Step, ...]
    frame: Frame


_MEANING = {path for path, kind in FRAMEWORK.items() if kind in (Kind.SETTINGS, Kind.CRITERIA)}
"""The framework files that decide what a record means."""

_Slot = tuple[str, str]
"""What only one file can hold: a key, and its kind where several kinds may use the same."""


class _Shelves:
    """All files and records as one commit after the other changes them."""

    def __init__(self, blobs: _Blobs) -> None:
        self._blobs = blobs
        self._ground = _Ground()
        self._files: dict[str, _File] = {}
        self._holders: dict[_Slot, dict[str, _File]] = {}
        self._records: dict[Kind, dict[str, Any]] = {kind: {} for kind in KINDS}
        self._shown = MappingProxyType(
            {kind: MappingProxyType(records) for kind, records in self._records.items()}
        )
        self._frames: dict[str, Frame] = {}
        self._unread: dict[str, str] = {}
        self._unread_ids: frozenset[str] = frozenset()

    def move_on(self, commit: Commit, step: Sequence[_Touched]) -> State:
        """Make the changes of one commit, and say what became of the book."""
        framework = tuple(one.path for one in step if one.path in FRAMEWORK)
        files = [one for one in step if one.path not in FRAMEWORK]
        for one in step:
            if one.path in FRAMEWORK:
                self._ground.contents.pop(one.path, None)
                if one.blob:
                    self._ground.contents[one.path] = self._blobs.take(one)
        again = bool(framework) and self._ground.lay_again(framework)
        before: dict[_Slot, _File | None] = {}
        for one in files:
            self._take_away(one.path, before)
            self._files.pop(one.path, None)
            if one.blob:
                self._files[one.path] = _File(one.at, self._blobs.take(one))
        if again:
            self._frames.clear()
        other_language = self._set_frames(files)
        fresh = {one.path for one in files if one.blob}
        for path in sorted(self._files if again else fresh | other_language):
            file = self._files[path]
            self._take_away(path, before)
            if again or path in fresh:
                file.data = self._ground.cast(file.version, file.at.kind)
            self._put(path, file, before)
        self._unread_ids = frozenset(self._unread.values())
        return State(
            commit,
            framework,
            self._ground.settings,
            self._ground.criteria,
            tuple(sorted(self._changes(before), key=lambda one: (one.kind.value, one.key))),
            self._unread_ids,
            self._shown,
        )

    def _set_frames(self, touched: Iterable[_Touched]) -> set[str]:
        """Note in what language registers are written; the files of those that now have another."""
        changed = {one.at.register for one in touched if one.at.kind is Kind.REGISTER}
        before = {register: self._frames.pop(register, None) for register in changed}
        return {
            path
            for path, file in self._files.items()
            if changed
            and (register := file.at.register) in changed
            and before[register] is not None
            and before[register] != self._frame(register)
        }

    def _frame(self, register: str) -> Frame | None:
        if self._ground.frame is None:
            return None
        if register not in self._frames:
            own = self._files.get(f"{REGISTERS}/{register}/register.yml")
            language = own.version.data.get("language") if own else None
            settings = self._ground.settings
            known = settings is not None and language in settings.languages
            frame = self._ground.frame
            self._frames[register] = replace(frame, language=str(language)) if known else frame
        return self._frames[register]

    def _put(self, path: str, file: _File, before: dict[_Slot, _File | None]) -> None:
        """Make the record of a file whose data are cast."""
        at, data, frame = file.at, file.data, self._frame(file.at.register)
        if data is None or frame is None:
            self._unread[path] = id_in(file.version.data, at) or id_from_name(path, at)
            return
        source = Source(path, at.register, file.version.digest)
        file.key = KEY[at.kind](at, data, path) if at.kind in KEY else id_in(data, at)
        file.record = BUILD[at.kind](data, source, frame, file.version.body)
        slot = _slot(file)
        before.setdefault(slot, self._holder(slot))
        self._holders.setdefault(slot, {})[path] = file

    def _take_away(self, path: str, before: dict[_Slot, _File | None]) -> None:
        self._unread.pop(path, None)
        file = self._files.get(path)
        if file is None or file.record is None:
            return
        slot = _slot(file)
        before.setdefault(slot, self._holder(slot))
        del self._holders[slot][path]
        file.record = None

    def _holder(self, slot: _Slot) -> _File | None:
        """The file that has a slot: of several the first, as in a book that is read at once."""
        holders = self._holders.get(slot)
        return holders[min(holders)] if holders else None

    def _changes(self, before: Mapping[_Slot, _File | None]) -> Iterator[RecordChange]:
        for slot, was in before.items():
            now = self._holder(slot)
