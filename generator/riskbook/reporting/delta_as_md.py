"""A change for a comment of a pull request: Markdown that GitHub, GitLab and Gitea render alike.

The only HTML is ``<details>``, on lines of its own: what posts a comment lets no other through.
Words from the book are text and nothing else. The whole stays below what a comment holds: of too
much the worst is told, and how much is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskbook.reporting.as_markdown import MOST_CHARACTERS
from riskbook.reporting.cells import ELLIPSIS, one_line
from riskbook.reporting.delta_matrix import CellView, MatrixView
from riskbook.reporting.delta_sentences import Grade
from riskbook.reporting.delta_view import DeltaReport, Group, Line, Sheet, view
from riskbook.reporting.inert import code, inert, inert_in_html
from riskbook.wording import Catalogue, say

MOST_NEWS = 40
"""Sentences of what the change means; what is more is counted."""

_MOST_OF_A_VALUE = 500
_ROOM_FOR_THE_REST = 1_500
_SIGNS = {Grade.BAD: "**!** ", Grade.OPEN: "→ ", Grade.GOOD: "+ ", Grade.PLAIN: ""}


def as_md(report: DeltaReport) -> str:
    """The headline, what the change means, the matrix before and after, and each thing folded."""
    told = view(report)
    words = report.catalogue
    parts = [f"**{_text(told.headline)}**", f"*{_text(told.between)}*"]
    if told.news:
        shown = told.news[:MOST_NEWS]
        lines = [f"- {_SIGNS[one.grade]}{_text(one.sentence)}" for one in shown]
        parts += [f"### {words.word('delta.means')}", "\n".join(lines)]
        if len(told.news) > len(shown):
            parts.append(words.say(say("delta.more-news", count=len(told.news) - len(shown))))
    if told.matrices:
        matrices = "\n\n".join(_matrix(matrix) for matrix in told.matrices)
        legend = _legend(told.matrices[1], words)
        title = words.word("delta.matrix.title")
        parts.append(_folded(title, f"{matrices}\n\n{legend}", is_open=True))
    notes = [_text(one) for one in (told.shifted, *told.soon[:MOST_NEWS], told.withheld) if one]
    parts += notes
    room = MOST_CHARACTERS - _ROOM_FOR_THE_REST - sum(len(part) + 2 for part in parts)
    kept = list(_affordable(told.groups, room, words))
    if kept:
        parts.append(f"### {words.word('delta.changes')}")
        parts += kept
    left_out = len(told.groups) - len(kept)
    if left_out:
        parts.append(words.say(say("delta.left-out", count=left_out)))
    return "\n\n".join(parts) + "\n"


def _affordable(groups: Sequence[Group], characters: int, words: Catalogue) -> Iterator[str]:
    for group in groups:
        part = _group(group, words)
        characters -= len(part) + 2
        if characters < 0:
            return
        yield part


def _group(group: Group, words: Catalogue) -> str:
    sign = _SIGNS[group.grade].replace("**", "")
    sheets = "\n\n".join(_sheet(sheet, words) for sheet in group.sheets)
    return _folded(f"{sign}{one_line(group.title)}", sheets, is_open=False)


def _sheet(sheet: Sheet, words: Catalogue) -> str:
    lines = "\n".join(_line(line, words) for line in sheet.lines)
    return f"{code(one_line(sheet.path))}\n\n{lines}" if sheet.path else lines


def _line(line: Line, words: Catalogue) -> str:
    label = f"**{_text(line.label)}**"
    before, after = _text(line.before), _text(line.after)
    change = f"{before} → {after}" if before and after else after and f"+ {after}"
    change = change or (before and f"- {before}")
    told = words.word("delta.pair", field=label, value=change) if change else label
    number = words.word("delta.line", number=line.number) if line.number else ""
    return f"- {told} · {number}" if number else f"- {told}"


def _matrix(matrix: MatrixView) -> str:
    heads = ["", *(_text(step) for step in matrix.likelihood)]
    rows = [
        f"| **{_text(matrix.title)}** | " + " | ".join(heads[1:]) + " |",
        "|" + "|".join(["---", *(":-:" for _ in heads[1:])]) + "|",
    ]
    for step, cells in matrix.rows:
        rows.append(f"| {_text(step)} | " + " | ".join(map(_cell, cells)) + " |")
    return "\n".join(rows)


def _cell(cell: CellView) -> str:
    shown = [_text(cell.sign)]
    if cell.count:
        shown.append(f"· {cell.count}")
    shown += [f"**{_text(risk)}**" for risk in cell.moved]
    if cell.more:
        shown.append(f"+{cell.more}")
    return " ".join(shown)


def _legend(matrix: MatrixView, words: Catalogue) -> str:
    levels = (name if sign == name else f"{sign} {name}" for sign, name in matrix.legend)
    return f"*{words.word('delta.matrix.legend')}* {' · '.join(map(_text, levels))}"


def _folded(title: str, inside: str, *, is_open: bool) -> str:
    """Something that a reader unfolds; an empty line lets Markdown begin inside of HTML."""
    opened = " open" if is_open else ""
    summary = f"<summary><b>{inert_in_html(title)}</b></summary>"
    return f"<details{opened}>\n{summary}\n\n{inside}\n\n</details>"


def _text(words: str) -> str:
    """Words as text on one line, shortened where they would fill the comment."""
    flat = one_line(words)
    return inert(flat if len(flat) <= _MOST_OF_A_VALUE else flat[:_MOST_OF_A_VALUE] + ELLIPSIS)
