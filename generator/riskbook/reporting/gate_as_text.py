"""The gate for a terminal: an obligation a block, the open ones first."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.reporting.cells import one_line, wrap
from riskbook.reporting.gate_report import GateReport, command
from riskbook.reporting.screen import Tone
from riskbook.reviewing.gate import Obligation

_INDENT = "    "


def gate_as_text(report: GateReport) -> str:
    """Everything that is owed; what is confidential stands in it, since it is for who runs it."""
    tone = Tone.ERROR if report.gate.open else Tone.HELP
    head = [report.screen.paint(report.headline(), tone)]
    head += [line for note in report.notes() for line in wrap(note, report.screen.width)]
    parts = ["\n".join(head)]
    parts += ["\n".join(_block(report, each)) for each in report.gate.obligations]
    return "\n\n".join(parts) + "\n"


def _block(report: GateReport, obligation: Obligation) -> Iterator[str]:
    sign = "✗" if obligation.is_open else "✓"
    tone = Tone.STRONG if obligation.is_open else Tone.FAINT
    first, *others = wrap(f"{sign} {report.title(obligation)}", report.screen.width - len(_INDENT))
    yield report.screen.paint(first, tone)
    for line in others:
        yield _INDENT + report.screen.paint(line, tone)
    for why in report.why(obligation):
        yield from _wrapped(report, why)
    for refused in report.refused(obligation):
        yield from _wrapped(report, refused)
    if met := report.met(obligation):
        yield from _wrapped(report, met)
        return
    if who := report.who(obligation):
        yield from _wrapped(report, who)
    if remedy := report.remedy(obligation):
        yield from _wrapped(report, remedy)
    if line := command(obligation):
        yield _INDENT + report.screen.paint(one_line(line), Tone.CODE)


def _wrapped(report: GateReport, text: str) -> Iterator[str]:
    return (_INDENT + line for line in wrap(text, report.screen.width - len(_INDENT)))
