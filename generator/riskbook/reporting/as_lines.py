"""Findings as one line each, in the form that compilers gave editors: they make lists of it.

``path:line:column: severity[code]: message → what to write instead``. The words of the form are
the same in every language, so that a pattern can find them; the sentences are in the reader's.
"""

from __future__ import annotations

from riskbook.findings import Finding
from riskbook.reporting.cells import one_line
from riskbook.reporting.report import Report


def as_lines(report: Report) -> str:
    """A line a finding, file by file from top to bottom, and the summary as the last line.

    A finding about a whole file stands at its first line, so that there is one to go to.
    """
    return "\n".join([*(_line(report, one) for one in report.in_order()), report.summary(), ""])


def _line(report: Report, finding: Finding) -> str:
    span = finding.location.span
    line, column = (span.line, span.column) if span else (1, 1)
    hint = f" → {report.sentence(finding.hint)}" if finding.hint else ""
    path = one_line(finding.location.path)
    said = f"{report.sentence(finding.message)}{hint}".replace("##[", "##\u200b[")
    return f"{path}:{line}:{column}: {finding.severity.value}[{finding.code}]: {said}"
