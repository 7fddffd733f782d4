"""The checklist for a terminal: a risk a block, with the lines that changed and what to ask."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.reporting.cells import cells, cut, visible, wrap
from riskbook.reporting.checklist_report import ChecklistReport, command, where
from riskbook.reporting.screen import Tone
from riskbook.reviewing.checklist import Item
from riskbook.reviewing.quoting import Quotation

_INDENT = "    "
_TONES = {"+": Tone.HELP, "-": Tone.ERROR, "~": Tone.WARNING}


def checklist_as_text(report: ChecklistReport) -> str:
    """The whole checklist; what is confidential stands in it, since it is for who runs it."""
    found = report.checklist
    headline = report.headline(len(found.resting), len(found.themselves))
    parts = [f"{headline}\n{report.screen.paint(report.between(), Tone.FAINT)}"]
    parts += ["\n".join(_item(report, item)) for item in found.resting]
    if found.themselves:
        parts.append(report.screen.paint(report.word("checklist.apart"), Tone.STRONG))
        parts += ["\n".join(_item(report, item)) for item in found.themselves]
    return "\n\n".join(parts) + "\n"


def _item(report: ChecklistReport, item: Item) -> Iterator[str]:
    paint = report.screen.paint
    box = "[x]" if item.review else "[ ]"
    title = f"{box} {item.risk.id} {report.title(item)} · {report.level(item)}"
    yield from _wrapped(report, title, "", _INDENT, Tone.STRONG)
    for reason in item.reasons:
        for seen in reason.seen:
            yield from _wrapped(report, report.what(seen), _INDENT, _INDENT)
            yield from _quoted(report, seen.quotation)
            for question in report.questions(seen, item):
                yield from _wrapped(report, question, f"{_INDENT}? ", f"{_INDENT}  ")
    if item.changed:
        yield from _wrapped(report, report.changed(item), _INDENT, _INDENT)
        yield from _quoted(report, item.own)
    yield from _wrapped(report, report.whoever(item), _INDENT, _INDENT)
    if done := report.reviewed(item):
        yield from _wrapped(report, done, _INDENT, _INDENT)
    else:
        yield f"{_INDENT}{paint(command(item), Tone.CODE)}"


def _quoted(report: ChecklistReport, quotation: Quotation) -> Iterator[str]:
    room = report.screen.width - len(_INDENT) - 4
    if place := where(quotation):
        yield f"{_INDENT}  {report.screen.paint(place, Tone.FRAME)}"
    for line in quotation.lines:
        text = cut(visible(line.text.replace("\t", "    ")), room)
        shown = f"{line.sign} {text}"
        tone = _TONES.get(line.sign)
        yield f"{_INDENT}  {report.screen.paint(shown, tone) if tone else shown}"
    if quotation.left_out:
        yield f"{_INDENT}  {report.word('checklist.more-lines', count=quotation.left_out)}"


def _wrapped(
    report: ChecklistReport, text: str, first: str, others: str, tone: Tone | None = None
) -> Iterator[str]:
    margin = first
    for line in wrap(text, report.screen.width - cells(others or first)):
        yield margin + (report.screen.paint(line, tone) if tone else line)
        margin = others
