"""Cast data of tickets to their model values. The schema has vouched for their shape."""

from __future__ import annotations

import datetime as dt

from riskbook.model.records import Source
from riskbook.model.terms import DateOrder
from riskbook.model.tickets import (
    ProblemType,
    ProblemTypes,
    TableForm,
    TicketColumns,
    TicketExport,
)
from riskbook.reading.building import Fields, Frame, text

_FLOOR = 0.3
"""How like its examples a ticket must be, where the file does not say."""


def problem_types(data: Fields, source: Source, frame: Frame) -> ProblemTypes:
    """The types of problem."""
    return ProblemTypes(
        source=source,
        floor=float(data.get("floor", _FLOOR)),
        types=tuple(
            ProblemType(
                id=entry["id"],
                name=text(entry["name"], frame.language),
                categories=tuple(entry.get("categories", ())),
                any_of=tuple(entry.get("any_of", ())),
                all_of=tuple(entry.get("all_of", ())),
                none_of=tuple(entry.get("none_of", ())),
                examples=tuple(entry.get("examples", ())),
                retired=entry.get("retired", False),
            )
            for entry in data["types"]
        ),
    )


def ticket_export(data: Fields, source: Source, frame: Frame) -> TicketExport:
    """The description of an export of tickets."""
    return TicketExport(
        id=data["id"],
        source=source,
        title=text(data["title"], frame.language),
        file=data["file"],
        language=data.get("language", frame.language),
        service=data.get("service", ""),
        start=dt.date.fromisoformat(data["from"]),
        end=dt.date.fromisoformat(data["until"]),
        form=_form(data["form"]),
        columns=_columns(data["columns"]),
        confidential=data.get("confidential", False),
    )


def _form(data: Fields) -> TableForm:
    return TableForm(
        delimiter=data.get("delimiter", "comma"),
        encoding=data.get("encoding", "utf-8"),
        dates=DateOrder(data["dates"]),
        time_zone=data["time_zone"],
        missing=tuple(data.get("missing", ())),
        decimal=data.get("decimal", "."),
    )


def _columns(data: Fields) -> TicketColumns:
    return TicketColumns(
        id=data["id"],
        opened=data["opened"],
        resolved=data.get("resolved", ""),
        category=data.get("category", ""),
        text=data.get("text", ""),
        hours=data.get("hours", ""),
    )
