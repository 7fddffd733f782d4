"""A change of criteria for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.reporting.cells import one_line, wrap
from riskbook.reporting.delta_sentences import Grade
from riskbook.reporting.impact_view import ImpactReport, ImpactView, Row, view
from riskbook.reporting.screen import Screen, Tone
from riskbook.reporting.tables import Cell, Column, Kind, table
from riskbook.wording import Catalogue

_TONES = {Grade.BAD: Tone.ERROR, Grade.GOOD: Tone.HELP, Grade.OPEN: Tone.WARNING}


def as_text(report: ImpactReport, screen: Screen) -> str:
    """The headline, the counts by level, then each risk with what is another."""
    told, words = view(report), report.catalogue
    blocks = [
        "\n".join(
            [
                *(screen.paint(line, Tone.STRONG) for line in _wrapped(told.headline, screen)),
                *(screen.paint(line, Tone.FAINT) for line in _wrapped(told.between, screen)),
            ]
        )
    ]
    if told.changes:
        blocks.append(_listed(words.word("delta.impact.criteria"), told.changes, screen))
        blocks.append(_counts(told, words, screen))
    blocks += ["\n".join(_row(row, told.columns, words, screen)) for row in told.rows]
    if told.voided:
        blocks.append(_listed(words.word("delta.impact.sign-offs"), told.voided, screen))
    if told.withheld:
        blocks.append("\n".join(_wrapped(told.withheld, screen)))
    return "\n\n".join(blocks) + "\n"


def _counts(told: ImpactView, words: Catalogue, screen: Screen) -> str:
    columns = [
        Column(words.word("delta.impact.level"), Kind.WORD),
        Column(words.word("delta.column.before"), Kind.FIGURE),
        Column(words.word("delta.column.after"), Kind.FIGURE),
    ]
    rows = [[Cell(level), Cell(str(was)), Cell(str(now))] for level, was, now in told.counts]
    return table(columns, rows, screen).rstrip("\n")


def _row(row: Row, columns: tuple[str, ...], words: Catalogue, screen: Screen) -> Iterator[str]:
    for line in wrap(one_line(f"{row.risk} · {row.title}"), screen.width):
        yield screen.paint(line, _TONES.get(row.grade, Tone.STRONG))
    for column, fact in zip(columns, row.facts, strict=True):
        if not fact.is_same:
            change = f"{fact.before} → {fact.after}"
            told = words.word("delta.pair", field=column, value=change)
            yield from (f"  {line}" for line in wrap(one_line(told), screen.width - 2))


def _listed(title: str, sentences: tuple[str, ...], screen: Screen) -> str:
    lines = [screen.paint(title, Tone.STRONG)]
    for sentence in sentences:
        first, *rest = wrap(one_line(sentence), screen.width - 4)
        lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return "\n".join(lines)


def _wrapped(sentence: str, screen: Screen) -> tuple[str, ...]:
    return wrap(one_line(sentence), screen.width)
