"""A CSV export of tickets, read as its description says."""

from __future__ import annotations

from riskbook.model.records import Source
from riskbook.model.tickets import TicketExport, Tickets
from riskbook.reading.faults import Fault


def read_tickets(
    export: TicketExport, source: Source, content: bytes
) -> tuple[Tickets | None, tuple[Fault, ...]]:
    """The tickets of an export, None where it is not what its description says; and its faults."""
    raise NotImplementedError
