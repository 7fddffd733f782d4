"""The checklist for a pull request: a box a risk, Markdown that every forge renders alike.

Words of the book are text and nothing else, the lines of its files are code. Confidential risks
are only counted. The whole stays below what a comment holds: the worst first, and how many are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from riskbook.reporting.as_markdown import MOST_CHARACTERS
from riskbook.reporting.cells import ELLIPSIS, visible
from riskbook.reporting.checklist_report import ChecklistReport, command, where
from riskbook.reporting.inert import code, inert
from riskbook.reviewing.checklist import Item, Reason
from riskbook.reviewing.quoting import Quotation

_MOST_OF_A_TEXT = 600
_MOST_OF_A_LINE = 200
_ROOM_FOR_THE_FRAME = 1_500
_FEW = 5
"""Up to so many risks are shown unfolded."""


def checklist_as_md(report: ChecklistReport) -> str:
    """The headline, then a box a risk, with what changed under it folded below."""
    resting = [item for item in report.checklist.resting if not item.risk.confidential]
    themselves = [item for item in report.checklist.themselves if not item.risk.confidential]
    everything = (*report.checklist.resting, *report.checklist.themselves)
    withheld = len(everything) - len(resting) - len(themselves)
    parts = [f"**{report.headline(len(resting), len(themselves))}**"]
    parts.append(f"<sub>{_text(report.between())}</sub>")
    parts.append(f"<sub>{_text(report.word('checklist.boxes'))}</sub>" if resting else "")
    if withheld:
        parts.append(report.word("checklist.withheld", count=withheld))
    room = MOST_CHARACTERS - _ROOM_FOR_THE_FRAME - sum(map(len, parts))
    few = len(resting) + len(themselves) <= _FEW
    shown = [_item(report, item, " open" if few else "") for item in (*resting, *themselves)]
    kept = _affordable(shown, room)
    parts += shown[: min(kept, len(resting))]
    if kept > len(resting):
        parts += [f"#### {report.word('checklist.apart')}", *shown[len(resting) : kept]]
    if kept < len(shown):
        parts.append(report.word("checklist.left-out", count=len(shown) - kept))
    return "\n\n".join(filter(None, parts)) + "\n"


def _affordable(items: Sequence[str], room: int) -> int:
    """How many of the items, from the first, there is room for."""
    for number, item in enumerate(items):
        room -= len(item) + 2
        if room < 0:
            return number
    return len(items)


def _item(report: ChecklistReport, item: Item, opened: str) -> str:
    box = "[x]" if item.review else "[ ]"
    level = _text(report.level(item))
    title = f"- {box} **{item.risk.id}** {_text(report.title(item))} · **{level}**"
    parts = [part for reason in item.reasons for part in _reason(report, reason, item)]
    if item.changed:
        parts += [_placed(report.changed(item), item.own), _quoted(report, item.own)]
    parts.append(_text(report.whoever(item)))
    if done := report.reviewed(item):
        parts.append(_text(done))
    else:
        parts.append(f"{report.word('checklist.clear')} {code(command(item))}")
    summary = _text(report.word("checklist.why"))
    inside = "\n\n".join(filter(None, parts))
    folded = f"<details{opened}>\n<summary><b>{summary}</b></summary>\n\n{inside}\n\n</details>"
    return f"{title}\n\n{folded}"


def _reason(report: ChecklistReport, reason: Reason, item: Item) -> Iterator[str]:
    if reason.ground.confidential:
        yield _text(report.word("checklist.what.withheld"))
        return
    for seen in reason.seen:
        yield _placed(report.what(seen), seen.quotation)
        yield _quoted(report, seen.quotation)
        yield "\n".join(f"- {_text(each)}" for each in report.questions(seen, item))


def _placed(sentence: str, quotation: Quotation) -> str:
    place = where(quotation)
    return _text(sentence) + (f" · {code(place)}" if place else "")


def _quoted(report: ChecklistReport, quotation: Quotation) -> str:
    if not quotation.lines:
        return ""
    lines = [f"{line.sign}{_cut(visible(line.text))}" for line in quotation.lines]
    if quotation.left_out:
        lines.append(f"  {report.word('checklist.more-lines', count=quotation.left_out)}")
    inside = "\n".join(lines)
    longest = max(map(len, re.findall("`+", inside)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}diff\n{inside}\n{fence}"


def _cut(line: str) -> str:
    return line if len(line) <= _MOST_OF_A_LINE else line[:_MOST_OF_A_LINE] + ELLIPSIS


def _text(words: str) -> str:
    return inert(words if len(words) <= _MOST_OF_A_TEXT else words[:_MOST_OF_A_TEXT] + ELLIPSIS)
