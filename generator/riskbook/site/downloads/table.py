"""A table before it has a format: columns with their heads and forms, rows of plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

Value = str | int | float | date | None


class Form(Enum):
    """What the values of a column are.

    A ``LEVEL`` is an index into the levels of the criteria, lowest 0, or words in its place.
    """

    ID = "id"
    TEXT = "text"
    PROSE = "prose"
    COUNT = "count"
    AMOUNT = "amount"
    DATE = "date"
    LEVEL = "level"


class Column(NamedTuple):
    """One column; ``key`` names it in code, ``head`` to the reader."""

    key: str
    head: str
    form: Form


class Table(NamedTuple):
    """Columns and rows; every row has a value or None for each column."""

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]

    def place(self, key: str) -> int:
        """Which column, from 0, has this key."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)
