"""A book as it would be with one more file, so that it can be judged before the file is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from riskbook.reading.trees import Entry, Tree


@dataclass(frozen=True, slots=True)
class AmendedTree:
    """A tree with a file that it does not have, or has with other bytes."""

    tree: Tree
    path: str
    content: bytes

    def entries(self) -> tuple[Entry, ...]:
        """Every file, sorted by path."""
        others = [entry for entry in self.tree.entries() if entry.path != self.path]
        ours = Entry(self.path, len(self.content), "")
        return tuple(sorted((*others, ours), key=lambda entry: entry.path))

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of each path in the order asked for."""
        for path in paths:
            if path == self.path:
                yield path, self.content
            else:
                yield from self.tree.read((path,))
