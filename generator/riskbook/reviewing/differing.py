"""How changes are found in two states of one thing: by pointer, the same way for all kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riskbook.model.digests import Value, digest_value
from riskbook.reviewing.changes import Change, Kind, Spot, Thing, Weight


@dataclass(frozen=True, slots=True)
class Ends:
    """One thing at both states, and the files that it lies in."""

    thing: Thing
    id: str
    base: str
    head: str

    def change(
        self,
        kind: Kind,
        pointer: str,
        before: Value,
        after: Value,
        weight: Weight = Weight.MATERIAL,
        *,
        lies_at: tuple[str, str] | None = None,
    ) -> Change:
        """A change of the thing.

        ``lies_at`` are the pointers in the two files, where they are others than ``pointer``.
        """
        was_at, is_at = lies_at or (pointer, pointer)
        return Change(
            self.thing,
            self.id,
            kind,
            pointer,
            before,
            after,
            weight,
            Spot(self.base, was_at) if self.base else None,
            Spot(self.head, is_at) if self.head else None,
        )


def differing(
    before: Mapping[str, Value], after: Mapping[str, Value]
) -> Iterator[tuple[str, Value, Value]]:
    """Each pointer that holds another value, sorted, with both values.

    As in a digest, the Unicode form and the ends of lines mean nothing, and what is absent is as
    what is empty.
    """
    for pointer in sorted({*before, *after}):
        was, now = before.get(pointer), after.get(pointer)
        if was != now and digest_value([was]) != digest_value([now]):
            yield pointer, was, now


def lines_apart(before: Value, after: Value) -> tuple[str, str]:
    """Of two long texts the lines between what they begin and what they end with alike."""
    was, now = (str(text or "").splitlines() for text in (before, after))
    shorter = min(len(was), len(now))
    head = next((n for n in range(shorter) if was[n] != now[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if was[-1 - n] != now[-1 - n]), rest)
    return "\n".join(was[head : len(was) - tail]), "\n".join(now[head : len(now) - tail])
