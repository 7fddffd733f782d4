"""RB80x: whether exports of tickets say clearly which days they tell of, and are recent.

What is wrong with an export itself (RB800 to RB808) is found while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from riskbook.findings import Finding
from riskbook.model.records import Period
from riskbook.model.tickets import TicketExport
from riskbook.reviewing.calendar import after
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import say

FRESH = Period(3, "months")
"""How long an export speaks for a register: strategies are looked at again every quarter."""


def time_zone_unknown(view: Evidence) -> Iterator[Finding]:
    """RB806: an export whose times are of a time zone that there is not."""
    for export in view.book.discovery.exports.values():
        zone = export.form.time_zone
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            message = say("finding.RB806.unknown", zone=zone)
            place = _in(export, "form/time_zone")
            yield fault("RB806", place, message, say("hint.RB806.unknown"))


def days_reversed(view: Evidence) -> Iterator[Finding]:
    """RB808: an export that ends before it begins."""
    for export in view.book.discovery.exports.values():
        if export.end < export.start:
            message = say("finding.RB808.reversed", start=export.start, end=export.end)
            yield fault("RB808", _in(export, "until"), message, say("hint.RB808.reversed"))


def tickets_out_of_date(view: Evidence) -> Iterator[Finding]:
    """RB809: a register whose newest tickets are older than three months."""
    newest: dict[str, TicketExport] = {}
    for export in view.book.discovery.exports.values():
        known = newest.setdefault(export.source.register, export)
        if export.end > known.end:
            newest[export.source.register] = export
    for export in newest.values():
        if after(export.end, FRESH) < view.today:
            message = say("finding.RB809", date=export.end)
            yield fault("RB809", _in(export, "until"), message, say("hint.RB809"))


def _in(export: TicketExport, pointer: str) -> Place:
    return Place(export.source.path, export.id, pointer)


RULES: tuple[Rule, ...] = (
    ("RB806", time_zone_unknown),
    ("RB808", days_reversed),
    ("RB809", tickets_out_of_date),
)
