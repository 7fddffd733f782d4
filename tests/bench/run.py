"""Time the commands on a book of any size, beside the floor that reading and writing set.

    python tests/bench/run.py                 10,000 risks
    python tests/bench/run.py --size 1000 --peers

Each figure is the median of several whole processes, in wall seconds, with the largest process's
peak memory. Ratios count: machines and minutes differ. The book and the site lie on a memory file
system where there is one, since creating files on a disk is the noisiest part.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import make_book

BIN = Path(sys.executable).parent
DAY = ["--today", "2026-11-23"]
MEMORY = Path("/dev/shm")  # noqa: S108  # a memory file system, not a place for secrets


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured command: median wall seconds, processor seconds, and peak MiB."""

    name: str
    wall: float
    cpu: float
    peak: int


def measure(
    name: str, command: list[str], runs: int, before: Callable[[], None] = lambda: None
) -> Figure:
    """Run a command several times, each after ``before``, and give the medians."""
    walls, cpus, peaks = [], [], []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, status, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - start)
        if status:
            said = process.stderr.read().decode() if process.stderr else ""
            message = f"{name} failed: {said}"
            raise SystemExit(message)
        cpus.append(usage.ru_utime + usage.ru_stime)
        peaks.append(usage.ru_maxrss // 1024)
    return Figure(name, statistics.median(walls), statistics.median(cpus), max(peaks))


def floor_of(book: Path, out: Path) -> Figure:
    """Reading every file of the book and writing as many bytes as the site has, and no more."""
    sizes = [path.stat().st_size for path in (book / "site").rglob("*") if path.is_file()]
    code = f"""
import os, pathlib
for here, _, names in os.walk({str(book / "registers")!r}):
    for name in names:
        with open(os.path.join(here, name), 'rb') as file:
            file.read()
out = pathlib.Path({str(out)!r}); out.mkdir()
for number, size in enumerate({sizes!r}):
    with open(out / str(number), 'wb') as file:
        file.write(b'x' * size)
"""
    return measure(
        "floor: read the book, write the site",
        [sys.executable, "-I", "-c", code],
        3,
        lambda: shutil.rmtree(out, ignore_errors=True),
    )


def plain_mkdocs(book: Path, work: Path) -> Figure:
    """Plain MkDocs on the same Markdown, out of nav, without search: a page a risk, no figures."""
    docs = work / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Risks\n", encoding="utf-8")
    for path in (book / "registers").rglob("R*.md"):
        shutil.copy(path, docs / path.name)
    (work / "mkdocs.yml").write_text(
        "site_name: Risks\nplugins: []\nnot_in_nav: /R*.md\nnav: [index.md]\n"
        "theme: {name: mkdocs}\n",
        encoding="utf-8",
    )
    command = [str(BIN / "mkdocs"), "build", "--quiet", "--config-file", str(work / "mkdocs.yml")]
    return measure("peer: plain mkdocs build", command, 1)


def main() -> None:
    """Make the book, time everything, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", action="store_true", help="plain MkDocs too (minutes)")
    options = parser.parse_args()
    where = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where, prefix="riskbook-bench-") as folder:
        book = Path(folder, "book")
        book.mkdir()
        make_book(book, options.size)
        figures = list(measured(book, options.runs))
        figures.append(floor_of(book, Path(folder, "floor")))
        if options.peers:
            figures.append(plain_mkdocs(book, Path(folder, "peer")))
    show(options.size, figures)


def measured(book: Path, runs: int) -> list[Figure]:
    """The commands of Riskbook on one book."""
    riskbook = str(BIN / "riskbook")
    risk = min((book / "registers").rglob("R*.md"))
    turns = iter(range(10_000))

    def cold() -> None:
        shutil.rmtree(book / "site", ignore_errors=True)
        shutil.rmtree(book / ".riskbook", ignore_errors=True)

    def touch() -> None:
        text = risk.read_text(encoding="utf-8").partition("\nEdited ")[0]
        risk.write_text(f"{text}\nEdited {next(turns)} times.\n", encoding="utf-8")

    build = [riskbook, "build", "--book", str(book), *DAY]
    return [
        measure("--help", [riskbook, "--help"], runs),
        measure("check", [riskbook, "check", "--book", str(book), *DAY, "--format", "json"], runs),
        measure("build, cold", build, runs, cold),
        measure("build, nothing changed", build, runs),
        measure("build, one risk changed", build, runs, touch),
    ]


def show(size: int, figures: list[Figure]) -> None:
    """Print the figures and how each compares with the floor."""
    floor = next(figure.wall for figure in figures if figure.name.startswith("floor"))
    print(f"{size:,} risks, {os.cpu_count()} processors, medians")  # noqa: T201  # a report
    print(f"{'':38}{'wall s':>8}{'cpu s':>8}{'MiB':>6}{'x floor':>9}")  # noqa: T201
    for figure in figures:
        numbers = f"{figure.wall:8.2f}{figure.cpu:8.2f}{figure.peak:6}{figure.wall / floor:9.1f}"
        print(f"{figure.name:38}{numbers}")  # noqa: T201


if __name__ == "__main__":
    main()
