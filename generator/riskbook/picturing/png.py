"""Dots as a PNG file (ISO/IEC 15948), for images of few colours.

Rows are compressed as they are. The usual guess at a filter for each row takes three times as long
and gives a larger file where most dots are like the one above and the one beside them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from struct import pack

LEVEL = 3
"""How hard zlib tries: above, the time doubles for a tenth of the size."""

_AT_ONCE = 16
_INCH = 0.0254


def png(dots: memoryview, dots_per_inch: float, facts: Mapping[str, str]) -> bytes:
    """The file of an opaque image. ``dots`` has rows of dots of red, green, blue and opacity."""
    height, width, _ = dots.shape or (0, 0, 0)
    per_metre = round(dots_per_inch / _INCH)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            *(_text(key, words) for key, words in facts.items()),
            _chunk(b"pHYs", pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", b"".join(_packed(dots.cast("B"), width))),
            _chunk(b"IEND", b""),
        )
    )


def _packed(dots: memoryview, width: int) -> Iterator[bytes]:
    """The rows, compressed some at a time: they do not leave the cache of the processor."""
    packing = zlib.compressobj(LEVEL)
    row, some = 3 * width, 4 * width * _AT_ONCE
    for start in range(0, len(dots), some):
        part = bytes(dots[start : start + some])
        colours = bytearray(len(part) // 4 * 3)
        for colour in range(3):
            colours[colour::3] = part[colour::4]
        # Before each row stands its filter: none.
        rows = [b"\0" + colours[begin : begin + row] for begin in range(0, len(colours), row)]
        yield packing.compress(b"".join(rows))
    yield packing.flush()


def _text(key: str, words: str) -> bytes:
    return _chunk(b"iTXt", key.encode("ascii") + bytes(5) + words.encode())


def _chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return pack(">I", len(content)) + whole + pack(">I", zlib.crc32(whole))
