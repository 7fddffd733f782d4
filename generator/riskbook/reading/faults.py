"""A fault of one file while it is being read, before it is a finding."""

from __future__ import annotations

from dataclasses import dataclass

from riskbook.findings import Span
from riskbook.wording import Saying

MOST = 100
"""Faults told of one file: whoever has so many needs no more, and a hostile file gets no more."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one file and where; it becomes a finding once file and record are known."""

    code: str
    message: Saying
    span: Span | None = None
    hint: Saying | None = None
    pointer: str = ""


def brief(text: str, most: int = 200) -> str:
    """A text from a file, short enough to stand in a sentence."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
