"""What a timeline is drawn from: plain words and links, in the language of the page."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import NamedTuple


class MarkState(Enum):
    """What has become of an action; ``LATE`` is open past its day."""

    LATE = "late"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Mark(NamedTuple):
    """An action on its day. ``text`` stands beside it.

    ``label`` says all of it where it leads somewhere (``href``); both are "" where it does not.
    """

    day: date
    state: MarkState
    text: str
    label: str
    href: str


class Row(NamedTuple):
    """Marks that belong together, and what they have in common.

    ``language`` is that of the title, "" for the page's.
    """

    title: str
    language: str
    marks: tuple[Mark, ...]


class Tick(NamedTuple):
    """Where a stretch of time begins, and what it is called, in one line or two."""

    day: date
    lines: tuple[str, ...]


class Timeline(NamedTuple):
    """Rows of marks over time. ``ticks`` are the beginnings of stretches, ``end`` that of the next.

    ``today`` is None where the reader's browser draws it; ``today_word`` is what it is called.
    Without a title it is for the eye only.
    """

    title: str
    description: str
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    end: date
    today: date | None
    today_word: str
