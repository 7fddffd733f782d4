#!/usr/bin/env python3
"""Make docs/images: pages of the example site in a real Chromium, and a check in a terminal.

python scripts/pictures.py [folder]

Browsers and fonts differ from machine to machine, so the pictures are looked at, not compared.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from riskbook.reporting.cells import cells, is_wide
from riskbook.reporting.screen import Tone

CLONE = Path(__file__).resolve().parents[1]
IMAGES = CLONE / "docs" / "images"
TODAY = "2026-11-23"
LANGUAGES = {"en": "", "zh": "zh/"}
"""Where the pages of a language lie in the site."""

LARGEST = 200_000
"""Bytes of a picture: a README is read over slow lines too."""


class View(NamedTuple):
    """A page, ``width`` CSS pixels wide, from its top to where a section of it begins."""

    name: str
    page: str
    width: int
    section: int


VIEWS = (
    View("overview", "index.html", 1200, 1),
    View("risk", "risks/R004.html", 1200, 2),
    View("process", "processes/issue-intake.html", 1440, 1),
)

SLIPPED = "registers/customer-service/risks/R003-details-recorded-wrongly.md"
SLIP = ("  target:\n    likelihood: 2\n", "  target:\n    likelihood: 4\n")
"""An author's slip, since the example has no error to show: a target above the score of today."""

SHOWN = ("RB304", "train-operators")
"""Of all that the check then says, the findings in the picture."""

INK = {
    Tone.ERROR: "#c62828",
    Tone.WARNING: "#8a5a00",
    Tone.NOTE: "#0b6b7a",
    Tone.STRONG: "#1f2328",
    Tone.FRAME: "#3f5fb5",
    Tone.HELP: "#1a7f37",
    Tone.CODE: "#0b6b7a",
    Tone.FAINT: "#656d76",
}
"""The colours of a terminal with a light background, each readable on it (4.5 to 1 and above)."""

CELL, LINE, MARGIN = 8.4, 20, 24
"""The width of a cell, the height of a line and the margin of the card, in pixels."""

FONTS = (
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', "
    "'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"
)


def run() -> int:
    """The script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=IMAGES, help="where to")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        book = _copy_of_the_book(Path(scratch))
        site = Path(scratch) / "site"
        _riskbook(book, "build", "--today", TODAY, "--out", str(site))
        pictures = dict(pages(site))
        slipped = book / SLIPPED
        slipped.write_text(_slipped(slipped.read_text("utf-8")), encoding="utf-8")
        for language in LANGUAGES:
            command = ("check", "--today", TODAY)
            said = _riskbook(book, *command, "--color", "always", "--lang", language)
            prompt = f"$ riskbook {' '.join(command)}"
            pictures[_named("terminal.svg", language)] = terminal(f"{prompt}\n{_shown(said)}")
    for name, content in pictures.items():
        (folder / name).write_bytes(content)
    heavy = [name for name, content in pictures.items() if len(content) > LARGEST]
    sys.stderr.writelines(f"{name} is larger than {LARGEST:,} bytes\n" for name in heavy)
    return 1 if heavy else 0


def pages(site: Path) -> Iterator[tuple[str, bytes]]:
    """Each view in each language: its name, and the picture."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        sys.exit("no Chromium on this machine: run scripts/browser.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for view in VIEWS:
            for language, below in LANGUAGES.items():
                address = (site / below / view.page).as_uri()
                yield _named(f"{view.name}.png", language), picture(browser, view, address)
        browser.close()


def picture(browser: Browser, view: View, address: str) -> bytes:
    """A view as PNG, two pixels to each of CSS."""
    page = browser.new_page(
        viewport={"width": view.width, "height": 900}, device_scale_factor=2, color_scheme="light"
    )
    page.goto(address)
    end = page.locator("main section").nth(view.section).bounding_box()
    if end is None:
        sys.exit(f"{view.page} has no section {view.section}")
    clip = {"x": 0, "y": 0, "width": view.width, "height": int(end["y"]) - 8}
    shot = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
    page.close()
    return _with_few_colours(shot)


def terminal(text: str) -> bytes:
    """What a terminal shows as SVG, each letter in its cell whatever the font."""
    lines = text.rstrip("\n").split("\n")
    width = round(80 * CELL) + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    drawn = "".join(_drawn(line, MARGIN + LINE * number + 15) for number, line in enumerate(lines))
    card = f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FONTS}" font-size="14">\n'
        f'{card} fill="#ffffff" stroke="#d0d7de"/>\n{drawn}</svg>\n'
    ).encode()


class Run(NamedTuple):
    """Letters in one tone, from a cell of a line."""

    start: int
    text: str
    tone: Tone | None


def runs(line: str) -> Iterator[Run]:
    """The runs of a line with ANSI codes; Chinese and other letters are runs of their own."""
    start, tone = 0, None
    for piece in re.split(r"(\x1b\[[\d;]*m)", line):
        if piece.startswith("\x1b"):
            code = piece[2:-1]
            tone = None if code == "0" else Tone(code)
            continue
        for _, letters in groupby(piece, key=is_wide):
            text = "".join(letters)
            yield Run(start, text, tone)
            start += cells(text)


def _drawn(line: str, baseline: int) -> str:
    return "".join(
        f'<text x="{MARGIN + run.start * CELL:.1f}" y="{baseline}" fill="{_ink(run.tone)}"'
        f'{_weight(run.tone)} textLength="{cells(run.text) * CELL:.1f}" '
        f'lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escape(run.text)}</text>\n'
        for run in runs(line)
        if run.text.strip()
    )


def _ink(tone: Tone | None) -> str:
    return INK[tone] if tone else INK[Tone.STRONG]


def _weight(tone: Tone | None) -> str:
    return ' font-weight="bold"' if tone and tone.value.startswith("1") else ""


def _shown(output: str) -> str:
    """The findings for the picture, and the last lines; ``...`` for those left out between."""
    *findings, closing = output.rstrip("\n").split("\n\n")
    shown = [one if any(words in one for words in SHOWN) else "..." for one in findings]
    kept = [block for block, _ in groupby([*shown, closing])]
    return "".join(f"\n{block}\n" for block in kept)


def _copy_of_the_book(folder: Path) -> Path:
    book = folder / "book"
    shutil.copytree(CLONE / "registers", book / "registers")
    shutil.copy(CLONE / "riskbook.yml", book)
    return book


def _slipped(text: str) -> str:
    before, after = SLIP
    if text.count(before) != 1:
        sys.exit(f"{SLIPPED} no longer has the lines for the slip")
    return text.replace(before, after)


def _riskbook(book: Path, *words: str) -> str:
    """What the command says; a check that finds errors is no failure here."""
    command = [sys.executable, "-m", "riskbook", *words]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(  # noqa: S603  # this program, with words that stand above
        command, cwd=book, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1) or done.stderr:
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def _with_few_colours(png: bytes) -> bytes:
    """A picture with a palette: a page has few colours, and is a third of the bytes then."""
    small = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(
            80, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE
        )
        few.save(small, "PNG", optimize=True)
    return small.getvalue()


def _named(name: str, language: str) -> str:
    """``risk.png``, ``risk.zh.png``."""
    stem, _, suffix = name.partition(".")
    return name if language == "en" else f"{stem}.{language}.{suffix}"


if __name__ == "__main__":
    sys.exit(run())
