"""Findings for a job summary or a comment: Markdown that a forge renders.

Words from the book are text here and nothing else: no markup, no HTML, no mention, no reference
to an issue and no link. The whole stays below what a comment holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from riskbook.findings import Finding
from riskbook.reporting.cells import ELLIPSIS
from riskbook.reporting.report import Report, counted, place, rule_name

MOST_CHARACTERS = 60_000
"""GitHub refuses a comment of more than 65,536 characters."""

_MOST_OF_A_SENTENCE = 1_000
_ROOM_FOR_THE_FRAME = 1_000
_NOTHING = "\u200b"

# A sentence stands inside a line, so the marks that begin a block need no escape.
_MARKUP = re.compile(r"[\\`*_\[\]|~]")
# What a forge turns into a notification, a reference or a link, up to where it is cut in two.
_REFERENCES = re.compile(r"@|#(?=\d)|:(?=//)|www(?=\.)|gh(?=-\d)", re.IGNORECASE)
# GitHub takes a bare dollar sign for the beginning of a formula.
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>"})


def as_markdown(report: Report) -> str:
    """The summary, then the findings by severity; of too many the worst, and what was left out."""
    findings = report.worst_first()
    parts = [f"**{report.summary()}**"] if findings or not report.withheld else []
    if report.withheld:
        parts.append(report.word("report.withheld", count=report.withheld))
    if not findings:
        return "\n\n".join(parts) + "\n"
    kept = list(_affordable(report, findings, MOST_CHARACTERS - _ROOM_FOR_THE_FRAME))
    for severity, group in groupby(kept, key=lambda item: item[0].severity):
        members = tuple(finding for finding in findings if finding.severity is severity)
        title = report.catalogue.say(*counted(members))
        items = "\n".join(item for _, item in group)
        opened = " open" if severity is findings[0].severity else ""
        parts.append(
            f"<details{opened}>\n<summary><b>{title}</b></summary>\n\n{items}\n\n</details>"
        )
    left_out = findings[len(kept) :]
    if left_out:
        parts.append(report.word("report.left-out", counts=counted(left_out)))
    parts.append(report.word("report.explain", command=f"`riskbook explain {findings[0].code}`"))
    return "\n\n".join(parts) + "\n"


def _affordable(
    report: Report, findings: tuple[Finding, ...], characters: int
) -> Iterator[tuple[Finding, str]]:
    """The findings and their items, from the first to the last that there is room for."""
    for finding in findings:
        item = _item(report, finding)
        characters -= len(item) + 1
        if characters < 0:
            return
        yield finding, item


def _item(report: Report, finding: Finding) -> str:
    """One item of a list, on one line: nothing in it can begin a heading, a table or a list."""
    name = rule_name(finding.code)
    parts = [
        f"- **{finding.code}** {name} · {_code(place(finding))}",
        _text(report.sentence(finding.message)),
    ]
    if finding.hint:
        label = f"*{report.word('report.help')}*{report.word('report.colon')}"
        parts.append(label + _text(report.sentence(finding.hint)))
    return "<br>".join(parts)


def _text(words: str) -> str:
    """Words as text, shortened where one sentence would fill the comment."""
    if len(words) > _MOST_OF_A_SENTENCE:
        words = words[:_MOST_OF_A_SENTENCE] + ELLIPSIS
    inert = _REFERENCES.sub(rf"\g<0>{_NOTHING}", words)
    return _MARKUP.sub(r"\\\g<0>", inert).translate(_HTML)


def _code(words: str) -> str:
    """Words as code, fenced by more backticks than they hold in a row (CommonMark, 6.1)."""
    longest = max(map(len, re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if "`" in words else ""
    return f"{fence}{padding}{words}{padding}{fence}"
