"""Lines of a label: English breaks between words, Chinese between characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

ELLIPSIS = "…"
_NOT_FIRST = frozenset("，。、；：！？）》」』】〉％·…—～,.;:!?)]}%’”")
_NOT_LAST = frozenset("（《「『【〈([{‘“￥¥$#")


def wrap(text: str, width: float, most: int, measure: Callable[[str], float]) -> tuple[str, ...]:
    """The text in at most ``most`` lines no wider than ``width``, in the unit of ``measure``.

    A word wider than a line is cut where the line ends; what is left after the last line is cut
    and ends in an ellipsis. No line begins with a closing mark or ends with an opening one, as
    Chinese typesetting asks (GB/T 15834).
    """
    lines = [""]
    for piece in _pieces(text):
        if measure((lines[-1] + piece).rstrip()) <= width:
            lines[-1] += piece
            continue
        if lines[-1]:
            lines.append("")
        lines[-1] = piece.lstrip()
        while measure(lines[-1].rstrip()) > width and len(lines[-1].rstrip()) > 1:
            cut = _fitting(lines[-1], width, measure)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    lines = [line.strip() for line in lines if line.strip()]
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, measure))


def shorten(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if measure(text) <= width:
        return text
    kept = _fitting(text, width - measure(ELLIPSIS), measure)
    return text[:kept].rstrip() + ELLIPSIS


def _fitting(text: str, width: float, measure: Callable[[str], float]) -> int:
    """How many characters fit; at least one, so that every line gets on."""
    count = 1
    while count < len(text) and measure(text[: count + 1]) <= width:
        count += 1
    return count


def _pieces(text: str) -> Iterator[str]:
    """Parts between which a line may break; a space belongs to the part before it."""
    piece = ""
    for character in text:
        if piece and _breaks(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _breaks(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after == " ":
        return False
    return before == " " or _wide(before) or _wide(after)


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")
