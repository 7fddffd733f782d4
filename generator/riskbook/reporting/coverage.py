"""The gaps of a book: for a terminal, a summary, and a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from riskbook.identifying.coverage import Coverage, TypeGap
from riskbook.identifying.origins import Origin, OriginKind, said, titled
from riskbook.model.book import Book
from riskbook.reporting.cells import cells, one_line, wrap
from riskbook.reporting.inert import inert
from riskbook.reporting.screen import Screen, Tone
from riskbook.reviewing.naming import title_of
from riskbook.wording import Catalogue, say


@dataclass(frozen=True, slots=True)
class Line:
    """One gap: how it is referred to, what was said there, more about it, what it is part of."""

    reference: str
    text: str
    more: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The gaps of a book, to be said in one language."""

    book: Book
    found: Coverage
    words: Catalogue

    def span(self) -> str:
        """The days that were looked at, and how many gaps there are."""
        span, count = self.found.span, self.found.count
        if not count:
            return self.words.word("gaps.none", start=span.start, end=span.end)
        return self.words.word("gaps.span", start=span.start, end=span.end, count=count)

    def sections(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """A heading and its gaps, for every kind of gap that there is."""
        words, found = self.words, self.found
        types = tuple(map(self._type, found.types))
        listed = ((OriginKind.TICKETS.value, types), *self._origins())
        for kind, lines in (*listed, ("risk", tuple(map(self._risk, found.unseen)))):
            if lines:
                yield words.say(say(f"site.coverage.gap.{kind}", count=len(lines))), lines

    def _origins(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        for kind, origins in self.found.origins.items():
            yield kind.value, tuple(map(self._origin, origins))

    def _type(self, gap: TypeGap) -> Line:
        key = "site.coverage.tickets.rising" if gap.rising else "site.coverage.tickets"
        percent = round(gap.share * 100)
        more = self.words.say(say(key, count=gap.tickets, percent=percent))
        return Line(str(gap.origin), self._said(gap.origin), more)

    def _origin(self, origin: Origin) -> Line:
        title = titled(origin, self.book)
        whole = one_line(self.words.show(title or ""))
        return Line(str(origin), self._said(origin), whole=whole)

    def _risk(self, key: str) -> Line:
        title = title_of(self.book, self.book.risks[key])
        return Line(key, one_line(self.words.show(title)))

    def _said(self, origin: Origin) -> str:
        return one_line(self.words.show(said(origin, self.book) or ""))


def coverage_as_text(report: CoverageReport, screen: Screen) -> str:
    """A paragraph for each kind of gap, two lines a gap; last how to begin a risk from one."""
    lines = [*wrap(report.span(), screen.width)]
    for heading, gaps in report.sections():
        lines += ["", *(screen.paint(line, Tone.STRONG) for line in wrap(heading, screen.width))]
        lines += _told(gaps, screen)
    first = next(_begun(report.found), None)
    if first is not None:
        told = report.words.word("gaps.begin", command=_command(first))
        lines += ["", *wrap(told, screen.width)]
    return "".join(f"{line}\n" for line in lines)


def coverage_as_markdown(report: CoverageReport) -> str:
    """The same as lists under headings."""
    parts = [f"**{inert(report.span())}**"]
    for heading, gaps in report.sections():
        items = (
            " · ".join(
                (
                    f"- `{gap.reference}` {inert(gap.text)}",
                    *(inert(part) for part in (gap.more, gap.whole) if part),
                )
            )
            for gap in gaps
        )
        parts.append(f"### {inert(heading)}\n\n" + "\n".join(items))
    return "\n\n".join(parts) + "\n"


def coverage_as_json(report: CoverageReport) -> str:
    """Plain data; ``from`` is what ``riskbook new risk --from`` takes."""
    found = report.found
    types = {str(gap.origin): gap for gap in found.types}
    origins = (*(gap.origin for gap in found.types), *_origins(found))
    facts: dict[str, Any] = {
        "format": 1,
        "from": found.span.start.isoformat(),
        "until": found.span.end.isoformat(),
        "gaps": [_facts(report, origin, types.get(str(origin))) for origin in origins],
        "risks": [{"id": key, "title": report.book.risks[key].title} for key in found.unseen],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _facts(report: CoverageReport, origin: Origin, gap: TypeGap | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "kind": origin.kind.value,
        "record": origin.record,
        "item": origin.item or None,
        "from": str(origin),
        "text": one_line(report.words.show(said(origin, report.book) or "")),
    }
    if gap is not None:
        facts |= {"tickets": gap.tickets, "share": round(gap.share, 4), "rising": gap.rising}
    return facts


def _told(gaps: tuple[Line, ...], screen: Screen) -> Iterator[str]:
    """The reference of each, then what was said; below it what else there is to know.

    What several are part of is said with the first.
    """
    widest = max(cells(gap.reference) for gap in gaps)
    beside = widest <= min(_REFERENCE, screen.width // 2)
    margin = 2 + widest + 2 if beside else 6
    before = ""
    for gap in gaps:
        if beside:
            head = f"  {gap.reference}{' ' * (margin - 2 - cells(gap.reference))}"
        else:
            yield f"  {gap.reference}"
            head = " " * margin
        for line in wrap(gap.text, screen.width - margin):
            yield head + line
            head = " " * margin
        more = gap.more or (gap.whole if gap.whole != before else "")
        for line in wrap(more, screen.width - margin) if more else ():
            yield head + screen.paint(line, Tone.FAINT)
        before = gap.whole


_REFERENCE = 32
"""Cells of a reference, at most, for what was said to stand beside it."""


def _begun(found: Coverage) -> Iterator[Origin]:
    yield from (gap.origin for gap in found.types)
    yield from _origins(found)


def _origins(found: Coverage) -> Iterator[Origin]:
    for origins in found.origins.values():
        yield from origins


def _command(origin: Origin) -> str:
    return f"riskbook new risk --from {origin}"
