"""Which tickets are of which problem type: found out once, however often it is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from riskbook.model.discovery import Discovery
from riskbook.model.tickets import TicketExport


class Sorting:
    """The tickets of a book, sorted into its problem types when that is first asked for."""

    def __init__(self, discovery: Discovery) -> None:
        self._discovery = discovery
        self._counted: dict[tuple[date, date], Mapping[str, int]] = {}

    @cached_property
    def by_export(self) -> Mapping[str, tuple[str | None, ...]]:
        """The type of each ticket, in the order of the tickets; None for one of no known type."""
        if not self._discovery.tickets:
            return {}
        from riskbook.identifying.classifying import classified  # few books have tickets

        return classified(self._discovery)

    def count(self, start: date, end: date) -> Mapping[str, int]:
        """The tickets of each type opened from ``start`` to ``end``, both included."""
        return {kind: count for kind, count in self._count(start, end).items() if kind}

    def total(self, start: date, end: date) -> int:
        """All tickets opened then, those of no type among them."""
        return sum(self._count(start, end).values())

    def rising(self, until: date) -> frozenset[str]:
        """The types whose tickets have become more of late."""
        from riskbook.identifying.rising import Trend, rises

        found = rises(self._discovery, self.by_export, until)
        return frozenset(one.key for one in found if one.trend is Trend.RISING)

    def main_export(self, kind: str) -> TicketExport | None:
        """The export that has most tickets of a type; None where no ticket is of it."""
        counted = {key: kinds.count(kind) for key, kinds in self.by_export.items() if kind in kinds}
        most = min(counted, key=lambda key: (-counted[key], key), default=None)
        return self._discovery.exports[most] if most else None

    def _count(self, start: date, end: date) -> Mapping[str, int]:
        """The same with "" for those of no type."""
        if not self._discovery.tickets:
            return {}
        found = self._counted.get((start, end))
        if found is None:
            from riskbook.identifying.counting import opened_between

            tickets = opened_between(self._discovery, self.by_export, start, end)
            counted = Counter(ticket.sort or "" for ticket in tickets)
            found = self._counted[start, end] = dict(sorted(counted.items()))
        return found
