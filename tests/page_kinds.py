"""Every kind of page that a site has, by the site's own manifest: none can be forgotten.

A page of its own is a kind of its own; the pages of a folder are one kind, and so is the list that
opens the folder. Of a kind the largest page and the smallest are met: what is full, and what is
nearly empty.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Pages:
    """The pages of the site in ``folder``, from the root of its default language."""

    folder: Path

    @cached_property
    def kinds(self) -> dict[str, tuple[str, ...]]:
        """Every page by its kind, the smallest first."""
        files = json.loads((self.folder / "manifest.json").read_bytes())["files"]
        found: dict[str, list[str]] = {}
        for path in files:
            if path.endswith(".html") and not path.startswith("zh/"):
                found.setdefault(kind_of(path), []).append(path)
        return {kind: tuple(sorted(found[kind], key=self._size)) for kind in sorted(found)}

    @property
    def full(self) -> Sequence[str]:
        """The largest page of each kind."""
        return [pages[-1] for pages in self.kinds.values()]

    @property
    def both(self) -> Sequence[str]:
        """The largest and the smallest page of each kind."""
        return [page for pages in self.kinds.values() for page in {pages[0]: 0, pages[-1]: 0}]

    def addresses(self, folder: str = "") -> dict[str, str]:
        """Where a browser finds them in one language, by their paths.

        A page with little on it is much the same in every language: one is enough.
        """
        paths = (f"{folder}{path}" for path in (self.full if folder else self.both))
        return {path: self.address(path) for path in paths if (self.folder / path).is_file()}

    def address(self, path: str) -> str:
        """Where a browser finds it on disk."""
        file, mark, rest = path.partition("?")
        return f"{(self.folder / file).as_uri()}{mark}{rest}"

    def _size(self, path: str) -> tuple[int, str]:
        return (self.folder / path).stat().st_size, path


def built(book: Path) -> Pages:
    """The site of a book on disk; the test fails with what the build says."""
    riskbook = Path(sys.executable).with_name("riskbook")
    command = [str(riskbook), "build", "--book", str(book), "--today", "2026-11-23"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:] or done.stdout[-2000:]
    return Pages(book / "site")


def kind_of(path: str) -> str:
    """``risks/*`` for ``risks/R001.html``; a page that is its own kind for any other."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/*" if folder and name != "index.html" else path
