"""A file made to exhaust the reader is told of like any other, and the others beside it too."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parent / "base_book"
RISKBOOK = Path(sys.executable).with_name("riskbook")
HANGS = 60
"""Seconds after which a run is taken to hang; each takes about one."""

SIZE = 1_000_000
FILES = {
    "duplicate keys": "x: {" + "a," * (SIZE // 2) + "a}",
    "brackets": "x: " + "[" * SIZE,
    "braces": "{a: " * (SIZE // 4),
    "dashes": "- " * (SIZE // 2),
    "question marks": "? " * (SIZE // 2),
    "indentation": "".join(f"{' ' * depth}a:\n" for depth in range(1400)),
    "aliases": "a: &a [x]\nb: [" + "*a," * (SIZE // 3) + "]",
    "unknown fields": "".join(f"field{number}: x\n" for number in range(SIZE // 16)),
    "colons on one line": "x: " + "a: " * (SIZE // 3),
    "almost a comment": "x: " + "a: " * (SIZE // 4) + " #b",
    "comments": "".join(f"k{number}: a #b\n" for number in range(SIZE // 16)),
    "quoted hashes": "".join(f"k{number}: 'a #b'\n" for number in range(SIZE // 18)),
    "one long word": "title: " + "a" * (SIZE - 10),
    "one long number": "expected_loss: {rate: " + "9" * (SIZE - 40) + "}",
    "a list of lists": "controls: [" + "[a]," * (SIZE // 4) + "]",
    "the same entry": "controls: [" + "C001," * (SIZE // 5) + "]",
    "open quotation mark": "title: '" + "a\n" * (SIZE // 2),
    "full-width colons": "字段：值\n" * (SIZE // 13),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_a_finding_and_hides_no_other(name: str, tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(BASE, book)
    hostile = "registers/desk/risks/R002-ticket-system-down.md"
    (book / hostile).write_text(f"---\n{FILES[name]}\n---\n", encoding="utf-8")
    other = book / "registers/desk/risks/R001-voicemail.md"
    text = other.read_text(encoding="utf-8")
    other.write_text(text.replace("status: open", "status: opne"), encoding="utf-8")
    for form in ("json", "text"):
        command = [
            str(RISKBOOK),
            "check",
            "--book",
            str(book),
            "--today",
            "2026-11-23",
            "--format",
            form,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=HANGS, check=False)
        assert done.returncode == 1, done.stderr[-2000:]
        assert done.stderr == ""
        assert len(done.stdout) < 500_000
        assert "opne" in done.stdout
        if form == "json":
            found = json.loads(done.stdout)["findings"]
            assert 1 <= sum(each["path"] == hostile for each in found) <= 102
