"""Which findings a change brings in, and which were there before.

A finding is the same before and after when it says the same of the same thing: its code, its
record (or file), its place in the data and its sentence. Lines may have moved, items of a list too,
and a file may have been renamed. Of several that are alike as many are older as the base has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from riskbook.findings import Finding
from riskbook.model.book import Book
from riskbook.reading.trees import REGISTERS
from riskbook.wording import Fact, Saying


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """The findings that a change brings in, and how many it leaves as they were."""

    findings: tuple[Finding, ...]
    older: int


def brought_in(
    head: Iterable[Finding], base: Iterable[Finding], moved: Mapping[str, str]
) -> BroughtIn:
    """The findings of the head that the base does not have.

    Both are judged on one day and by the same severities. ``moved`` leads from the path that a file
    had to the one it has (:func:`moves`).
    """
    there = Counter(_identity(finding, moved) for finding in base)
    new: list[Finding] = []
    older = 0
    for finding in head:
        key = _identity(finding, {})
        if there[key]:
            there[key] -= 1
            older += 1
        else:
            new.append(finding)
    return BroughtIn(tuple(new), older)


def moves(base: Book, head: Book) -> dict[str, str]:
    """The paths that files of the base have in the head, where they are others.

    Records are followed by their ids, translations by record and language. Entries and exercises
    have no id: they lie in the folder of their register, which has moved where its records have.
    """
    now = dict(_paths(head))
    found = {path: now[key] for key, path in _paths(base) if key in now and now[key] != path}
    folders = {
        before.partition("/")[2].partition("/")[0]: after.partition("/")[2].partition("/")[0]
        for before, after in found.items()
    }
    sources = (
        *(entry.source for entry in base.sign_offs),
        *(exercise.source for exercise in base.exercises),
        *(register.source for register in base.registers.values()),
    )
    for source in sources:
        old = source.register
        new = folders.get(old, old)
        if new != old and old not in head.registers:
            path = source.path
            found[path] = path.replace(f"{REGISTERS}/{old}/", f"{REGISTERS}/{new}/", 1)
    return found


def _paths(book: Book) -> Iterator[tuple[Hashable, str]]:
    """What names each file that has a name of its own, and its path."""
    for shelf in (book.risks, book.plans, book.controls, book.processes, book.translations):
        for key, record in shelf.items():
            yield key, record.source.path


def _identity(finding: Finding, moved: Mapping[str, str]) -> Hashable:
    """What makes two findings the same."""
    path = finding.location.path
    return (
        finding.code,
        finding.severity,
        finding.record or moved.get(path, path),
        tuple("*" if part.isdecimal() else part for part in finding.pointer.split("/")),
        _settled(finding.message, moved),
    )


def _settled(fact: Fact, moved: Mapping[str, str]) -> Hashable:
    """A fact with the paths in it as they are now."""
    match fact:
        case str():
            return moved.get(fact, fact)
        case Saying():
            parts = ((name, _settled(part, moved)) for name, part in fact.facts)
            return fact.key, tuple(parts)
        case tuple():
            return tuple(_settled(part, moved) for part in fact)
        case _:
            return fact
