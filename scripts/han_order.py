#!/usr/bin/env python3
"""Write the order of Han characters that Chinese names are sorted by.

    python -m scripts.han_order

The order is that of the Unicode CLDR's ``pinyin`` collation, as the ICU of a Chromium on this
machine has it: the characters are sorted there by ``Intl.Collator("zh")``, so that a list made by
Riskbook and a table sorted by a reader's browser agree. Another version of the CLDR may move a few
characters; ``git diff`` shows which.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

OUTPUT = Path(__file__).parents[1] / "generator" / "riskbook" / "wording" / "han_order.txt"
BLOCKS = ((0x3007, 0x3007), (0x4E00, 0x9FFF), (0x3400, 0x4DBF))
"""〇, the CJK Unified Ideographs, and Extension A, where some characters of names are."""

WIDTH = 64

HEAD = """\
# Han characters by pinyin, then by strokes; in brackets, what is read in another way together.
# The order of the Unicode CLDR, collation zh, type pinyin; written by scripts/han_order.py.
# Copyright © 1991-2026 Unicode, Inc. Unicode License v3: https://www.unicode.org/license.txt
"""

SORT = """
characters => {
  const { compare } = new Intl.Collator("zh");
  const sorted = characters.sort(compare);
  return sorted.concat(TOGETHER.filter(pair => {
    const next = sorted[sorted.indexOf(pair[0]) + 1];
    return compare(pair, pair[0]) < 0 || compare(pair, next) > 0;
  })).sort(compare);
}
"""

TOGETHER = ("重庆", "重慶", "沈阳", "沈陽", "瀋陽", "藏文")
"""Pairs that the collation reads in another way than character by character, and their
traditional forms; every pair of GB 2312 has been tried."""


def main() -> int:
    """Sort the characters in Chromium, write the file, say how many there are."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.stderr.write("no Chromium on this machine: run scripts/browser.sh\n")
        return 2
    characters = [chr(point) for first, last in BLOCKS for point in range(first, last + 1)]
    script = SORT.replace("TOGETHER", repr(list(TOGETHER)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        units: list[str] = browser.new_page().evaluate(script, characters)
        browser.close()
    known = without_tail(units)
    OUTPUT.write_text(HEAD + laid_out(known), encoding="utf-8")
    sys.stdout.write(f"{OUTPUT.name}: {len(known)} characters\n")
    return 0


def without_tail(units: list[str]) -> list[str]:
    """The units up to the characters of which no reading is known: those stand by code point."""
    end = len(units)
    while end > 1 and _rank(units[end - 2]) < _rank(units[end - 1]):
        end -= 1
    return units[: end - 1]


def _rank(unit: str) -> tuple[bool, str]:
    return unit < "\u4e00", unit


def laid_out(units: list[str]) -> str:
    """Lines of some characters each, so that a change shows as a line."""
    shown = [unit if len(unit) == 1 else f"[{unit}]" for unit in units]
    return "".join(
        "".join(shown[start : start + WIDTH]) + "\n" for start in range(0, len(shown), WIDTH)
    )


if __name__ == "__main__":
    sys.exit(main())
