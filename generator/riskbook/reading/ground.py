"""What records are read against in a history: the settings and criteria of each time.

A framework that cannot be read leaves the last that could standing, so that one bad commit does not
empty the whole book.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from riskbook.model.book import Settings
from riskbook.model.criteria import Criteria
from riskbook.reading.building import Frame
from riskbook.reading.foundation import lay
from riskbook.reading.placing import FRAMEWORK, Kind
from riskbook.reading.schemas import Schema, Shape, Words, read_schemas, shape_of, with_words
from riskbook.reading.trees import SETTINGS, MemoryTree
from riskbook.reading.upgrading import Step, from_older
from riskbook.reading.versions import Version, cast


class Ground:
    """What records are read against: settings, criteria, and the shapes that follow from them."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}
        self.settings: Settings | None = None
        self.criteria: Criteria | None = None
        self.frame: Frame | None = None
        self._schemas: dict[Kind, Schema] = {}
        self._shapes: dict[Kind, Shape] = {}
        self._words: _Words | None = None
        self._sound = False

    def lay(self, touched: Mapping[str, bytes | None]) -> bool:
        """Take in what a commit made of framework files, None where it took one away.

        The answer is whether all records must be cast anew. An organisation or services that
        change do not ask for it, nor does a matrix: only words do.
        """
        self._contents |= {path: content for path, content in touched.items() if content}
        for path in [path for path, content in touched.items() if not content]:
            self._contents.pop(path, None)
        if SETTINGS not in self._contents or (self._sound and not _MEANING & touched.keys()):
            self._sound = self._sound and SETTINGS in self._contents
            return False
        self._schemas = self._schemas or read_schemas()
        tree = MemoryTree(self._contents)
        foundation = lay(tree, tree.entries(), self._schemas)
        framework = foundation.framework
        self._sound = framework is not None
        if framework is None:
            return False
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
