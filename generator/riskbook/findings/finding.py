"""One fault and where it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from riskbook.wording.saying import Saying


class Severity(Enum):
    """How grave a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def gravity(self) -> int:
        """0 for the worst; higher is milder."""
        return list(Severity).index(self)


class Span(NamedTuple):
    """A stretch of a file; lines and columns count from 1, the end is exclusive.

    Columns count characters, as an editor does.
    """

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Location:
    """A file of the book and, once known, the stretch in it. ``path`` is relative to the book."""

    path: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its code, what is wrong, what to write instead, and where.

    ``record`` is the id of the record, ``""`` where there is none. ``pointer`` names the place in
    the record's data (``treatment/actions/A1/due``); a rule gives a pointer and the reader of the
    file turns it into a span. ``pointer`` starting with ``#`` names the key instead of the value.
    """

    code: str
    severity: Severity
    message: Saying
    location: Location
    hint: Saying | None = None
    record: str = ""
    pointer: str = ""


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The one order in which findings are shown: by file, place, code, then record and pointer."""
    return tuple(sorted(set(findings), key=_place))


def _place(finding: Finding) -> tuple[object, ...]:
    span = finding.location.span or Span(0, 0, 0, 0)
    return (
        finding.location.path,
        span,
        finding.code,
        finding.record,
        finding.pointer,
        repr(finding.message),
    )
