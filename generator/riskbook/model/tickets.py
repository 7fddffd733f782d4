"""Tickets: how an export is written, what was read of it, and the types of problem they show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from riskbook.model.records import Source
from riskbook.model.terms import DateOrder
from riskbook.wording.saying import Text


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a CSV file is written. ``missing`` are the words that stand for nothing.

    ``delimiter`` and ``encoding`` are the words of the format (``comma``, ``gb18030``).
    """

    delimiter: str
    encoding: str
    dates: DateOrder
    time_zone: str
    missing: tuple[str, ...]
    decimal: str


@dataclass(frozen=True, slots=True)
class TicketColumns:
    """The headings of the columns that are read; "" for one that the export does not have.

    Columns that no field names are not read, and reach no output.
    """

    id: str
    opened: str
    resolved: str
    category: str
    text: str
    hours: str


@dataclass(frozen=True, slots=True)
class TicketExport:
    """An export of tickets: the file beside it, the days it covers, and how it is written.

    ``language`` is that of what customers and agents wrote in it.
    """

    id: str
    source: Source
    title: Text
    file: str
    language: str
    service: str
    start: dt.date
    end: dt.date
    form: TableForm
    columns: TicketColumns
    confidential: bool


@dataclass(frozen=True, slots=True)
class Tickets:
    """The tickets of one export, one entry a ticket however many rows it has, in order of opening.

    All tuples run in parallel. ``lines`` are the lines of the file that each was first read from;
    ``opened`` and ``resolved`` are local times of the export's time zone, and bear none; the latter
    and ``hours`` (of work) are None where nothing is said. ``rows`` is how many the file has.
    """

    of: str
    source: Source
    ids: tuple[str, ...]
    opened: tuple[dt.datetime, ...]
    resolved: tuple[dt.datetime | None, ...]
    hours: tuple[float | None, ...]
    categories: tuple[str, ...]
    texts: tuple[str, ...]
    lines: tuple[int, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem that recurs, as a person named it.

    A ticket is of this type when its category is one of ``categories``, or its text holds any of
    ``any_of``, all of ``all_of`` and none of ``none_of``; else when it is like ``examples``, the
    tickets that the type was made from.
    """

    id: str
    name: Text
    categories: tuple[str, ...]
    any_of: tuple[str, ...]
    all_of: tuple[str, ...]
    none_of: tuple[str, ...]
    examples: tuple[str, ...]
    retired: bool


@dataclass(frozen=True, slots=True)
class ProblemTypes:
    """registers/problem-types.yml. ``floor`` is how like its examples a ticket must be, 0 to 1."""

    source: Source
    floor: float
    types: tuple[ProblemType, ...]
