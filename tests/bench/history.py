"""Time the history of a book of any size, beside the floor that git itself sets.

    python tests/bench/history.py                 2,000 commits over 1,000 risks
    python tests/bench/history.py --commits 20000

The floor is one ``git log --raw`` and one ``git cat-file --batch`` of every version that it names:
what any reader of the whole history pays before it looks at a single byte.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from corpus import make_book
from figures import Figure, measure

MEMORY = Path("/dev/shm")  # noqa: S108  # a memory file system, not a place for secrets
START = 1_640_995_200  # 2022-01-01
HOURS = 3600 * 11
LOG = "git log --first-parent -m --raw -z --no-abbrev --no-renames --format=%H%x00%ae%x00%cI HEAD"
_FLOOR = r"""
import re, subprocess, sys, tempfile
log = subprocess.run(sys.argv[2].split(), cwd=sys.argv[1], capture_output=True, check=True).stdout
blobs = dict.fromkeys(re.findall(rb":[0-9]{6} [0-9]{6} [0-9a-f]{40} ([1-9a-f][0-9a-f]{39}) ", log))
with tempfile.TemporaryFile() as asked:
    asked.write(b"".join(blob + b"\n" for blob in blobs))
    asked.seek(0)
    command = ["git", "cat-file", "--batch", "--buffer"]
    subprocess.run(command, cwd=sys.argv[1], stdin=asked, capture_output=True, check=True)
"""
_READ = """
import sys
from pathlib import Path
from riskbook.reading.past import past
from riskbook.reading.placing import Kind
for state in past(Path(sys.argv[1])):
    pass
"""
_TIMELINE = """
import sys
from pathlib import Path
from riskbook.reading.past import past
from riskbook.reading.placing import Kind
from riskbook.reviewing.tracing import trace
found = trace(past(Path(sys.argv[1]), kinds=frozenset({Kind.RISK})), "Asia/Shanghai")
assert len(found.turns) > 1000
"""
_KEPT = """
import sys
from pathlib import Path
from riskbook.site.remembering import remembered
root = Path(sys.argv[1])
found = remembered(root, sys.argv[3], "Asia/Shanghai", root.parent / "kept", "bench")
assert len(found.turns) > 1000
"""


def make_history(folder: Path, risks: int, commits: int, seed: int = 7) -> None:
    """A repository whose ``main`` grew to ``risks`` risks in as many commits as asked for.

    The first quarter of the commits adds the risks; the others rescore one to three of them each,
    every fiftieth edits the organisation, every five hundredth the matrix of the criteria.
    """
    with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
        book = Path(aside, "book")
        book.mkdir()
        make_book(book, risks, seed)
        files = {
            path.relative_to(book).as_posix(): path.read_bytes()
            for path in sorted(book.rglob("*"))
            if path.is_file()
        }
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
    stream = b"".join(_stream(files, commits, Random(seed)))  # noqa: S311  # made-up text
    command = ["git", "fast-import", "--quiet"]
    subprocess.run(command, cwd=folder, input=stream, check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=folder, check=True)


def _stream(files: dict[str, bytes], commits: int, random: Random) -> Iterator[bytes]:
    risks = [path for path in files if "/risks/" in path]
    now = dict(files)
    yield from _commit(0, {path: text for path, text in files.items() if path not in risks})
    adding = max(1, commits // 4)
    share = -(-len(risks) // adding)
    for number in range(1, commits):
        new = risks[(number - 1) * share : number * share]
        edited = new or random.sample(risks, random.randint(1, min(3, len(risks))))
        changes = {path: now[path] if new else _rescored(now[path], random) for path in edited}
        if number % 50 == 0:
            path = "registers/organization.yml"
            changes[path] = now[path] + b"# reviewed\n"
        if number % 500 == 0:
            path = "registers/criteria.yml"
            changes[path] = now[path] + b"# reviewed\n"
        now |= changes
        yield from _commit(number, changes)


def _rescored(text: bytes, random: Random) -> bytes:
    head, mark, rest = text.partition(b"  current:\n    likelihood: ")
    return head + mark + str(random.randint(1, 2)).encode() + rest[1:] + b"\nLooked at again.\n"


def _commit(number: int, changes: dict[str, bytes]) -> Iterator[bytes]:
    who = f"A colleague <colleague-{number % 7}@example.org> {START + number * HOURS} +0800"
    message = f"change {number}"
    yield f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode()
    yield f"data {len(message)}\n{message}\n".encode()
    for path, content in sorted(changes.items()):
        yield f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n"


def main() -> None:
    """Make the history, time everything, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--risks", type=int, default=1000)
    parser.add_argument("--commits", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    where = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where, prefix="riskbook-history-") as folder:
        book = Path(folder, "book")
        make_history(book, options.risks, options.commits)
        show(
            f"{options.commits:,} commits over {options.risks:,} risks",
            list(measured(book, options.runs)),
        )


def measured(book: Path, runs: int) -> Iterator[Figure]:
    """The floor first, then what stands on it."""

    def command(code: str, until: str = "HEAD") -> list[str]:
        return [sys.executable, "-c", code, str(book), LOG, until]

    def forget() -> None:
        shutil.rmtree(book.parent / "kept", ignore_errors=True)

    def know_but_ten() -> None:
        forget()
        subprocess.run(command(_KEPT, "HEAD~10"), check=True)

    yield measure("git alone: log and cat-file", command(_FLOOR), runs)
    yield measure("every state, all records", command(_READ), runs)
    yield measure("timeline of all risks, cold", command(_TIMELINE), runs)
    yield measure("the same, kept", command(_KEPT), runs + 1)  # the first one keeps it
    yield measure("the same, ten commits later", command(_KEPT), runs, know_but_ten)


def show(title: str, figures: list[Figure]) -> None:
    """The table, each figure also as so many times the first, which is the floor."""
    sys.stdout.write(f"{title}\n\n")
    for figure in figures:
        times = figure.wall / figures[0].wall
        sys.stdout.write(
            f"{figure.name:32}{figure.wall:8.2f} s{figure.cpu:8.2f} cpu{figure.peak:6} MiB"
            f"{times:7.1f} x floor\n"
        )


if __name__ == "__main__":
    main()
