"""A count of tickets for a terminal, and as a summary in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskbook.identifying.counting import Entry
from riskbook.reporting.cells import one_line, wrap
from riskbook.reporting.inert import inert
from riskbook.reporting.screen import Screen, Tone
from riskbook.reporting.tables import Cell, Column, Kind, table
from riskbook.reporting.tickets_report import Grouping, TicketsReport


def tickets_as_text(report: TicketsReport, screen: Screen, *, months: bool) -> str:
    """What the period had, a line a sort, by month if wanted; then what is rising."""
    return "".join(_parts(report, screen, months=months))


def tickets_as_markdown(report: TicketsReport, *, months: bool) -> str:
    """The same as tables and lists. It never says what a ticket says."""
    parts = [f"**{inert(report.headline())}**", " ".join(map(inert, report.sentences()))]
    if report.found.total:
        heads, rows = _columns(report), [_row(report, entry) for entry in report.entries()]
        parts += [f"### {_heading(report)}", _table(heads, rows)]
        if months:
            heads, rows = _month_columns(report), _month_rows(report)
            title = report.words.word("counted.by-month")
            parts += [f"### {title}", _table(heads, rows)]
        for heading, explained, sentences in report.trends():
            items = "\n".join(f"- {inert(sentence)}" for sentence in sentences)
            parts += [f"### {heading}", inert(explained), *filter(None, [items])]
    return "\n\n".join(parts) + "\n"


def _parts(report: TicketsReport, screen: Screen, *, months: bool) -> Iterator[str]:
    yield _strong(report.headline(), screen)
    for sentence in report.sentences():
        yield _lines(wrap(sentence, screen.width))
    if not report.found.total:
        return
    yield "\n" + _strong(_heading(report), screen)
    entries = report.entries()
    yield _drawn(_columns(report), [_row(report, entry) for entry in entries], screen)
    if months:
        yield "\n" + _strong(report.words.word("counted.by-month"), screen)
        yield _drawn(_month_columns(report), _month_rows(report), screen)
    for heading, explained, sentences in report.trends():
        yield "\n" + _strong(heading, screen)
        for sentence in sentences:
            first, *rest = wrap(sentence, screen.width - 2)
            yield _lines([f"- {first}", *(f"  {line}" for line in rest)])
        yield _lines(screen.paint(line, Tone.FAINT) for line in wrap(explained, screen.width))
    if report.said:
        yield from _quoted(report, screen)


def _quoted(report: TicketsReport, screen: Screen) -> Iterator[str]:
    yield "\n" + _strong(report.words.word("counted.texts"), screen)
    for entry in report.entries():
        yield report.labelled(entry.key).strip() + "\n"
        for said in report.said.get(entry.key, ()):
            head = f"  {one_line(said.id)}  "
            for line in wrap(one_line(said.text), max(screen.width - len(head), 20)):
                yield f"{head}{line}".rstrip() + "\n"
                head = " " * len(head)


def _heading(report: TicketsReport) -> str:
    which = "by-type" if report.grouping is Grouping.TYPE else "by-category"
    return report.words.word(f"counted.{which}")


def _columns(report: TicketsReport) -> tuple[Column, ...]:
    word = report.words.word
    return (
        *_names(report),
        Column(word("counted.column.count"), Kind.FIGURE),
        Column(word("counted.column.share"), Kind.FIGURE),
        Column(word("counted.column.cumulated"), Kind.FIGURE),
        Column(word("counted.column.median"), Kind.FIGURE),
        Column(word("counted.column.ninetieth"), Kind.FIGURE),
        Column(word("counted.column.effort"), Kind.FIGURE),
    )


def _names(report: TicketsReport) -> tuple[Column, ...]:
    word = report.words.word
    if report.grouping is Grouping.CATEGORY:
        return (Column(word("counted.column.category")),)
    return Column(word("counted.column.type"), Kind.WORD), Column(word("counted.column.name"))


def _called(report: TicketsReport, entry: Entry) -> tuple[str, ...]:
    name = report.name(entry.key)
    return (name,) if report.grouping is Grouping.CATEGORY else (entry.key, name)


def _row(report: TicketsReport, entry: Entry) -> tuple[str, ...]:
    median, ninetieth = report.spread(entry.took)
    return (
        *_called(report, entry),
        str(entry.count),
        report.share(entry.share),
        report.share(entry.cumulated) if entry.key else "",
        median,
        ninetieth,
        "" if entry.effort is None else f"{entry.effort:.1f}",
    )


def _month_columns(report: TicketsReport) -> tuple[Column, ...]:
    months = (Column(f"{month:%Y-%m}", Kind.FIGURE) for month in report.found.months)
    return (*_names(report)[:1], *months)


def _month_rows(report: TicketsReport) -> list[tuple[str, ...]]:
    entries = report.entries()
    rows = [(entry.key or report.name(""), *map(str, entry.by_month)) for entry in entries]
    sums = map(sum, zip(*(entry.by_month for entry in entries), strict=True))
    return [*rows, (report.words.word("counted.all"), *map(str, sums))]


def _drawn(columns: Sequence[Column], rows: Sequence[Sequence[str]], screen: Screen) -> str:
    return table(columns, [[Cell(text) for text in row] for row in rows], screen)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    lines = [
        [inert(column.title) for column in columns],
        ["---:" if column.kind is Kind.FIGURE else "---" for column in columns],
        *([inert(text) for text in row] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _strong(text: str, screen: Screen) -> str:
    return _lines(screen.paint(line, Tone.STRONG) for line in wrap(text, screen.width))


def _lines(lines: Iterator[str] | Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
