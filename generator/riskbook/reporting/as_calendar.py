"""Days as a calendar that any calendar program can subscribe to (RFC 5545).

Every event is a whole day. Nothing in it comes from the clock: the stamp of an event is the day
from which its own day follows, so the same book gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from riskbook.model.book import Settings

MOST_OCTETS = 75
"""Octets of a line before its end; a longer one is folded (RFC 5545, 3.1)."""

_NO_HOST = "riskbook.invalid"
_PRODUCT = "-//Riskbook//Risk register//EN"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_SPECIAL = re.compile("[\x00-\x1f\x7f\\\\;,]")
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Event:
    """One day of the calendar.

    ``uid`` is the same as long as it is the same thing, even when its day moves. ``stamp`` is the
    day from which ``day`` follows. ``url`` is the address of a page, ``""`` where there is none.
    """

    uid: str
    day: date
    stamp: date
    summary: str
    description: str = ""
    url: str = ""


def calendar_host(settings: Settings) -> str:
    """What makes the identifiers of a book's events its own: where it is published, or kept."""
    return urlsplit(settings.site.url or settings.repository).hostname or _NO_HOST


def as_calendar(name: str, events: Iterable[Event], language: str = "en") -> str:
    """The calendar of this name, its events by day; lines end in CR LF and are folded."""
    return calendar_of(name, as_entries(events, language, {}), language)


Entry = tuple[str, str, str]
"""The lines of an event, and before them its day and identifier: what entries are sorted by."""


def as_entries(events: Iterable[Event], language: str, days: dict[date, str]) -> Iterator[Entry]:
    """The entries of events in a calendar.

    ``days`` takes the line of each day that came up: thousands of events share a few hundred.
    """
    for event in events:
        yield (event.day.isoformat(), event.uid, _event(event, language, days))


def calendar_of(name: str, entries: Iterable[Entry], language: str) -> str:
    """The calendar of this name with entries that have been made before."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _folded(f"NAME;LANGUAGE={language}:{_text(name)}"),
        _folded(f"X-WR-CALNAME:{_text(name)}"),
        *(entry for _, _, entry in sorted(entries)),
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines)


def _event(event: Event, language: str, days: dict[date, str]) -> str:
    """The lines of one event; ``days`` has the line of each day that came up already."""
    day = days.get(event.day)
    if day is None:
        day = days[event.day] = "\r\n".join(_whole_day(event.day))
    more = ""
    if event.description:
        said = f"DESCRIPTION;LANGUAGE={language}:{_text(event.description)}"
        more = f"{_folded(said)}\r\n"
    if event.url:
        address = _STEERING.sub("", event.url)
        more += f"{_folded(f'URL:{address}')}\r\n"
    return (
        f"BEGIN:VEVENT\r\n{_folded(f'UID:{_text(event.uid)}')}\r\n"
        f"DTSTAMP:{_day(event.stamp)}T000000Z\r\n{day}\r\n"
        f"{_folded(f'SUMMARY;LANGUAGE={language}:{_text(event.summary)}')}\r\n"
        f"{more}TRANSP:TRANSPARENT\r\n"  # a day on which something is due is not taken
        "END:VEVENT"
    )


def _whole_day(day: date) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{_day(day)}"
    if day < date.max:  # a day past the calendar's end has no next
        yield f"DTEND;VALUE=DATE:{_day(day + timedelta(days=1))}"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(words: str) -> str:
    """Words as a value of type TEXT (RFC 5545, 3.3.11)."""
    if not _SPECIAL.search(words):  # nearly all of them
        return words
    return _STEERING.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPES)


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets; every piece but the first begins with a space.

    No character is cut in two, and a mark stays with the letter that it sits on only if it fits:
    the pieces are joined again before anybody reads them.
    """
    octets = line.encode()
    if len(octets) <= MOST_OCTETS:
        return line
    pieces, start, room = [], 0, MOST_OCTETS
    while start < len(octets):
        end = start + room
        while end < len(octets) and octets[end] & 0b1100_0000 == 0b1000_0000:  # within a character
            end -= 1
        pieces.append(octets[start:end].decode())
        start, room = end, MOST_OCTETS - 1
    return "\r\n ".join(pieces)
