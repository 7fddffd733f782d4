"""Is there anything to build? Answered by looking at file dates, before anything is imported.

After a build the state of all that it read and wrote is kept in ``.riskbook/`` beside
``riskbook.yml``: for every file its size and time, the commit, the day, the templates in use. When
all of it is as it was, the site is up to date.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riskbook import __version__
from riskbook.reading.history import head
from riskbook.reading.resources import resource
from riskbook.reading.trees import Tree

KEPT_IN = ".riskbook"
KEPT = frozenset({"time_zone", "today", "inputs", "outputs", "said"})
"""What is kept of a build; a state with other parts is as good as none."""


@dataclass(frozen=True, slots=True)
class Front:
    """One book and one output folder."""

    root: Path
    out: Path

    @property
    def kept(self) -> Path:
        """The folder for what is kept between builds; safe to delete at any time."""
        return self.root / KEPT_IN

    def state_before(self) -> Mapping[str, Any]:
        """What the last build kept; empty where there was none, or another version kept it."""
        try:
            kept = json.loads(self._file().read_bytes())
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) and kept.keys() == KEPT else {}

    def inputs(self, tree: Tree) -> dict[str, Any]:
        """The state of everything that a build reads. The day is kept beside it."""
        return {
            "version": __version__,
            "commit": head(self.root),
            "book": {entry.path: entry.mark for entry in tree.entries()},
            "resources": _resources(),
        }

    def outputs(self) -> dict[str, int]:
        """When each folder of the site last gained or lost a file, and the manifest's time."""
        found: dict[str, int] = {}
        for here, folders, _ in os.walk(self.out):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found[os.path.relpath(here, self.out)] = os.stat(here).st_mtime_ns  # noqa: PTH116
        manifest = self.out / "manifest.json"
        if manifest.is_file():
            found[manifest.name] = manifest.stat().st_mtime_ns
        return found

    def keep(self, state: Mapping[str, Any]) -> None:
        """Remember a build. A folder that cannot be written only costs the next run its speed."""
        try:
            self.kept.mkdir(exist_ok=True)
            ignore = self.kept / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            aside = self._file().with_suffix(f".{os.getpid()}")
            aside.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
            aside.replace(self._file())
        except OSError:
            return

    def forget(self) -> None:
        """Forget the last build, before the site is touched."""
        self._file().unlink(missing_ok=True)

    def _file(self) -> Path:
        name = hashlib.sha256(str(self.out.resolve()).encode()).hexdigest()[:12]
        return self.kept / f"build-{name}.json"


def _resources() -> dict[str, int]:
    """The dates of what comes with Riskbook; they move only where someone works on Riskbook."""
    package = Path(__file__).resolve().parent.parent
    found = {}
    for folder in (resource("schemas"), resource("site_templates"), package):
        for here, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if not name.startswith(("_", "."))]
            for name in names:
                if not name.endswith(".pyc"):
                    path = f"{here}/{name}"
                    found[path] = os.stat(path).st_mtime_ns  # noqa: PTH116
    return found
