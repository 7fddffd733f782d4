"""Descriptions of exports, the tables beside them, and problem types: from files to the model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exports import an_export
from riskbook.model.book import TicketTexts
from riskbook.model.terms import DateOrder
from riskbook.model.tickets import TableForm, TicketColumns
from riskbook.reading.loading import Loaded, load
from riskbook.reading.tables import read_tables
from riskbook.reading.trees import MemoryTree
from small_book import SETTINGS, edited, small_book

FOLDER = "registers/desk/tickets"
RECORD = """\
id: desk-2026
title: {en: Tickets of the desk, zh: 服务台工单}
file: desk-2026.csv
from: 2026-05-23
until: 2026-11-22
form: {dates: day-month-year, time_zone: Europe/Berlin}
columns: {id: Number, opened: Opened}
"""
CSV = "Number,Opened\nA,17/06/2026\n"
TYPES = """\
types:
  - {id: PT-01, name: Account locked, any_of: [locked], none_of: [door]}
  - {id: PT-02, name: {en: Printer, zh: 打印机}, categories: [Printing], retired: true}
"""


@dataclass(frozen=True)
class Watched(MemoryTree):
    """A tree that remembers what was read of it."""

    seen: list[str]

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        asked = list(paths)
        self.seen.extend(asked)
        return super().read(asked)


def loaded(record: str, table: str = "") -> Loaded:
    """A book with the description, and the table if there is one."""
    files = {**small_book(), f"{FOLDER}/desk-2026.yml": record.encode()}
    if table:
        files[f"{FOLDER}/desk-2026.csv"] = table.encode()
    return load(MemoryTree(files))


def test_what_a_description_leaves_out_has_a_default() -> None:
    read = loaded(RECORD, CSV)
    assert read.findings == ()
    assert read.book
    export = read.book.discovery.exports["desk-2026"]
    assert export.form == TableForm(
        "comma", "utf-8", DateOrder.DAY_MONTH_YEAR, "Europe/Berlin", (), "."
    )
    assert export.columns == TicketColumns("Number", "Opened", "", "", "", "")
    assert (export.start, export.end) == (dt.date(2026, 5, 23), dt.date(2026, 11, 22))
    assert (export.service, export.confidential, export.language) == ("", False, "en")
    assert read.book.discovery.tickets["desk-2026"].ids == ("A",)


def test_an_order_that_is_not_said_is_a_finding() -> None:
    read = loaded(RECORD.replace("dates: day-month-year, ", ""), CSV)
    assert [(one.code, one.pointer) for one in read.findings] == [("RB101", "form")]


def test_a_table_that_is_not_there_is_told_where_it_is_named() -> None:
    (found,) = loaded(RECORD).findings
    assert (found.code, found.record, found.pointer) == ("RB800", "desk-2026", "file")
    assert found.location.path == f"{FOLDER}/desk-2026.yml"


def test_a_table_is_read_again_only_when_it_or_its_description_changed() -> None:
    export = an_export("desk-2026", columns=TicketColumns("Number", "Opened", "", "", "", ""))
    path = f"{FOLDER}/desk-2026.csv"
    tree = Watched({path: b"Number,Opened\nA,2026-06-17\n"}, [])
    marks = {path: "1"}
    first = read_tables(tree, marks, {}, [export])
    again = read_tables(tree, marks, first.sound, [export])
    assert (again.tickets, tree.seen) == (first.tickets, [path])
    read_tables(tree, {path: "2"}, first.sound, [export])
    assert tree.seen == [path, path]


def test_a_table_with_faults_is_looked_at_every_time() -> None:
    export = an_export("desk-2026")
    path = f"{FOLDER}/desk-2026.csv"
    tables = read_tables(MemoryTree({path: b"Number\n"}), {path: "1"}, {}, [export])
    assert [fault.record for fault in tables.faults] == ["desk-2026"]
    assert (tables.tickets, tables.sound) == ({}, {})


def test_problem_types() -> None:
    content = {**small_book(), "registers/problem-types.yml": TYPES.encode()}
    read = load(MemoryTree(content))
    assert read.findings == ()
    assert read.book
    types = read.book.discovery.problem_types
    assert types
    assert types.floor == 0.3
    locked, printer = types.types
    assert (locked.any_of, locked.none_of, locked.retired) == (("locked",), ("door",), False)
    assert printer.name.read("zh") == "打印机"
    assert (printer.categories, printer.retired) == (("Printing",), True)


def test_what_tickets_say_is_withheld_unless_the_book_publishes_it() -> None:
    book = load(MemoryTree(small_book())).book
    assert book
    assert book.settings.tickets.texts is TicketTexts.WITHHELD
    more = "currency: CNY\ntickets: {texts: published}"
    published = load(MemoryTree(edited({SETTINGS: ("currency: CNY", more)}))).book
    assert published
    assert published.settings.tickets.texts is TicketTexts.PUBLISHED
