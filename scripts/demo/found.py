"""What risks were found in, in the past: when each of these files came, and what it held.

A table of readings grows from quarter to quarter; every other such file comes whole. What it names
is left out until that is in the book too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from scripts.demo.pages import Page, read_page
from scripts.demo.shelf import File, Shelf, day_of

KIND = "found"
"""The kind of all these files."""

PROBLEM_TYPES = "registers/problem-types.yml"

_QUARTER = timedelta(days=91)
_ORIGINS = ("session", "checklist", "fishbone", "feedback", "process", "incident")


def days_of(shelf: Shelf, start: date, founded: Mapping[str, date]) -> dict[str, date]:
    """When each file came, by path, as its own dates tell; not yet moved to a working day."""
    days: dict[str, date] = {}
    tables = _tables(shelf)
    for file in shelf.of_kind(KIND):
        data = file.data
        if file.path == PROBLEM_TYPES or file.path.startswith("registers/checklists/"):
            continue
        if file.path.endswith(".csv"):
            of = tables[file.path].data
            first = file.text.split("\n", 2)[1][:10]
            day = day_of(of["until"]) if "until" in of else day_of(first)
        elif "until" in data:
            day = day_of(data["until"])
        elif "every" in data:
            table = shelf.files.get(_table_of(file))
            day = day_of(table.text.split("\n", 2)[1][:10]) if table else start
        else:
            day = day_of(data["date"])
        days[file.path] = max(day + timedelta(days=1), founded[file.register])
    exports = [day for path, day in days.items() if "/tickets/" in path]
    answered = [day for path, day in days.items() if "/checklists/" in path]
    for file in shelf.of_kind(KIND):
        if file.path == PROBLEM_TYPES:
            days[file.path] = max(exports)
        elif file.path.startswith("registers/checklists/"):
            days[file.path] = min(answered) - timedelta(days=9)
    return days


def growing(file: File, born: date, end: date) -> Iterator[date]:
    """The days on which the readings of an indicator were entered, after the first."""
    if "/indicators/" in file.path and file.path.endswith(".csv"):
        day = born + _QUARTER
        while day < end:
            yield day
            day += _QUARTER


def text_of(file: File, day: date, is_there: Callable[[str], bool]) -> str:
    """What the file held on a day; ``is_there`` tells of the id of a record, or a path."""
    if file.path.endswith(".csv"):
        return _rows_until(file.text, day) if "/indicators/" in file.path else file.text
    page = read_page(file.text)
    if not is_there(PROBLEM_TYPES):
        _drop_problem_types(page)
    for pointer in list(page.below("risks")):
        if not is_there(page.text(pointer)):
            page.drop(pointer)
    if page.text("incident") and not is_there(page.text("incident")):
        page.drop("incident")
    return page.render()


def drop_unborn(page: Page, is_there: Callable[[str], bool]) -> None:
    """Take out of a risk what names a record that is not in the book yet."""
    for pointer in list(page.below("found_in")):
        named = [page.text(f"{pointer}/{kind}") for kind in _ORIGINS]
        if not all(is_there(key) for key in named if key):
            page.drop(pointer)
    for pointer in list(page.below("indicators")):
        if not is_there(page.text(pointer)):
            page.drop(pointer)
    if not is_there(PROBLEM_TYPES):
        page.drop("problem_types")


def named(file: File) -> Iterator[str]:
    """The ids of such records, or the path of the problem types, that a file names."""
    data = file.data
    for origin in data.get("found_in", ()):
        yield from (str(origin[kind]) for kind in _ORIGINS if kind in origin)
    yield from map(str, data.get("indicators", ()))
    if "problem_types" in data or (file.kind == KIND and "problem_type" in file.text):
        yield PROBLEM_TYPES
    if file.kind == KIND:
        yield from map(str, data.get("risks", ()))
        if data.get("incident"):
            yield str(data["incident"])


def _drop_problem_types(page: Page) -> None:
    page.drop("problem_type", *(f"{each}/problem_type" for each in page.below("answers")))


def _tables(shelf: Shelf) -> dict[str, File]:
    """The record that describes each table, by the path of the table."""
    return {_table_of(file): file for file in shelf.of_kind(KIND) if file.data.get("file")}


def _table_of(file: File) -> str:
    return f"{file.path.rpartition('/')[0]}/{file.data['file']}"


def _rows_until(text: str, day: date) -> str:
    head, *rows = text.splitlines(keepends=True)
    return head + "".join(row for row in rows if row[:10] <= day.isoformat())
