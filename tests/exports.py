"""Exports of tickets for tests: a description, the table beside it, and tickets that were read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from riskbook.model.discovery import Discovery
from riskbook.model.records import Source
from riskbook.model.terms import DateOrder
from riskbook.model.tickets import TableForm, TicketColumns, TicketExport, Tickets
from riskbook.wording.saying import Text

START, END = dt.date(2026, 5, 23), dt.date(2026, 11, 22)
HEADING = "Number,Opened,Resolved,Category,Text,Hours"


def an_export(name: str = "desk-2026", **changes: Any) -> TicketExport:
    """The description of an export with all columns; ``form_…`` changes a field of its form."""
    form = TableForm("comma", "utf-8", DateOrder.YEAR_MONTH_DAY, "Asia/Shanghai", ("n/a",), ".")
    columns = TicketColumns("Number", "Opened", "Resolved", "Category", "Text", "Hours")
    inner = {key: changes.pop(key) for key in list(changes) if key.startswith("form_")}
    export = TicketExport(
        id=name,
        source=Source(f"registers/desk/tickets/{name}.yml", "desk", "0"),
        title=Text.of("en", "Tickets of the desk"),
        file=f"{name}.csv",
        language="en",
        service="",
        start=START,
        end=END,
        form=replace(form, **{key.removeprefix("form_"): value for key, value in inner.items()}),
        columns=columns,
        confidential=False,
    )
    return replace(export, **changes)


def some_tickets(
    days: Mapping[str, Sequence[dt.date]], export: str = "desk-2026"
) -> tuple[Tickets, tuple[str | None, ...]]:
    """Tickets by sort and the day of opening, and the sort of each; ``""`` is none."""
    opened = sorted((day, sort) for sort, found in days.items() for day in found)
    count = len(opened)
    tickets = Tickets(
        of=export,
        source=Source(f"registers/desk/tickets/{export}.csv", "desk", "0"),
        ids=tuple(f"INC{number}" for number in range(count)),
        opened=tuple(dt.datetime.combine(day, dt.time(9)) for day, _ in opened),
        resolved=(None,) * count,
        hours=(None,) * count,
        categories=("",) * count,
        texts=("",) * count,
        lines=tuple(range(2, count + 2)),
        rows=count,
    )
    return tickets, tuple(sort or None for _, sort in opened)


def discovered(tickets: Tickets, **changes: Any) -> Discovery:
    """A book's discovery with one export."""
    return Discovery(
        exports={tickets.of: an_export(tickets.of, **changes)}, tickets={tickets.of: tickets}
    )
