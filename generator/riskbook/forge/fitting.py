"""Texts of a length that a forge takes."""

from __future__ import annotations

from riskbook.forge.fences import Fence, fence_after
from riskbook.wording import Catalogue, say

MOST_CHARACTERS = 60_000
"""GitHub refuses a comment or an issue of more than 65,536 characters."""

_ROOM_TO_TELL = 200
"""What the sentence on what was left out needs, in any language."""

_CLOSING = "\n\n</details>"


def fitted(text: str, most: int, words: Catalogue) -> str:
    """The text, or its first lines and how many more there are.

    What the lines left open is closed: code, folds, and by a blank line lists and tables.
    """
    if len(text) <= most:
        return text
    lines = text.split("\n")
    kept, length, ends = 0, 0, ""
    fence: Fence | None = None
    folds = 0
    for line in lines:
        fence = fence_after(fence, line)
        if fence is None:
            folds += line.startswith("<details") - (line == "</details>")
        length += len(line) + 1
        needed = (f"\n{fence.end}" if fence else "") + _CLOSING * folds
        if length + len(needed) + _ROOM_TO_TELL > most:
            break
        kept, ends = kept + 1, needed
    left_out = words.say(say("forge.left-out", count=len(lines) - kept))
    return "\n".join(lines[:kept]) + ends + "\n\n" + left_out
