"""The two READMEs say the same, and what they say of the example book is so.

With them the pictures that they show, the guides that they lead to, and the environment's page.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from riskbook import check
from riskbook.findings import in_order
from riskbook.reading.trees import MemoryTree

CLONE = Path(__file__).resolve().parents[2]
ENGLISH, CHINESE = CLONE / "README.md", CLONE / "README.zh-CN.md"
PACKAGE = CLONE / "generator" / "riskbook"
HEAVIEST = 250_000
"""Bytes of a picture in a README, which is read over slow lines too."""

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_ROW = re.compile(r"^\| \[(RB\d{3})\]\(\S+\) \| `?([\w-]+)`? \|", re.MULTILINE)
_VARIABLE = re.compile(r"[A-Z_]{2,}\Z")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def outline(page: Path) -> list[str]:
    """What makes up a page, whatever its language: headings, rows, pictures, blocks, items."""
    kinds = {"#": "heading", "|": "row", "!": "picture", "```": "block", "- ": "item"}
    found = [
        next((name for start, name in kinds.items() if line.startswith(start)), "")
        for line in text_of(page).splitlines()
    ]
    return [name for name in found if name]
