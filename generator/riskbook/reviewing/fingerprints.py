"""The fingerprint of a record: what a sign-off binds, in 64 digits that anybody can repeat.

``rb1`` is SHA-256 over the canonical JSON of the digests of content and basis
(``{"basis":{pointer:digest},"content":{pointer:digest}}``). An entry of a sign-off can be held
against itself without the book of then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from riskbook.model.book import Book
from riskbook.model.records import Risk
from riskbook.reviewing.basis import Paths, basis_of
from riskbook.reviewing.content import Signed, content_of
from riskbook.reviewing.framework import FRAMEWORK, framework_content

ALGORITHM = "rb1"
SHOWN = 12
"""How many digits of a fingerprint are shown to people."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What would be signed of a record today: digests by pointer, and one over them all."""

    content: Mapping[str, str]
    basis: Mapping[str, str]

    @property
    def overall(self) -> str:
        """``rb1:`` and 64 hexadecimal digits."""
        return overall(self.content, self.basis)


def fingerprint(record: Signed, book: Book, paths: Paths | None) -> Fingerprint:
    """The fingerprint of a record of the book. Only a risk rests on something.

    ``paths`` holds the files that match each pattern; None where nobody can tell.
    """
    basis = basis_of(record, book, paths) if isinstance(record, Risk) else {}
    return Fingerprint(content_of(record), basis)


def fingerprint_of(name: str, book: Book, paths: Paths | None) -> Fingerprint | None:
    """The fingerprint of what a sign-off is ``of``; None where the book has nothing of the name."""
    if name in FRAMEWORK:
        return Fingerprint(framework_content(name, book), {})
    record = signed_record(name, book)
    return fingerprint(record, book, paths) if record is not None else None


def signed_record(name: str, book: Book) -> Signed | None:
    """The record of that id, of the kinds that can be signed."""
    return (
        book.risks.get(name)
        or book.plans.get(name)
        or book.controls.get(name)
        or book.processes.get(name)
    )


def overall(content: Mapping[str, str], basis: Mapping[str, str]) -> str:
    """One digest over what an entry holds; pointers are sorted, so their order means nothing."""
    text = json.dumps(
        {"basis": dict(basis), "content": dict(content)},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return f"{ALGORITHM}:{hashlib.sha256(text.encode()).hexdigest()}"


def shown(whole: str) -> str:
    """A fingerprint as people see it."""
    name, _, digits = whole.partition(":")
    return f"{name}:{digits[:SHOWN]}"
