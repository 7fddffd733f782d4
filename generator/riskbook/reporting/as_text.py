"""Findings for a person at a terminal: what is wrong, where, and what to write instead."""

from __future__ import annotations

from itertools import groupby

from riskbook.findings import Finding
from riskbook.reporting.cells import cells, wrap
from riskbook.reporting.excerpt import Row, excerpt, lines_of
from riskbook.reporting.report import Report, place, rule_name
from riskbook.reporting.screen import Screen, Tone, tone_of

_INDENT = "  "


def as_text(report: Report) -> str:
    """A block a finding, file by file, the worst of each file first, and a line that sums up.

    No line is wider than the screen but for the one with the path, which stays whole so that it
    can be clicked and copied. A finding's file is quoted where the report has its text. The text
    is Unicode: who writes it to a terminal of another encoding replaces what that lacks.
    """
    findings = report.in_order()
    blocks: list[str] = []
    for path, group in groupby(findings, key=lambda finding: finding.location.path):
        lines = lines_of(report.sources.get(path, ""))
        worst_first = sorted(group, key=lambda finding: finding.severity.gravity)
        blocks.extend("\n".join(_block(report, finding, lines)) for finding in worst_first)
    blocks.append("\n".join(_closing(report, findings)))
    return "\n\n".join(blocks) + "\n"


def _block(report: Report, finding: Finding, lines: list[str]) -> list[str]:
    screen = report.screen
    gutter = len(str(len(lines)))
    quoted = _quoted(screen, finding, lines, gutter)
    bar = screen.paint(" " * gutter + " |", Tone.FRAME)
    return [
        _headline(report, finding),
        *_message(report, finding),
        screen.paint(" " * gutter + "--> ", Tone.FRAME) + place(finding),
        *([bar] if quoted else []),
        *quoted,
        *([bar] if quoted and finding.hint else []),
        *_help(report, finding, gutter),
    ]


def _headline(report: Report, finding: Finding) -> str:
    """``error[RB304] target-above-current``."""
    screen = report.screen
    severity = report.word(f"report.{finding.severity.value}")
    title = screen.paint(f"{severity}[{finding.code}]", tone_of(finding.severity))
    return f"{title} {screen.paint(rule_name(finding.code), Tone.FAINT)}".rstrip()


def _message(report: Report, finding: Finding) -> list[str]:
    screen = report.screen
    lines = wrap(report.sentence(finding.message), screen.width - len(_INDENT))
    return [_INDENT + screen.paint(_disarmed(line), Tone.STRONG) for line in lines]


def _quoted(screen: Screen, finding: Finding, lines: list[str], gutter: int) -> list[str]:
    span = finding.location.span
    if span is None or not any(lines):
        return []
    rows = excerpt(finding.location.path, lines, span, screen.width - gutter - 3)
    return [_row(screen, row, gutter, finding) for row in rows]


def _row(screen: Screen, row: Row, gutter: int, finding: Finding) -> str:
    content = row.marks + row.source
    gap = row.label == "..."
    frame = f"{row.label:<{gutter + 2}}" if gap else f"{row.label:>{gutter}} |"
    if not content.strip():
        return screen.paint(frame.rstrip(), Tone.FRAME)
    marks = screen.paint(row.marks, tone_of(finding.severity))
    return f"{screen.paint(frame, Tone.FRAME)} {marks}{row.source}"


def _help(report: Report, finding: Finding, gutter: int) -> list[str]:
    if finding.hint is None:
        return []
    screen = report.screen
    label = report.word("report.help") + report.word("report.colon")
    start = " " * gutter + " = "
    margin = cells(start) + cells(label)
    first, *others = wrap(report.sentence(finding.hint), screen.width - margin)
    return [
        screen.paint(start, Tone.FRAME) + screen.paint(label, Tone.HELP) + first,
        *(" " * margin + _disarmed(line) for line in others),
    ]


def _closing(report: Report, findings: tuple[Finding, ...]) -> list[str]:
    screen = report.screen
    summary = wrap(report.summary(), screen.width)
    if not findings:
        return [screen.paint(line, Tone.HELP) for line in summary]
    worst = report.worst_first()[0]
    explain = report.word("report.explain", command=f"riskbook explain {worst.code}")
    return [
        *(screen.paint(line, tone_of(worst.severity)) for line in summary),
        *wrap(explain, screen.width),
    ]


def _disarmed(line: str) -> str:
    """A line that a CI runner does not take for a command, wherever its wrapping began it.

    GitHub's runner obeys ``::`` at the beginning of a line and ``##[`` anywhere in it.
    """
    if line.startswith("::"):
        line = "\u200b" + line
    return line.replace("##[", "##\u200b[")
