"""Time the commands on a book of any size, beside the floor that reading and writing set.

    python tests/bench/run.py                 10,000 risks
    python tests/bench/run.py --peers         beside plain MkDocs and Hugo (minutes)

Each figure is the median of several whole processes, in wall seconds, with the largest process's
peak memory. Ratios count: machines and minutes differ. The book and the site lie on a memory file
system where there is one, since creating files on a disk is the noisiest part.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from corpus import make_book
from figures import Figure, measure
from peers import hugo, plain_mkdocs

BIN = Path(sys.executable).parent
DAY = ["--today", "2026-11-23"]
MEMORY = Path("/dev/shm")  # noqa: S108  # a memory file system, not a place for secrets


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


def main() -> None:
    """Make the book, time everything, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", action="store_true", help="MkDocs and Hugo too (minutes)")
    options = parser.parse_args()
    where = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where, prefix="riskbook-bench-") as folder:
        book = Path(folder, "book")
        book.mkdir()
        make_book(book, options.size)
        figures = list(measured(book, options.runs))
        figures.append(floor_of(book, Path(folder, "floor")))
        if options.peers:
            figures += hugo(book, Path(folder, "hugo"))
            figures += plain_mkdocs(book, Path(folder, "mkdocs"))
    show(options.size, figures)


def measured(book: Path, runs: int) -> list[Figure]:
    """The commands of Riskbook on one book."""
    riskbook = str(BIN / "riskbook")
    risk = min((book / "registers").rglob("R*.md"))
    turns = iter(range(10_000))
    cache = book.parent / "cache"
    os.environ["RISKBOOK_CACHE_DIR"] = str(cache)

    def cold() -> None:
        shutil.rmtree(book / "site", ignore_errors=True)
        shutil.rmtree(cache, ignore_errors=True)

    def reword() -> None:
        text = risk.read_text(encoding="utf-8").partition("\nEdited ")[0]
        risk.write_text(f"{text}\nEdited {next(turns)} times.\n", encoding="utf-8")

    moves = _moves(book)

    def rescore() -> None:
        path, text = next(moves)
        path.write_text(text, encoding="utf-8")

    build = [riskbook, "build", "--book", str(book), *DAY]
    return [
        measure("--help", [riskbook, "--help"], runs),
        measure("check", [riskbook, "check", "--book", str(book), *DAY, "--format", "json"], runs),
        measure("build, cold", build, runs, cold),
        measure("build, nothing changed", build, runs),
        measure("build, one risk reworded", build, runs, reword),
        measure("build, one risk scored anew", build, runs, rescore),
    ]


def _moves(book: Path) -> Iterator[tuple[Path, str]]:
    """One risk after the other, and its text with a likelihood that it does not have today.

    Each leaves the book as it never was before, so that images of it are drawn every time.
    """
    for path in sorted((book / "registers").rglob("R*.md")):
        text = path.read_text(encoding="utf-8")
        inherent, current = (
            re.search(rf"  {stage}:\n    likelihood: (\d)", text)
            for stage in ("inherent", "current")
        )
        if inherent and current and inherent[1] != current[1]:
            start, end = current.span(1)
            yield path, text[:start] + inherent[1] + text[end:]
    message = "no further risk of the book has been lowered"
    raise SystemExit(message)


def show(size: int, figures: list[Figure]) -> None:
    """Print the figures and how each compares with the floor."""
    floor = next(figure.wall for figure in figures if figure.name.startswith("floor"))
    print(f"{size:,} risks, {os.cpu_count()} processors, medians")  # noqa: T201  # a report
    print(f"{'':46}{'wall s':>8}{'cpu s':>8}{'MiB':>6}{'x floor':>9}")  # noqa: T201
    for figure in figures:
        numbers = f"{figure.wall:8.2f}{figure.cpu:8.2f}{figure.peak:6}{figure.wall / floor:9.1f}"
        print(f"{figure.name:46}{numbers}")  # noqa: T201


if __name__ == "__main__":
    main()
