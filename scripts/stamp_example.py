# ruff: noqa: INP001  # run as a file, like the other scripts
"""Bind the sign-offs of the example book to what stood there on the day they were given.

python scripts/stamp_example.py     from the repository's root, after a record has been edited

The history of ``make demo`` says what each record and what it rests on looked like at the commit
that brings the entry; content, basis and fingerprint are written behind what people wrote.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from riskbook.authoring.signing import bound_lines
from riskbook.reading.commits import first_parent_log
from riskbook.reading.loading import load
from riskbook.reading.paths import blobs_at
from riskbook.reading.trees import GitTree
from riskbook.reviewing.fingerprints import Fingerprint, fingerprint_of
from riskbook.run import find_paths

ROOT = Path(__file__).resolve().parents[1]
BOUND = ("content:", "basis:", "fingerprint:")


def main() -> int:
    """Write every entry anew that is not bound to what was signed."""
    written = 0
    with TemporaryDirectory() as scratch:
        demo = Path(scratch) / "demo"
        script = [sys.executable, "-m", "scripts.demo_history", str(demo)]
        subprocess.run(script, cwd=ROOT, check=True, capture_output=True)  # noqa: S603  # our own
        for commit in first_parent_log(demo):
            added = [
                change.path
                for change in commit.changes
                if change.status == "A" and "/sign-offs/" in change.path
            ]
            if not added:
                continue
            loaded = load(GitTree(demo, commit.id))
            if loaded.book is None:
                continue
            paths = find_paths(loaded.book, partial(blobs_at, demo, commit.id))
            for path in added:
                file = ROOT / path
                if not file.is_file():
                    continue
                entry = yaml.load(file.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506  # texts only
                found = fingerprint_of(entry["of"], loaded.book, paths)
                if found is not None:
                    before = file.read_text(encoding="utf-8")
                    after = _bound(before, found)
                    if after != before:
                        file.write_text(after, encoding="utf-8")
                        written += 1
    sys.stdout.write(f"{written} entries written\n")
    return 0


def _bound(text: str, signed: Fingerprint) -> str:
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        inside = line.startswith(BOUND) or (inside and line.startswith(" "))
        if not inside:
            kept.append(line)
    content, basis = tuple(signed.content.items()), tuple(signed.basis.items())
    return "\n".join([*kept, *bound_lines(content, basis, signed.overall), ""])


if __name__ == "__main__":
    sys.exit(main())
