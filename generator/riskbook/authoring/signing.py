"""The file of a sign-off: its name, its text, and putting it down.

A name holds four digits of a digest of the text. So the same entry has the same name wherever it is
written, and two branches that each add one to a record can be merged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from riskbook.authoring.answers import Verdict
from riskbook.authoring.block_style import INDENT, field, prose, scalar, words
from riskbook.authoring.settling import settle
from riskbook.model.records import SignOff
from riskbook.reading.trees import REGISTERS
from riskbook.wording import say

DIGITS = 4
"""Digits of the digest in a name."""

_NUMBER = re.compile(r"[0-9]+(?:e[0-9]+)?|0b[01]+")

LONGEST_REASON = 4000
"""Characters that the schema allows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign-off as a file: its path in the book and its text."""

    path: str
    text: str


def entry_of(sign_off: SignOff, register: str, taken: Container[str]) -> Entry:
    """The file of a sign-off of a record in a register, ``""`` for the framework.

    ``taken`` are the paths that the book has. Where another entry has the name, the next digits of
    the digest are taken.
    """
    text = entry_text(sign_off)
    digest = sha256(text.encode()).hexdigest()
    folder = "/".join(filter(None, (REGISTERS, register, "sign-offs", sign_off.of)))
    stem = f"{folder}/{sign_off.date.isoformat()}-{sign_off.kind.value}"
    names = (f"{stem}-{digest[at : at + DIGITS]}.yml" for at in range(0, len(digest), DIGITS))
    path = next((name for name in names if name not in taken), f"{stem}-{digest}.yml")
    return Entry(path, text)


def entry_text(sign_off: SignOff) -> str:
    """A sign-off in block style; the fields stand in the order of the schema."""
    return "".join(f"{line}\n" for line in _lines(sign_off))


def put_down(root: Path, entries: Sequence[Entry]) -> None:
    """Write every entry of a book, or none.

    Raises :class:`OSError` where one cannot be written, :class:`FileExistsError` where something
    has its name by now.
    """
    settle(root, {entry.path: entry.text for entry in entries})


def reason_given(answer: str) -> Verdict:
    """A reason as a file holds it: lines without space at their ends, in one Unicode form."""
    lines = [line.rstrip() for line in answer.replace("\r\n", "\n").split("\n")]
    text = unicodedata.normalize("NFC", "\n".join(lines)).strip()
    steering = {each for each in text if unicodedata.category(each) in {"Cc", "Cs", "Cn"}} - {"\n"}
    if "\ufffd" in text or steering:
        return say("authoring.wrong.characters")
    if not text:
        return say("signing.wrong.no-reason")
    if len(text) > LONGEST_REASON:
        return say("authoring.wrong.long", most=LONGEST_REASON, length=len(text))
    return text


def _lines(sign_off: SignOff) -> Iterator[str]:
    yield field("kind", sign_off.kind.value)
    yield field("of", sign_off.of)
    yield field("by", sign_off.by)
    yield field("role", sign_off.role)
    yield field("date", sign_off.date.isoformat())
    if sign_off.outcome is not None:
        yield field("outcome", sign_off.outcome.value)
    if sign_off.until is not None:
        yield field("until", sign_off.until.isoformat())
    if sign_off.resources:
        yield field("resources", sign_off.resources)
    yield from prose("reason", sign_off.reason, 0)
    if sign_off.language:
        yield field("language", sign_off.language)
    if sign_off.changed_by:
        yield from words("changed_by", sign_off.changed_by)
    yield from bound_lines(sign_off.content, sign_off.basis, sign_off.fingerprint)


def bound_lines(
    content: Sequence[tuple[str, str]], basis: Sequence[tuple[str, str]], fingerprint: str
) -> Iterator[str]:
    """The lines of an entry that say what was signed."""
    yield from _digests("content", content)
    yield from _digests("basis", basis)
    if fingerprint:
        yield field("fingerprint", fingerprint)


def _digests(name: str, digests: Sequence[tuple[str, str]]) -> Iterator[str]:
    if digests:
        yield field(name)
        yield from (f"{INDENT}{scalar(pointer)}: {_digest(digest)}" for pointer, digest in digests)


def _digest(digest: str) -> str:
    """A digest; in quotes where an editor would take it for a number (``12e456789012``)."""
    return f'"{digest}"' if _NUMBER.fullmatch(digest) else digest
