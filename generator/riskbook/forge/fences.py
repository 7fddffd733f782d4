"""Where code stands in Markdown: fences, as far as needed to close one that was cut open."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"(?P<indent> {0,3})(?P<mark>`{3,}|~{3,})(?P<info>.*)\Z")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence that is open; ``indent`` is that of its first line."""

    mark: str
    indent: str

    @property
    def end(self) -> str:
        """The line that closes it."""
        return self.indent + self.mark


def fence_after(fence: Fence | None, line: str) -> Fence | None:
    """The fence that is open after a line, where ``fence`` was open before it (CommonMark, 4.5)."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    mark, info = found["mark"], found["info"]
    if fence is None:
        opens = mark[0] == "~" or "`" not in info
        return Fence(mark, found["indent"]) if opens else None
    closes = mark.startswith(fence.mark) and not info.strip()
    return None if closes else fence
