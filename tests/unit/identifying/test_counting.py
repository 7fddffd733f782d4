"""Tickets are counted by sort, each once, with what they took."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from exports import an_export, discovered, some_tickets
from riskbook.identifying.counting import categories, count, head, opened_between
from riskbook.model.discovery import Discovery

JUNE, JULY = dt.date(2026, 6, 1), dt.date(2026, 7, 1)
WHOLE = (dt.date(2026, 5, 24), dt.date(2026, 11, 23))


def on(*days: int) -> list[dt.date]:
    return [JUNE + dt.timedelta(days=day) for day in days]


def test_sorts_come_most_frequent_first_with_their_shares() -> None:
    tickets, sorts = some_tickets({"B": on(1, 2), "A": on(3, 40), "C": on(1, 2, 3), "": on(4)})
    found = count(discovered(tickets), {tickets.of: sorts}, *WHOLE)
    assert [(entry.key, entry.count) for entry in found.entries] == [("C", 3), ("A", 2), ("B", 2)]
    assert [entry.cumulated for entry in found.entries] == [3 / 8, 5 / 8, 7 / 8]
    assert found.unsorted
    assert (found.unsorted.count, found.unsorted_share) == (1, 1 / 8)
    assert found.entries[1].by_month == (0, 1, 1, 0, 0, 0, 0)
    assert found.months[0] == dt.date(2026, 5, 1)
    assert [entry.key for entry in head(found.entries, 0.6)] == ["C", "A"]
    assert head(found.entries, 0.99) == found.entries


def test_both_ends_of_a_period_belong_to_it() -> None:
    tickets, sorts = some_tickets({"A": on(0, 1, 2, 3)})
    found = count(discovered(tickets), {tickets.of: sorts}, JUNE + dt.timedelta(1), on(2)[0])
    assert found.total == 2
    assert found.covered == 2


def test_days_that_no_export_covers_are_not_covered() -> None:
    tickets, sorts = some_tickets({"A": on(0)})
    assert count(discovered(tickets), {tickets.of: sorts}, *WHOLE).covered == 183
    short = discovered(tickets, start=JUNE, end=JUNE)
    assert count(short, {tickets.of: sorts}, *WHOLE).covered == 1


def test_a_ticket_in_two_exports_of_a_register_counts_once() -> None:
    first, sorts = some_tickets({"A": on(1, 2)})
    second = replace(first, of="again")
    discovery = Discovery(
        exports={"desk-2026": an_export(), "again": an_export("again")},
        tickets={"desk-2026": first, "again": second},
    )
    both = {"desk-2026": sorts, "again": sorts}
    assert count(discovery, both, *WHOLE).total == 2
    elsewhere = replace(second, source=replace(second.source, register="other"))
    apart = replace(discovery, tickets={"desk-2026": first, "again": elsewhere})
    assert count(apart, both, *WHOLE).total == 4


def test_times_are_those_of_resolved_tickets() -> None:
    tickets, sorts = some_tickets({"A": on(1, 2, 3, 4, 5)})
    took = (1, 2, 3, 4, None)
    resolved = tuple(
        opened + dt.timedelta(hours=hours) if hours else None
        for opened, hours in zip(tickets.opened, took, strict=True)
    )
    tickets = replace(tickets, resolved=resolved, hours=(0.5, None, 1.0, None, None))
    (entry,) = count(discovered(tickets), {tickets.of: sorts}, *WHOLE).entries
    assert entry.took
    assert entry.took.of == 4
    assert entry.took.median == 2.5
    assert entry.took.ninetieth == pytest.approx(3.7)
    assert entry.effort == 1.5


def test_nothing_is_counted_of_nothing() -> None:
    found = count(Discovery(), {}, *WHOLE)
    assert (found.total, found.entries, found.unsorted, found.took) == (0, (), None, None)
    assert found.unsorted_share == 0.0


def test_an_empty_category_is_none() -> None:
    tickets, _ = some_tickets({"A": on(1, 2)})
    discovery = discovered(replace(tickets, categories=("Network", "")))
    assert categories(discovery) == {"desk-2026": ("Network", None)}
    assert [one.sort for one in opened_between(discovery, categories(discovery), *WHOLE)] == [
        "Network",
        None,
    ]
