"""Exports of tickets: what is read of them, what is refused, and where each fault stands."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports import HEADING, an_export
from marked import unmarked
from riskbook.findings import Span
from riskbook.model.records import Source
from riskbook.model.terms import DateOrder
from riskbook.model.tickets import Tickets
from riskbook.reading.faults import Fault
from riskbook.reading.resources import catalogue
from riskbook.reading.ticket_rows import SHOWN, read_tickets

SOURCE = Source("registers/desk/tickets/desk-2026.csv", "desk", "0")
ENGLISH = catalogue("en")
PLENTY = [f"N{day},2026-06-{day:02d} 08:00,,,," for day in range(10, 31)]
"""Rows beside which one that cannot be used does not spoil the export."""


def read(*rows: str, **changes: Any) -> tuple[Tickets | None, tuple[Fault, ...]]:
    encoding = changes.get("form_encoding", "utf-8")
    content = "\n".join((HEADING, *rows)).encode("cp1252" if "1252" in encoding else encoding)
    return read_tickets(an_export(**changes), SOURCE, content)


def sound(*rows: str, **changes: Any) -> Tickets:
    tickets, faults = read(*rows, **changes)
    assert faults == ()
    assert tickets is not None
    return tickets


def the_fault(*rows: str, **changes: Any) -> tuple[Tickets | None, Fault]:
    tickets, (fault,) = read(*rows, **changes)
    return tickets, fault


def said(fault: Fault) -> str:
    return ENGLISH.say(fault.message)


def hinted(fault: Fault) -> str:
    assert fault.hint
    return ENGLISH.say(fault.hint)


def at(*moment: int) -> dt.datetime:
    return dt.datetime(*moment)  # type: ignore[arg-type]  # noqa: DTZ001  # local times


# Tickets, not rows


def test_rows_of_one_number_are_one_ticket() -> None:
    tickets = sound(
        "B,2026-06-02 10:00,,,,",
        "A,2026-06-03 09:00,2026-06-03 12:00,,no network,1.5",
        "A,2026-06-03 09:00,2026-06-04 08:00,Network,restarted,2.0",
        "A,2026-06-01 08:00,,Printing,,n/a",
    )
    assert tickets.ids == ("A", "B")
    assert tickets.opened == (at(2026, 6, 1, 8), at(2026, 6, 2, 10))
    assert tickets.resolved == (at(2026, 6, 4, 8), None)
    assert tickets.categories == ("Network", "")
    assert tickets.texts == ("no network", "")
    assert tickets.hours == (2.0, None)
    assert tickets.lines == (3, 2)
    assert tickets.rows == 4


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(6)))
def test_the_order_of_rows_matters_to_no_number(order: list[int]) -> None:
    rows = [
        "A,2026-06-01 08:00,,Network,x,1",
        "A,2026-06-01 08:00,2026-06-02 09:00,,x,3",
        "B,2026-06-01 08:30,2026-06-01 09:00,Access,y,",
        "C,2026-06-05 08:30,,Access,y,n/a",
        "C,2026-06-04 08:30,,,,0.5",
        "D,2026-07-04,2026-07-04,,,",
    ]
    straight, turned = sound(*rows), sound(*(rows[place] for place in order))
    for field in ("ids", "opened", "resolved", "hours", "categories", "texts", "rows"):
        assert getattr(turned, field) == getattr(straight, field)


def test_columns_that_are_not_named_are_not_read() -> None:
    content = b"Name,Number,Opened\nErika Mustermann,A,2026-06-01\n"
    columns = an_export().columns
    export = an_export(columns=type(columns)("Number", "Opened", "", "", "", ""))
    tickets, faults = read_tickets(export, SOURCE, content)
    assert faults == ()
    assert "Erika" not in repr(tickets)


# Moments


@pytest.mark.parametrize(
    ("written", "order", "moment"),
    [
        ("2026-06-01", DateOrder.YEAR_MONTH_DAY, at(2026, 6, 1)),
        ("2026/6/1 9:05", DateOrder.YEAR_MONTH_DAY, at(2026, 6, 1, 9, 5)),
        ("20260601 09:05:07", DateOrder.YEAR_MONTH_DAY, at(2026, 6, 1, 9, 5, 7)),
        ("2026年6月1日 下午 3:45", DateOrder.YEAR_MONTH_DAY, at(2026, 6, 1, 15, 45)),
        ("2026-06-01T09:05:07.123", DateOrder.YEAR_MONTH_DAY, at(2026, 6, 1, 9, 5, 7)),
        ("17.06.2026 12:30 am", DateOrder.DAY_MONTH_YEAR, at(2026, 6, 17, 0, 30)),
        ("6/17/2026 12:30 PM", DateOrder.MONTH_DAY_YEAR, at(2026, 6, 17, 12, 30)),
        ("2026-06-01T09:05:00Z", DateOrder.YEAR_MONTH_DAY, at(2026, 6, 1, 17, 5)),
        ("2026-06-01T09:05+02:00", DateOrder.YEAR_MONTH_DAY, at(2026, 6, 1, 15, 5)),
    ],
)
def test_a_moment_is_read_in_the_declared_order(
    written: str, order: DateOrder, moment: dt.datetime
) -> None:
    assert sound(f"A,{written},,,,", form_dates=order).opened == (moment,)


@pytest.mark.parametrize(
    "written",
    ["2026-02-30", "2026-13-01", "26-06-01", "yesterday", "2026-06-01 25:00", "2026-06-01 13:00 pm",
     "2026-06/01", "46174.38", "２０２６-06-01"],
)  # fmt: skip
def test_what_is_no_moment_is_told_and_left_out(written: str) -> None:
    tickets, fault = the_fault(*PLENTY, f"A,{written},,,,")
    assert fault.code == "RB805"
    assert fault.span == Span(23, 3, 23, 3 + len(written))
    assert tickets is not None
    assert "A" not in tickets.ids


def test_an_unreadable_resolution_is_not_known() -> None:
    tickets, fault = the_fault("A,2026-06-01,soon,,,")
    assert fault.code == "RB805"
    assert tickets is not None
    assert tickets.resolved == (None,)


def test_a_resolution_on_the_day_of_opening_takes_no_time() -> None:
    assert sound("A,2026-06-01 09:00,2026-06-01,,,").resolved == (at(2026, 6, 1, 9),)


# The order of dates


def test_dates_of_another_order_are_refused() -> None:
    tickets, fault = the_fault(
        "A,06/05/2026,,,,", "B,06/17/2026,,,,", form_dates=DateOrder.DAY_MONTH_YEAR
    )
    assert tickets is None
    assert fault.code == "RB804"
    assert fault.span == Span(3, 3, 3, 13)
    assert hinted(fault) == "Write dates: month-day-year, if that is what is meant"


def test_days_that_are_covered_only_in_another_order_are_refused() -> None:
    days = {"start": dt.date(2026, 6, 1), "end": dt.date(2026, 6, 30)}
    rows = ("A,06/05/2026,,,,", "B,06/07/2026,,,,")
    tickets, fault = the_fault(*rows, form_dates=DateOrder.DAY_MONTH_YEAR, **days)
    assert tickets is None
    assert fault.code == "RB804"
    assert sound(*rows, form_dates=DateOrder.MONTH_DAY_YEAR, **days).opened[0] == at(2026, 6, 5)


def test_dates_of_two_orders_are_refused() -> None:
    tickets, fault = the_fault(
        "A,17/06/2026,,,,", "B,06/18/2026,,,,", form_dates=DateOrder.DAY_MONTH_YEAR
    )
    assert tickets is None
    assert said(fault).startswith('"06/18/2026" can only be month-day-year')


def test_dates_that_fit_two_orders_are_read_as_declared_and_told_once() -> None:
    tickets, fault = the_fault(
        "A,06/07/2026,,,,", "B,08/09/2026,,,,", form_dates=DateOrder.DAY_MONTH_YEAR
    )
    assert fault.code == "RB805"
    assert tickets is not None
    assert tickets.opened == (at(2026, 7, 6), at(2026, 9, 8))


def test_an_unreadable_date_is_not_taken_for_another_order() -> None:
    tickets, fault = the_fault(
        *(f"{day},{day}/06/2026,,,," for day in range(10, 30)),
        "A,unknown,,,,",
        form_dates=DateOrder.DAY_MONTH_YEAR,
    )
    assert tickets is not None
    assert fault.code == "RB805"


# Zones and durations


def test_times_with_and_without_a_zone_are_refused() -> None:
    tickets, fault = the_fault("A,2026-06-01 09:00,2026-06-01T12:00:00Z,,,")
    assert tickets is None
    assert fault.code == "RB806"
    assert fault.span == Span(2, 20, 2, 40)


def test_a_day_without_a_time_has_no_zone() -> None:
    assert sound("A,2026-06-01,2026-06-02T12:00:00Z,,,").resolved == (at(2026, 6, 2, 20),)


def test_the_end_of_the_calendar_is_no_moment() -> None:
    tickets, fault = the_fault("A,2026-06-01T09:00Z,9999-12-31T23:59-08:00,,,")
    assert fault.code == "RB805"
    assert tickets is not None
    assert tickets.resolved == (None,)


def test_nothing_is_read_in_an_unknown_zone() -> None:
    assert read("A,2026-06-01,,,,", form_time_zone="Asia/Pekin") == (None, ())


@pytest.mark.parametrize(
    "row",
    [
        "A,2026-06-02 09:00,⟦2026-06-01 17:00⟧,,,",
        "A,2026-06-02 09:00,⟦9999-12-31⟧,,,",
        "A,2026-06-02,,,,⟦-1⟧",
        "A,2026-06-02,,,,⟦90000⟧",
        "A,2026-06-02,,,,⟦1:30⟧",
        "A,2026-06-02,,,,⟦nan⟧",
        'A,2026-06-02,,,"two\nlines, one field",⟦1 h⟧',
    ],
)
def test_an_impossible_duration_is_told_where_it_stands(row: str) -> None:
    plain, (span,) = unmarked(f"{HEADING}\n{row}")
    tickets, fault = the_fault(plain.partition("\n")[2])
    assert fault.code == "RB807"
    assert fault.span == span
    assert tickets is not None
    assert (tickets.resolved, tickets.hours) == ((None,), (None,))


def test_hours_are_read_with_the_declared_decimal_sign() -> None:
    rows = "A;2026-06-02;;;;1,5"
    content = f"{HEADING.replace(',', ';')}\n{rows}".encode()
    export = an_export(form_delimiter="semicolon", form_decimal=",")
    tickets, faults = read_tickets(export, SOURCE, content)
    assert faults == ()
    assert tickets is not None
    assert tickets.hours == (1.5,)


# Rows that cannot be used


def test_rows_that_lack_something_are_left_out() -> None:
    tickets, faults = read(
        *PLENTY, *PLENTY, "A,2026-06-01", ",2026-06-01,,,,", "B,n/a,,,,", "C,2026-05-22 23:59,,,,"
    )
    assert [(fault.code, fault.span and fault.span.line) for fault in faults] == [
        ("RB803", 44), ("RB803", 45), ("RB803", 46), ("RB808", 47),
    ]  # fmt: skip
    assert tickets is not None
    assert len(tickets.ids) == len(PLENTY)
    assert tickets.rows == 2 * len(PLENTY) + 4


def test_frequent_faults_are_counted() -> None:
    rows = [f"M{number},2026-06-02,,,,much" for number in range(312)]
    _, faults = read(*rows)
    assert len(faults) == SHOWN + 1
    assert said(faults[-1]) == "302 more fields hold no number of hours"
    assert faults[-1].span is None


def test_an_export_with_many_useless_rows_is_refused() -> None:
    tickets, faults = read(*PLENTY, "A", "B", "C")
    assert tickets is None
    assert said(faults[0]).startswith("3 of 24 rows cannot be used")


# What is no such table


def test_a_missing_column_is_told_with_what_was_meant() -> None:
    tickets, (fault,) = read_tickets(an_export(), SOURCE, b"number,Opened at,Resolved\n")
    assert tickets is None
    assert fault.code == "RB802"
    assert hinted(fault) == 'Did you mean "number"?'


def test_another_delimiter_is_recognised() -> None:
    _, (fault,) = read_tickets(an_export(), SOURCE, HEADING.replace(",", ";").encode())
    assert hinted(fault) == "The first line is one single field. Write delimiter: semicolon"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The export is empty"),
        (b"\n\n", "The export is empty"),
        (f"Number,{HEADING}\n".encode(), 'Several columns are called "Number"'),
        (f'{HEADING}\nA,2026-06-01,,,"open,\n'.encode(), "From line 2 on this is no table"),
        (f'{HEADING}\nA,2026-06-01,,,"a"b,\n'.encode(), "From line 2 on this is no table"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, words: str) -> None:
    tickets, (fault,) = read_tickets(an_export(), SOURCE, content)
    assert tickets is None
    assert fault.code == "RB802"
    assert said(fault).startswith(words)


def test_what_excel_puts_before_the_heading_is_passed_by() -> None:
    content = f"\ufeffsep=,\r\n{HEADING}\r\nA,2026-06-01,,,,\r\n".encode()
    tickets, faults = read_tickets(an_export(), SOURCE, content)
    assert faults == ()
    assert tickets is not None
    assert tickets.lines == (3,)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_chinese_is_read_in_each_encoding(encoding: str) -> None:
    assert sound("A,2026-06-01,,,打印机卡纸,", form_encoding=encoding).texts == ("打印机卡纸",)


@pytest.mark.parametrize(
    ("content", "encoding", "hint"),
    [
        ("打印机卡纸".encode("gb18030"), "utf-8", "It can be read as gb18030"),
        ("打印机卡纸".encode(), "gb18030", "It can be read as utf-8"),
        ("打印机卡纸".encode(), "windows-1252", "It can be read as utf-8"),
        ("x".encode("utf-16"), "utf-8", "It can be read as utf-16"),
        (b"x\0y", "utf-8", "Save the table as CSV"),
        (b"PK\3\4\0\0", "utf-8", "Save the table as CSV"),
        (b"\xd8\x00", "utf-16", "Export the tickets once more"),
    ],
)
def test_another_encoding_is_refused(content: bytes, encoding: str, hint: str) -> None:
    tickets, (fault,) = read_tickets(an_export(form_encoding=encoding), SOURCE, content)
    assert tickets is None
    assert fault.code == "RB801"
    assert hinted(fault).startswith(hint)


def test_a_byte_that_is_none_is_told_where_it_stands() -> None:
    content = f"{HEADING}\nA,2026-06-01,,,caf".encode() + b"\xe9,\n"
    _, (fault,) = read_tickets(an_export(), SOURCE, content)
    assert fault.span == Span(2, 19, 2, 20)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_nothing_in_a_file_is_a_traceback(noise: bytes) -> None:
    for content in (noise, f"{HEADING}\n".encode() + noise):
        tickets, faults = read_tickets(an_export(), SOURCE, content)
        assert tickets is not None or faults
