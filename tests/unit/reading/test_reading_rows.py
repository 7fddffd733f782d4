"""The table of an indicator: read as it is meant, or refused whole with the place of the fault."""

from __future__ import annotations

from datetime import date

import pytest

from riskbook.model.discovery import Readings
from riskbook.model.records import Source
from riskbook.reading.faults import MOST, Fault
from riskbook.reading.reading_rows import read_readings
from riskbook.reading.resources import catalogue
from sample_indicators import sample_indicator

SOURCE = Source("registers/desk/indicators/calls-waiting.csv", "desk", "0" * 16)


def read(content: str | bytes) -> tuple[Readings | None, tuple[Fault, ...]]:
    data = content.encode() if isinstance(content, str) else content
    return read_readings(sample_indicator(), SOURCE, data)


def refused(content: str | bytes) -> list[tuple[str, int, int, str]]:
    """Code, line, column and words of every fault; nothing else is there then."""
    readings, faults = read(content)
    assert readings is None
    words = catalogue("en")
    for fault in faults:
        assert fault.hint is not None
        assert words.say(fault.hint)
        assert catalogue("zh").say(fault.message)
    return [
        (fault.code, fault.span.line, fault.span.column, words.say(fault.message))
        for fault in faults
        if fault.span
    ]


@pytest.mark.parametrize(
    "content",
    [
        "date,value\n2026-11-15,4.5\n2026-11-22,-3\n",
        "date,value\r\n2026-11-22,-3\r\n\r\n2026-11-15,4.5",
        '\ufeffDate, Value ,note\n 2026-11-22 , -3 ,quiet\n2026-11-15,"4.5","late, but there"\n',
    ],
)
def test_the_rows_are_sorted_by_day_and_know_their_lines(content: str) -> None:
    readings, faults = read(content)
    assert faults == ()
    assert readings is not None
    assert readings.dates == (date(2026, 11, 15), date(2026, 11, 22))
    assert readings.values == (4.5, -3.0)
    assert (readings.of, readings.source) == ("calls-waiting", SOURCE)
    lines = content.splitlines()
    assert [lines[line - 1].lstrip()[:10] for line in readings.lines] == [
        "2026-11-15",
        "2026-11-22",
    ]


def test_a_table_without_readings_is_one() -> None:
    readings, faults = read("date,value\n")
    assert faults == ()
    assert readings is not None
    assert readings.dates == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file of readings is empty"),
        ("\n \n", "The file of readings is empty"),
        ("Tag;Wert\n", "The first line of the readings is “Tag;Wert”, not “date,value”"),
        ("2026-11-22,4\n", "The first line of the readings is “2026-11-22,4”, not “date,value”"),
        ("value,date\n", "The first line of the readings is “value,date”, not “date,value”"),
        ("date,value\n2026-11-22,4".encode("utf-16"), "The file of readings is not in UTF-8"),
        ("date,value,原因\n".encode("gb18030"), "The file of readings is not in UTF-8"),
        ('date,value\n"2026', "The file of readings is no table of comma-separated values"),
    ],
)
def test_what_is_no_table_of_readings_is_refused(content: str | bytes, said: str) -> None:
    (fault,) = refused(content)
    assert (fault[0], fault[1], fault[3]) == ("RB860", 1, said)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("2026-11-31,4", 1, "“2026-11-31” is not a day"),
        ("22.11.2026,4", 1, "“22.11.2026” is not a day"),
        (",4", 1, "“” is not a day"),
        ("2026-11-22,4 %", 12, "“4 %” is not a number"),
        ('2026-11-22,"4,5"', 13, "“4,5” is not a number"),
        ("2026-11-22,1e999", 12, "“1e999” is not a number"),
        ("2026-11-22,nan", 12, "“nan” is not a number"),
        ("2026-11-22,４", 12, "“４” is not a number"),
        ("2026-11-22,", 12, "This line has a day and no value"),
        ("2026-11-22", 11, "This line has a day and no value"),
    ],
)
def test_a_row_that_cannot_be_told_has_its_place(row: str, column: int, said: str) -> None:
    assert refused(f"date,value\n2026-11-15,4\n{row}\n") == [("RB861", 3, column, said)]


def test_a_day_has_one_reading() -> None:
    assert refused("date,value\n2026-11-22,4\n2026-11-15,3\n2026-11-22,4\n") == [
        ("RB861", 4, 1, "There is a reading of 2026-11-22 already, in line 2")
    ]


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ("22.11.2026,4", "Write 2026-11-22"),
        ("2026-11-22,4.5 %", "Write 4.5"),
        ('2026-11-22,"4,5"', "Write 4.5"),
    ],
)
def test_what_is_surely_meant_is_said(row: str, hint: str) -> None:
    _, (fault,) = read(f"date,value\n{row}\n")
    assert fault.hint is not None
    assert catalogue("en").say(fault.hint) == hint


def test_a_number_that_may_mean_two_is_not_guessed() -> None:
    _, (fault,) = read('date,value\n2026-11-22,"1,234"\n')
    assert fault.hint is not None
    assert fault.hint.key == "hint.RB861.number"


def test_faults_beyond_the_hundredth_are_not_told() -> None:
    _, faults = read("date,value\n" + "x,y\n" * 200)
    assert len(faults) == MOST + 1
    assert faults[-1].code == "RB016"


def test_a_file_that_is_too_large_is_not_read() -> None:
    readings, (fault,) = read(b"date,value\n" + b" " * 1024 * 1024)
    assert readings is None
    assert fault.code == "RB008"
