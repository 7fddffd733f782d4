"""A change of the small book that is hard to show well: two states as files, and as a report.

A risk rises above the appetite, a plan loses its approval, a control is retired, an author writes
markup, and a confidential risk changes as well, which another one names.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from riskbook.reading.loading import load
from riskbook.reading.trees import MemoryTree
from riskbook.reporting.delta_view import DeltaReport
from riskbook.reviewing.content import content_of
from riskbook.reviewing.delta import compare
from riskbook.reviewing.delta_lines import with_lines
from riskbook.reviewing.judged import Judged
from riskbook.run import judge
from riskbook.wording import Catalogue, read_catalogue
from small_book import (
    CONTROL,
    CRITERIA,
    ORGANIZATION,
    OTHER_RISK,
    PLAN,
    PROCESS,
    RISK,
    TRANSLATION,
    edited,
)

MESSAGES = Path(__file__).parents[1] / "site_templates" / "messages"
DAY = date(2026, 11, 22)
WITHHELD = "registers/desk/risks/R003-secret.md"
APPROVAL = "registers/desk/sign-offs/P001/2026-10-05-approval-0a1b.yml"
HOSTILE = "</summary><script>alert(1)</script> @everyone #1 !2 `x` | $y$ [a](https://b.example) _"

_CRITERIA = """\
  - {key: high, name: {en: High, zh: 高}, review_every: 2 months, \
approval: {any_of: [management], scope: book}}
matrix:"""
_APPETITE = """\
appetite:
  - category: operational
    statement: {en: Small disturbances are accepted, zh: 可接受轻微干扰}
    limit: medium
"""
_PEOPLE = """\
people:
  operations-head:
    name: {en: Head of operations, zh: 运营负责人}
    department: it-support
    emails: [operations-head@example.org]
    roles:
      - {role: management, from: 2025-01-01}
"""
_HIDDEN = """\
---
id: R003
title: The secret merger fails
status: open
category: operational
service: service-desk
owner: desk-lead
identified: {date: 2026-09-20, source: interview}
statement: {cause: Secret cause, event: Secret event, consequence: Secret consequence}
assessment:
  current: {likelihood: 1, impact: 1}
confidential: true
---
"""


@cache
def catalogue(language: str) -> Catalogue:
    """The words of a language."""
    return read_catalogue(
        language, (path.read_bytes() for path in sorted((MESSAGES / language).glob("*.po")))
    )


def base_files() -> dict[str, bytes]:
    """The book before the change."""
    high = "  - {key: high, name: {en: High, zh: 高}, review_every: 2 months}\nmatrix:"
    files = edited(
        {
            CRITERIA: (high, _CRITERIA),
            ORGANIZATION: ("people:\n", _PEOPLE),
            RISK: ("likelihood: 2", "likelihood: 1"),
            WITHHELD: _HIDDEN,
        }
    )
    files[CRITERIA] += _APPETITE.encode()
    role = b"roles:\n  risk-owner:"
    assert role in files[ORGANIZATION]
    files[ORGANIZATION] = files[ORGANIZATION].replace(
        role, "roles:\n  management: {en: Management, zh: 管理层}\n  risk-owner:".encode()
    )
    files[APPROVAL] = _approval(files)
    return files


def head_files() -> dict[str, bytes]:
    """The book after it."""
    files = base_files()

    def exchange(path: str, before: str, after: str) -> None:
        content = files[path].decode()
        assert content.count(before) == 1, f"{before!r} is in {path} not just once"
        files[path] = content.replace(before, after).encode()

    exchange(RISK, "likelihood: 1", "likelihood: 2")
    exchange(RISK, "cause: Nobody works at the desk after 18:00", f"cause: '{HOSTILE}'")
    exchange(RISK, "due: 2027-03-31", "due: 2027-06-30")
    exchange(RISK, "cost: 24000", "cost: 30000")
    exchange(RISK, "on working days only", "on working days, as R003 says")
    exchange(TRANSLATION, "夜间紧急来电只能听到语音信箱", "夜间紧急来电无人接听")
    exchange(OTHER_RISK, "  - R001\n", "  - R001\n  - R003\n")
    exchange(PLAN, "within: 10 minutes", "within: 20 minutes")
    exchange(CONTROL, "status: in_force", "status: retired")
    exchange(PROCESS, "outputs: [ticket]", "outputs: [ticket, call-back]")
    exchange(WITHHELD, "The secret merger fails", "The secret merger succeeds")
    exchange(CRITERIA, "- [low, low, medium]", "- [low, medium, medium]")
    exchange(
        ORGANIZATION,
        "      - {role: risk-owner, from: 2025-01-01}",
        "      - {role: risk-owner, from: 2025-01-01, until: 2026-12-31}",
    )
    return files


def judged(files: dict[str, bytes]) -> Judged:
    """A book of files in memory on the day of the story."""
    book = load(MemoryTree(files)).book
    assert book is not None
    return judge(book, DAY)


@cache
def report(language: str) -> DeltaReport:
    """The whole change, as whoever has the repository is told it."""
    before, after = base_files(), head_files()
    base, head = judged(before), judged(after)
    delta = with_lines(compare(base, head), MemoryTree(before), MemoryTree(after))
    return DeltaReport(delta, base, head, "main (0123456789ab)", "topic", catalogue(language))


def _approval(files: dict[str, bytes]) -> bytes:
    """Management's approval of the plan as it stands."""
    book = load(MemoryTree(files)).book
    assert book is not None
    content = content_of(book.plans["P001"])
    lines = [
        "kind: approval",
        "of: P001",
        "by: operations-head",
        "role: management",
        "date: 2026-10-05",
        "resources: granted",
        "reason: The phone is there",
        "content:",
        *(f'  {pointer}: "{digest}"' for pointer, digest in content.items()),
    ]
    return ("\n".join(lines) + "\n").encode()
