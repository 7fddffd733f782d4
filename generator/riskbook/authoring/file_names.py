"""What a new file is called, and which ids are taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from riskbook.model.book import Book
from riskbook.reading.naming import id_from_name
from riskbook.reading.placing import FOLDERS, Kind, place
from riskbook.reading.trees import REGISTERS

LONGEST = 50
"""Characters of the words after the id: enough to know the record by, short enough for a list."""

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_OUTSIDE = re.compile(r"[^a-z0-9]+")
_FOLDER_OF = {folder.kind: name for name, folder in FOLDERS.items()}


def slug(title: str) -> str:
    """A title as a file's name has it: small letters, digits and hyphens; "" where none is left.

    Accents go; other scripts have no letters here, and a name made of the rest would mislead.
    """
    plain = unicodedata.normalize(
        "NFKD", title.replace("ß", "ss").replace("'", "").replace("’", "")
    )
    if any(character.isalpha() and not character.isascii() for character in plain):
        return ""
    ascii_only = plain.encode("ascii", errors="ignore").decode().lower()
    words = _OUTSIDE.sub("-", ascii_only).strip("-")
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST + 1].rpartition("-")[0]
    return cut or words[:LONGEST]


def path_of(kind: Kind, register: str, identity: str, words: str) -> str:
    """Where a new record lies; ``words`` are those after the id in its name, or ""."""
    ending = ".md" if kind.has_front_matter else ".yml"
    name = f"{identity}-{words}" if words else identity
    return f"{REGISTERS}/{register}/{_FOLDER_OF[kind]}/{name}{ending}"


def exercise_path(register: str, plan: str, day: str, kind: str, taken: Collection[str]) -> str:
    """Where a new exercise lies; the second of its type on a day gets a 2."""
    stem = f"{REGISTERS}/{register}/exercises/{plan}/{day}-{kind}"
    count = 2
    path = f"{stem}.yml"
    while path in taken:
        path = f"{stem}-{count}.yml"
        count += 1
    return path


def taken_ids(book: Book, paths: Iterable[str]) -> frozenset[str]:
    """The ids that no new record may have.

    Those of records, also of such as cannot be read, and those that a translation, a sign-off, an
    exercise or a file's name still speaks of: its record is gone, but what was said of it stands.
    """
    named = set()
    for path in paths:
        at = place(path)
        if at is not None:
            named.add(id_from_name(path, at))
    return frozenset(
        {
            *book.risks,
            *book.plans,
            *book.controls,
            *book.processes,
            *book.unread,
            *(of for of, _ in book.translations),
            *(entry.of for entry in book.sign_offs),
            *(entry.of for entry in book.exercises),
            *named,
        }
        - {""}
    )
