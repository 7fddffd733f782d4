"""Another current likelihood for a risk, and the evidence for it, where the two stand in its file.

Every other byte stays as it is. What comes out is read again, and must say the same but for the
two; else nothing is written, and a person has to do it by hand.
"""

from __future__ import annotations

import copy
import os
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from riskbook.authoring.block_style import field
from riskbook.findings import Span
from riskbook.reading.composing import Composed, examine
from riskbook.reading.faults import Fault
from riskbook.reading.front_matter import decode, split
from riskbook.reading.git import ask
from riskbook.reading.unusable import UnusableTreeError

LONGEST = 4000
"""Characters that the schema allows a rationale."""

_SCORE = ("assessment", "current", "likelihood")
_REASON = ("assessment", "current", "rationale")


def rescored(content: bytes, likelihood: int, rationale: str) -> bytes | None:
    """The file of a risk with another current likelihood and rationale.

    None where they do not stand on lines of their own, or the rationale is too long.
    """
    text = decode(content)
    if not isinstance(text, str) or len(rationale) > LONGEST:
        return None
    ends = text.count("\r\n")
    if ends not in (0, text.count("\n")):
        return None
    unix = text.replace("\r\n", "\n")
    parts = split(unix)
    if isinstance(parts, Fault):
        return None
    before = examine(parts.yaml, 0)
    if before.faults or _SCORE not in before.positions.values:
        return None
    lines = _lines(before, parts.yaml.removesuffix("\n").split("\n"), likelihood, rationale)
    yaml = "".join(f"{line}\n" for line in lines)
    after = examine(yaml, 0)
    if after.faults or after.data != _wanted(before, likelihood, rationale):
        return None
    head = unix.partition("\n")[0]
    changed = f"{head}\n{yaml}{unix[len(head) + 1 + len(parts.yaml) :]}"
    mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    return mark + (changed.replace("\n", "\r\n") if ends else changed).encode()


def is_touched(root: Path, path: str) -> bool:
    """Whether a file of the book differs from the last commit; not so where git cannot tell."""
    try:
        listed = ask(root, "status", "--porcelain", "--untracked-files=all", "--", path)
    except UnusableTreeError:
        return False
    return bool(os.fsdecode(listed).strip())


def _wanted(found: Composed, likelihood: int, rationale: str) -> dict[str, Any]:
    data = copy.deepcopy(found.data)
    data["assessment"]["current"] |= {"likelihood": str(likelihood), "rationale": rationale}
    return data


def _lines(found: Composed, lines: list[str], likelihood: int, rationale: str) -> list[str]:
    """The lines of the front matter with the two exchanged; the lower one first."""
    values, keys = found.positions
    at, span = keys[_SCORE], values[_SCORE]
    row = at.line - 1
    scored = lines[row][: span.column - 1] + str(likelihood) + lines[row][span.end_column - 1 :]
    if _REASON not in keys:
        indent = lines[row][: at.column - 1]
        return [*lines[:row], scored, f"{indent}{field('rationale', rationale)}", *lines[row + 1 :]]
    changed = [*lines]
    changed[row] = scored
    return _reasoned(changed, keys[_REASON], values.get(_REASON), rationale)


def _reasoned(lines: list[str], at: Span, value: Span | None, rationale: str) -> list[str]:
    """The lines with another rationale; what stands behind one of a single line stays there."""
    row, column = at.line - 1, at.column - 1
    head = f"{lines[row][:column]}{field('rationale', rationale)}"
    last = row + 1
    while last < len(lines) and _is_further_in(lines[last], column):
        last += 1
    while not lines[last - 1].strip():
        last -= 1
    if last == row + 1 and value is not None:
        head += lines[row][value.end_column - 1 :]
    return [*lines[:row], head, *lines[last:]]


def _is_further_in(line: str, column: int) -> bool:
    """Whether a line belongs to the value of a key in ``column``, from 0."""
    return not line.strip() or len(line) - len(line.lstrip(" ")) > column
