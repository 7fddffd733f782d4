"""Cast data of tickets to their model values. The schema has vouched for their shape."""

from __future__ import annotations

from riskbook.model.records import Source
from riskbook.model.tickets import ProblemTypes, TicketExport
from riskbook.reading.building import Fields, Frame


def problem_types(data: Fields, source: Source, frame: Frame) -> ProblemTypes:
    """The types of problem."""
    raise NotImplementedError


def ticket_export(data: Fields, source: Source, frame: Frame) -> TicketExport:
    """The description of an export of tickets."""
    raise NotImplementedError
