"""The book as it stands, with the files that only its past has: every file, by what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from scripts.demo.pages import data_of, read_page

_RECORD = re.compile(
    r"registers/(?P<register>[^/]+)/(?P<kind>risks|controls|plans)/"
    r"(?P<id>[A-Z]+-?\d+)(?P<slug>-[^.]*)?(?:\.(?P<language>[a-z-]+))?\.md"
)
_OTHER = re.compile(
    r"registers/(?P<register>[^/]+)/(?P<kind>processes|sign-offs|exercises)/(?P<rest>.+)\.yml"
)


_FOUND = re.compile(
    r"registers/(?:(?P<register>[^/]+)/)?"
    r"(?:tickets|feedback|sessions|fishbones|checklists|incidents|indicators)/"
    r"(?P<name>[^/]+)\.(?:yml|csv)|registers/problem-types\.yml"
)


@dataclass(frozen=True, slots=True)
class File:
    """A file in its last state. ``gone`` is the day it left the book, None for one that is there.

    ``kind`` is that of the folder, ``register``, ``translation``, ``found`` for what risks are
    found in, or ``frame`` for the files that hold for the whole book. ``id`` is the record's own,
    for a sign-off or an exercise that of the record it is of, for a table its file name.
    """

    path: str
    text: str
    kind: str
    id: str
    register: str
    data: Mapping[str, Any]
    gone: date | None

    @property
    def language(self) -> str:
        """The language that the file is written in, or the first that it gives its title in."""
        title = self.data.get("title")
        first = next(iter(title), "en") if isinstance(title, Mapping) else "en"
        return str(self.data.get("language") or first)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every file by path, present and past."""

    files: Mapping[str, File]

    def of_kind(self, *kinds: str) -> Iterator[File]:
        """The files of these kinds, by path."""
        return (file for file in self.files.values() if file.kind in kinds)

    def record(self, key: str) -> File:
        """The risk, control, plan or process with an id, or the file at a path."""
        for file in self.files.values():
            if file.kind in (*RECORDS, "found") and file.id == key:
                return file
        return self.files[key]

    def translation(self, record: File) -> File | None:
        """The other language of a record, if there is one."""
        for file in self.of_kind("translation"):
            if file.id == record.id:
                return file
        return None

    def entries_of(self, record: File, kind: str) -> list[File]:
        """The sign-offs or exercises of a record, oldest first."""
        found = [file for file in self.of_kind(kind) if file.id == record.id]
        return sorted(found, key=lambda file: (day_of(file.data.get("date")), file.path))

    def present(self) -> dict[str, bytes]:
        """The files of the book as it stands."""
        return {path: file.text.encode() for path, file in self.files.items() if file.gone is None}


RECORDS = ("risks", "controls", "plans", "processes")


def read_shelf(book: Path, past: Path, gone: Mapping[str, date]) -> Shelf:
    """The files of a book and of its past; ``gone`` is by the beginning of the path."""
    files: dict[str, File] = {}
    for root in (book, past):
        for path in sorted([root / "riskbook.yml", *(root / "registers").rglob("*")]):
            name = path.relative_to(root).as_posix()
            if not path.is_file() or any(part.startswith(".") for part in name.split("/")):
                continue
            until = next((day for begin, day in gone.items() if name.startswith(begin)), None)
            files[name] = _file(name, path.read_bytes().decode(), until if root == past else None)
    spoken = {file.register: file.language for file in files.values() if file.kind == "register"}
    told = {
        path: replace(file, data={"language": spoken[file.register], **file.data})
        for path, file in files.items()
        if file.kind in RECORDS and file.register in spoken
    }
    return Shelf(dict(sorted((files | told).items())))


def day_of(value: object) -> date:
    """The date in a field that must have one."""
    return date.fromisoformat(str(value))


def _file(path: str, text: str, gone: date | None) -> File:
    if match := _FOUND.fullmatch(path):
        data = {} if path.endswith(".csv") else data_of(text)
        key = path.rpartition("/")[2] if path.endswith(".csv") else str(data.get("id", path))
        return File(path, text, "found", key, match["register"] or "", data, gone)
    data = data_of(text)
    if match := _RECORD.fullmatch(path):
        kind = "translation" if match["language"] else match["kind"]
        return File(path, text, kind, match["id"], match["register"], data, gone)
    if match := _OTHER.fullmatch(path):
        key = str(data.get("of") or data.get("id"))
        return File(path, text, match["kind"], key, match["register"], data, gone)
    if path.endswith("/register.yml"):
        return File(path, text, "register", path, path.split("/")[1], data, gone)
    if path.startswith("registers/sign-offs/"):
        return File(path, text, "sign-offs", str(data.get("of")), "", data, gone)
    read_page(text)  # a framework file that cannot be edited by pointer is found here
    return File(path, text, "frame", path, "", data, gone)
