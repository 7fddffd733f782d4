# ruff: noqa: INP001  # run as a file, like the other scripts
"""Bind the sign-offs of the example book to what stood there on the day they were given.

python scripts/stamp_example.py     from the repository's root, after a record has been edited

The history of ``make demo`` says what each record and what it rests on looked like at the commit
that brings the entry; content, basis and fingerprint are written behind what people wrote.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

ROOT = Path(__file__).resolve().parents[1]
BOUND = ("content:", "basis:", "fingerprint:")


def main() -> int:
    """Write every entry anew that is not bound to what was signed."""
    from riskbook.reading.commits import first_parent_log
    from riskbook.reading.loading import load
    from riskbook.reading.paths import blobs_at
    from riskbook.reading.trees import GitTree
    from riskbook.reviewing.fingerprints import fingerprint_of
    from riskbook.run import find_paths

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
                    after = _bound(before, found.content, found.basis, found.overall)
                    if after != before:
                        file.write_text(after, encoding="utf-8")
                        written += 1
    sys.stdout.write(f"{written} entries written\n")
    return 0


def _bound(text: str, content: Mapping[str, str], basis: Mapping[str, str], overall: str) -> str:
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        inside = line.startswith(BOUND) or (inside and line.startswith(" "))
        if not inside:
            kept.append(line)
    for name, digests in (("content", content), ("basis", basis)):
        if digests:
            kept += [f"{name}:", *(f"  {_key(at)}: {digest}" for at, digest in digests.items())]
    return "\n".join([*kept, f"fingerprint: {overall}", ""])


def _key(pointer: str) -> str:
    return f'"{pointer}"' if set(pointer) & set("*?[]{}#&!|>%@`") else pointer


if __name__ == "__main__":
    sys.exit(main())
