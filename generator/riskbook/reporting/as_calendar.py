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
    ordered = sorted(events, key=lambda event: (event.day, event.uid))
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME;LANGUAGE={language}:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in ordered for line in _event(event, language)),
        "END:VCALENDAR",
    )
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_day(event.stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    if event.day < date.max:  # a day past the calendar's end has no next
        yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
    yield f"SUMMARY;LANGUAGE={language}:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION;LANGUAGE={language}:{_text(event.description)}"
    if event.url:
        yield f"URL:{_STEERING.sub('', event.url)}"
    yield "TRANSP:TRANSPARENT"  # a day on which something is due is not a day that is taken
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _text(words: str) -> str:
    """Words as a value of type TEXT (RFC 5545, 3.3.11)."""
    return _STEERING.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets; every piece but the first begins with a space.

    No character is cut in two, and a mark stays with the letter that it sits on only if it fits:
    the pieces are joined again before anybody reads them.
    """
    if len(line.encode()) <= MOST_OCTETS:  # nearly all of them
        yield line
        return
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > MOST_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece += character
        octets += size
    yield piece
