"""A change of criteria for a comment of a pull request; what there is no room for is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskbook.reporting.as_markdown import MOST_CHARACTERS
from riskbook.reporting.cells import ELLIPSIS, one_line
from riskbook.reporting.impact_view import ImpactReport, Pair, Row, view
from riskbook.reporting.inert import inert
from riskbook.wording import say

MOST_SENTENCES = 60
"""Changes of the criteria, or voided sign-offs, that are listed; what is more is counted."""

_MOST_OF_A_VALUE = 300
_ROOM_FOR_THE_REST = 1_500


def as_md(report: ImpactReport) -> str:
    """The headline, the counts by level, and the risks as a table."""
    told, words = view(report), report.catalogue
    parts = [f"**{_text(told.headline)}**", f"*{_text(told.between)}*"]
    if told.changes:
        parts += [f"### {words.word('delta.impact.criteria')}", *_listed(report, told.changes)]
        heads = ("delta.impact.level", "delta.column.before", "delta.column.after")
        rows = [(_text(level), str(was), str(now)) for level, was, now in told.counts]
        parts.append(_table([words.word(head) for head in heads], rows))
    if told.voided:
        parts += [f"### {words.word('delta.impact.sign-offs')}", *_listed(report, told.voided)]
    if told.withheld:
        parts.append(_text(told.withheld))
    room = MOST_CHARACTERS - _ROOM_FOR_THE_REST - sum(len(part) + 2 for part in parts)
    kept = list(_affordable(told.rows, room))
    if kept:
        parts.append(f"### {words.word('delta.impact.risks')}")
        parts.append(_table([words.word("delta.impact.risk"), *map(_text, told.columns)], kept))
    if len(told.rows) > len(kept):
        parts.append(words.say(say("delta.left-out", count=len(told.rows) - len(kept))))
    return "\n\n".join(parts) + "\n"


def _affordable(rows: Sequence[Row], characters: int) -> Iterator[tuple[str, ...]]:
    for row in rows:
        cells = (f"{_text(row.risk)} {_text(row.title)}", *map(_fact, row.facts))
        characters -= sum(map(len, cells)) + 3 * len(cells) + 2
        if characters < 0:
            return
        yield cells


def _fact(fact: Pair) -> str:
    return _text(fact.after) if fact.is_same else f"{_text(fact.before)} → **{_text(fact.after)}**"


def _listed(report: ImpactReport, sentences: Sequence[str]) -> Iterator[str]:
    shown = sentences[:MOST_SENTENCES]
    yield "\n".join(f"- {_text(sentence)}" for sentence in shown)
    if len(sentences) > len(shown):
        yield report.catalogue.say(say("delta.more-news", count=len(sentences) - len(shown)))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _text(words: str) -> str:
    flat = one_line(words)
    return inert(flat if len(flat) <= _MOST_OF_A_VALUE else flat[:_MOST_OF_A_VALUE] + ELLIPSIS)
