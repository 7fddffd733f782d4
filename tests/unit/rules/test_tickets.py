"""RB80x: what a description of an export says of its days and times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from exports import an_export
from riskbook.model.book import Book
from riskbook.model.discovery import Discovery
from riskbook.model.tickets import TicketExport
from samples import TODAY, sample_book

Told = Callable[..., list[tuple[str, str, str]]]

FRESH: dict[str, Any] = {"start": TODAY - dt.timedelta(days=180), "end": TODAY}


def book_with(*exports: TicketExport) -> Book:
    return sample_book(discovery=Discovery(exports={one.id: one for one in exports}))


def test_a_fresh_export_is_sound(told: Told) -> None:
    assert told(book_with(an_export(**FRESH))) == []


def test_a_time_zone_has_a_name(told: Told) -> None:
    for name in ("Asia/Pekin", "Asia", "../UTC"):
        ((code, pointer, message),) = told(book_with(an_export(form_time_zone=name, **FRESH)))
        assert (code, pointer) == ("RB806", "form/time_zone")
        assert f'"{name}"' in message


def test_an_export_does_not_end_before_it_begins(told: Told) -> None:
    ((code, pointer, _),) = told(
        book_with(an_export(start=TODAY, end=TODAY - dt.timedelta(days=1)))
    )
    assert (code, pointer) == ("RB808", "until")


def test_the_newest_export_speaks_for_its_register(told: Told) -> None:
    old = an_export("old", start=dt.date(2025, 1, 1), end=dt.date(2025, 6, 30))
    ((code, pointer, message),) = told(book_with(old))
    assert (code, pointer) == ("RB809", "until")
    assert "2025-06-30" in message
    assert told(book_with(old, an_export("new", **FRESH))) == []
    elsewhere = replace(old, source=replace(old.source, register="other"))
    assert [code for code, _, _ in told(book_with(elsewhere, an_export("new", **FRESH)))] == [
        "RB809"
    ]


def test_a_service_that_is_named_is_there(told: Told) -> None:
    ((code, pointer, _),) = told(book_with(an_export(service="no-such", **FRESH)))
    assert (code, pointer) == ("RB202", "service")
