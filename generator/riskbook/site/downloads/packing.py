"""A ZIP archive of parts that have been compressed piece by piece.

A piece that says what it said before is taken as it was packed then: deflated pieces may stand one
after the other, if each ends with its byte.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from struct import pack as bits
from typing import NamedTuple

_FAST = 1
"""Deflate's quickest level: a third faster than the usual one, and a tenth larger."""

_LAST = b"\x03\x00"
"""An empty block that ends a deflated stream."""

_VERSION, _DEFLATED = 20, 8
_THEN = (0, 1 << 5 | 1)
"""The time and date of every part: the earliest that a ZIP archive knows."""

_ZEROS = bytes(1 << 16)

_ONE, _ALL = 1 << 31, (1 << 32) - 1
_POLYNOMIAL = 0xEDB88320
"""That of the check sum of ZIP archives (ISO 3309), written from the lowest power on."""


class Packed(NamedTuple):
    """Some bytes of a part, compressed.

    ``size`` is how many they were, ``crc`` their check sum, ``factor`` what the sum of all that
    stands before them is multiplied by, and ``content`` the deflated bytes.
    """

    size: int
    crc: int
    factor: int
    content: bytes


def pack(content: bytes) -> Packed:
    """A piece of a part."""
    deflate = zlib.compressobj(_FAST, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(content) + deflate.flush(zlib.Z_SYNC_FLUSH)
    size = len(content)
    return Packed(size, zlib.crc32(content), _factor(size), packed)


def archive(parts: Iterable[tuple[str, Sequence[Packed]]]) -> bytes:
    """The archive of parts with these names."""
    whole: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for name, pieces in parts:
        title = name.encode("ascii")
        content = (*(piece.content for piece in pieces), _LAST)
        packed, size = sum(map(len, content)), sum(piece.size for piece in pieces)
        told = bits("<5H3L2H", _VERSION, 0, _DEFLATED, *_THEN, _crc(pieces), packed, size,
                    len(title), 0)  # fmt: skip
        listed += (
            bits("<4sH", b"PK\1\2", _VERSION),  # made on no system that would be told apart
            told,
            bits("<3H2L", 0, 0, 0, 0, at),
            title,
        )
        begun = len(whole)
        whole += (b"PK\3\4", told, title, *content)
        at += sum(map(len, whole[begun:]))
    count, length = len(listed) // 4, sum(map(len, listed))
    end = bits("<4s4H2LH", b"PK\5\6", 0, 0, count, count, length, at, 0)
    return b"".join((*whole, *listed, end))


def _crc(pieces: Sequence[Packed]) -> int:
    """The check sum of all pieces together.

    A check sum is the remainder of a polynomial. What follows multiplies it by a power of x, the
    same for any content of that length, and adds its own.
    """
    crc = 0
    for piece in pieces:
        crc = _product(crc, piece.factor) ^ piece.crc
    return crc


def _factor(size: int) -> int:
    """The power of x that so many bytes multiply by: what as many zeros make of 1."""
    crc = _ONE ^ _ALL  # the sum is inverted at either end
    for _ in range(size // len(_ZEROS)):
        crc = zlib.crc32(_ZEROS, crc)
    return zlib.crc32(_ZEROS[: size % len(_ZEROS)], crc) ^ _ALL


def _product(one: int, other: int) -> int:
    """The product of two remainders; the highest bit of each is that of the lowest power."""
    found = 0
    while one:
        if one & _ONE:
            found ^= other
        one = one << 1 & _ALL
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return found
