"""The tables that lie beside records: exports of tickets, readings of indicators."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from riskbook.model.discovery import Indicator, Readings
from riskbook.model.records import Source
from riskbook.model.tickets import TicketExport, Tickets
from riskbook.reading.faults import Fault
from riskbook.reading.shelved import Shelved
from riskbook.reading.trees import Tree
from riskbook.wording import say


class TableFault(NamedTuple):
    """What is wrong with a table: its path, the fault, and the id of the record that describes it.

    A table that is not there is a fault of the record's own file.
    """

    path: str
    fault: Fault
    record: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables by the ids of their records. ``sound`` holds by path those that need no second look.

    A table with a fault that matters is not there: nothing is counted from half a file.
    """

    tickets: Mapping[str, Tickets] = field(default_factory=dict)
    readings: Mapping[str, Readings] = field(default_factory=dict)
    faults: tuple[TableFault, ...] = ()
    sound: Mapping[str, Shelved] = field(default_factory=dict)


def read_tables(
    tree: Tree,
    marks: Mapping[str, str],
    known: Mapping[str, Shelved],
    described: Iterable[TicketExport | Indicator],
) -> Tables:
    """Read the table of each record that describes one.

    ``marks`` are those of all files by path. What ``known`` has of the same file by the same
    description is not read again.
    """
    tickets: dict[str, Tickets] = {}
    readings: dict[str, Readings] = {}
    faults: list[TableFault] = []
    sound: dict[str, Shelved] = {}
    for record in described:
        path = f"{record.source.path.rpartition('/')[0]}/{record.file}"
        if path not in marks:
            missing = say("finding.RB800", file=record.file)
            fault = Fault("RB800", missing, None, say("hint.RB800"), "file")
            faults.append(TableFault(record.source.path, fault, record.id))
            continue
        mark = f"{marks[path]} {record.source.digest}"
        kept = known.get(path)
        if kept is not None and kept.mark == mark:
            table = kept.record
        else:
            ((_, content),) = tree.read([path])
            table, found = _read(record, path, content or b"")
            faults += (TableFault(path, fault, record.id) for fault in found)
            if table is not None and not found:
                kept = Shelved(mark, record.id, table)
        if table is None:
            continue
        if kept is not None and kept.mark == mark:
            sound[path] = kept
        if isinstance(table, Tickets):
            tickets[record.id] = table
        else:
            readings[record.id] = table
    return Tables(tickets, readings, tuple(faults), sound)


def _read(
    record: TicketExport | Indicator, path: str, content: bytes
) -> tuple[Tickets | Readings | None, tuple[Fault, ...]]:
    source = Source(path, record.source.register, hashlib.sha256(content).hexdigest()[:16])
    if isinstance(record, TicketExport):
        from riskbook.reading.ticket_rows import read_tickets

        return read_tickets(record, source, content)
    from riskbook.reading.reading_rows import read_readings

    return read_readings(record, source, content)
