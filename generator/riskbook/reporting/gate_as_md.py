"""The gate for a pull request: a table-free list that every forge renders alike.

Words of the book are text and nothing else. Confidential records are only counted, and they count.
"""

from __future__ import annotations

from collections.abc import Sequence

from riskbook.reporting.as_markdown import MOST_CHARACTERS
from riskbook.reporting.cells import ELLIPSIS
from riskbook.reporting.gate_report import GateReport, command
from riskbook.reporting.inert import code, inert
from riskbook.reviewing.gate import Obligation

_MOST_OF_A_TEXT = 600
_ROOM_FOR_THE_FRAME = 1_500


def gate_as_md(report: GateReport) -> str:
    """The headline, what is open, and folded below what has been given."""
    shown = [each for each in report.gate.obligations if not each.demand.confidential]
    still = [_item(report, each) for each in shown if each.is_open]
    given = [_item(report, each) for each in shown if not each.is_open]
    parts = [f"**{report.headline()}**", *(f"<sub>{_text(note)}</sub>" for note in report.notes())]
    if withheld := len(report.gate.obligations) - len(shown):
        parts.append(report.word("gate.withheld", count=withheld))
    room = MOST_CHARACTERS - _ROOM_FOR_THE_FRAME - sum(map(len, parts))
    first = _affordable(still, room)
    second = _affordable(given, room - sum(map(len, first)) - len(first))
    if first:
        parts.append("\n".join(first))
    if second:
        summary = _text(report.word("gate.given-already", count=len(given)))
        inside = "\n".join(second)
        parts.append(f"<details>\n<summary><b>{summary}</b></summary>\n\n{inside}\n\n</details>")
    if left_out := len(still) - len(first) + len(given) - len(second):
        parts.append(report.word("gate.left-out", count=left_out))
    return "\n\n".join(parts) + "\n"


def _affordable(items: Sequence[str], room: int) -> list[str]:
    kept = []
    for item in items:
        room -= len(item) + 1
        if room < 0:
            break
        kept.append(item)
    return kept


def _item(report: GateReport, obligation: Obligation) -> str:
    sign = "✗" if obligation.is_open else "✓"
    lines = [f"- {sign} **{_text(report.title(obligation))}**"]
    lines += [_text(each) for each in report.why(obligation)]
    lines += [_text(each) for each in report.refused(obligation)]
    if met := report.met(obligation):
        lines.append(_text(met))
    else:
        lines += [
            _text(each) for each in (report.who(obligation), report.remedy(obligation)) if each
        ]
        if line := command(obligation):
            lines.append(code(line))
    return "<br>".join(lines)


def _text(words: str) -> str:
    return inert(words if len(words) <= _MOST_OF_A_TEXT else words[:_MOST_OF_A_TEXT] + ELLIPSIS)
