"""Texts that carry the places they expect to be found at: ``cost: ⟦1:30⟧``.

Places are read off the text itself, so that a test states them where a reader sees them and no
number has to be counted or kept up to date.
"""

from __future__ import annotations

from riskbook.findings import Span

OPEN, CLOSE = "⟦", "⟧"


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the span of each marked stretch in order."""
    plain = ""
    opened: list[tuple[int, int]] = []
    spans: list[Span] = []
    for character in text:
        here = (plain.count("\n") + 1, len(plain) - (plain.rfind("\n") + 1) + 1)
        if character == OPEN:
            opened.append(here)
        elif character == CLOSE:
            spans.append(Span(*opened.pop(), *here))
        else:
            plain += character
    assert not opened, f"a mark is not closed in: {text}"
    return plain, tuple(sorted(spans))
