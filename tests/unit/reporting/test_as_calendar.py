"""A calendar that others read: folded, escaped, and the same bytes whatever the clock."""

from __future__ import annotations

from datetime import date

import pytest

from riskbook.reporting.as_calendar import MOST_OCTETS, Event, as_calendar

EVENT = Event("R001-review@example.org", date(2027, 2, 2), date(2026, 11, 2), "Review R001")


def lines(*events: Event, name: str = "Risks", language: str = "en") -> list[str]:
    """The calendar's lines as a reader joins them."""
    written = as_calendar(name, events, language)
    assert written.endswith("\r\n")
    assert "\n" not in written.replace("\r\n", "")
    return written.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_calendar_holds_its_events_between_its_ends() -> None:
    assert lines(EVENT) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Riskbook//Risk register//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME;LANGUAGE=en:Risks",
        "X-WR-CALNAME:Risks",
        "BEGIN:VEVENT",
        "UID:R001-review@example.org",
        "DTSTAMP:20261102T000000Z",
        "DTSTART;VALUE=DATE:20270202",
        "DTEND;VALUE=DATE:20270203",
        "SUMMARY;LANGUAGE=en:Review R001",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_description_and_a_page_stand_there_where_there_are_any() -> None:
    event = Event(
        "u", EVENT.day, EVENT.stamp, "S", "Owner: lead", "https://example.org/risks/R001.html"
    )
    found = lines(event, language="zh")
    assert "DESCRIPTION;LANGUAGE=zh:Owner: lead" in found
    assert "URL:https://example.org/risks/R001.html" in found


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("back\\slash", "back\\\\slash"),
        ("one\ntwo\r\nthree", "one\\ntwo\\nthree"),
        ("bell\a and tab\t", "bell and tab"),
        ("“审核”：R001", "“审核”：R001"),
        ("END:VEVENT\r\nBEGIN:VEVENT", "END:VEVENT\\nBEGIN:VEVENT"),
    ],
)
def test_words_end_no_line_and_no_value(words: str, written: str) -> None:
    event = Event("u", EVENT.day, EVENT.stamp, words)
    assert f"SUMMARY;LANGUAGE=en:{written}" in lines(event)


@pytest.mark.parametrize("words", ["x" * 300, "审核" * 120, "é" * 200, "😀" * 90, "a" * 58 + "审"])
def test_no_line_is_longer_than_75_octets_and_no_character_is_cut(words: str) -> None:
    written = as_calendar("Risks", [Event("u", EVENT.day, EVENT.stamp, words)])
    raw = written.encode().split(b"\r\n")
    assert max(map(len, raw)) <= MOST_OCTETS
    assert [line.decode() for line in raw]
    assert f"SUMMARY;LANGUAGE=en:{words}" in written.replace("\r\n ", "")


def test_events_stand_by_day_whatever_order_they_come_in() -> None:
    later = Event("a", date(2027, 3, 1), EVENT.stamp, "Later")
    assert as_calendar("Risks", [later, EVENT]) == as_calendar("Risks", [EVENT, later])
    uids = [line for line in lines(later, EVENT) if line.startswith("UID")]
    assert uids == ["UID:R001-review@example.org", "UID:a"]


def test_the_last_day_of_the_calendar_has_no_next() -> None:
    found = lines(Event("u", date.max, EVENT.stamp, "S"))
    assert "DTSTART;VALUE=DATE:99991231" in found
    assert not any(line.startswith("DTEND") for line in found)


def test_a_book_without_events_is_a_calendar_all_the_same() -> None:
    assert lines()[-2:] == ["X-WR-CALNAME:Risks", "END:VCALENDAR"]
