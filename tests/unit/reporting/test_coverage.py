"""The gaps of a book for a person, a program and a summary."""

from __future__ import annotations

import json

import pytest

from found_book import bare_risk, found_book
from riskbook.identifying.coverage import coverage, half_a_year
from riskbook.identifying.sorting import Sorting
from riskbook.model.book import Book
from riskbook.model.records import FoundIn, NodeReference
from riskbook.reading.resources import catalogue
from riskbook.reporting.cells import cells
from riskbook.reporting.coverage import (
    CoverageReport,
    coverage_as_json,
    coverage_as_markdown,
    coverage_as_text,
)
from riskbook.reporting.screen import Colour, Screen
from riskbook.run import judge
from samples import TODAY

TEXT = """\
2026-05-23 to 2026-11-22: 10 gaps.

2 frequent problem types have no open risk
  tickets:PT-01  Calls drop
                 8 tickets (67 %)
  tickets:PT-02  Password
                 2 tickets (17 %)

1 incident that no risk foresaw has come to no risk
  incident:I001  Lines dead

1 point of a session has come to nothing
  session:evening-2026/P1  Nobody answers
                           What happens in the evening?

2 questions of checklists were answered no or partly and have no risk
  checklist:incidents-2026/Q2  Is it done? 2
                               Incidents
  checklist:incidents-2026/Q3  Is it done? 3

1 root cause has come to no risk
  fishbone:calls-drop/C1  One line
                          Calls drop

1 what-if question has come to nothing
  prompt:ticket-intake/W1  No call gets through?
                           Ticket intake

1 process node that nobody considered
  node:ticket-intake/intake  Intake
                             Ticket intake

1 open risk for which nothing was found
  R001  Customers who call outside working hours wait too long

To start a risk from one of them: riskbook new risk --from tickets:PT-01
"""


def report(book: Book, language: str = "en") -> CoverageReport:
    found = coverage(judge(book, TODAY), Sorting(book.discovery), half_a_year(TODAY))
    return CoverageReport(book, found, catalogue(language))


def test_each_gap_is_told_with_what_a_risk_begins_from() -> None:
    assert coverage_as_text(report(found_book()), Screen(80, Colour.NONE)) == TEXT


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 80])
def test_lines_fit_on_the_screen(language: str, width: int) -> None:
    text = coverage_as_text(report(found_book(), language), Screen(width, Colour.NONE))
    assert max(map(cells, text.splitlines())) <= width


def test_a_book_without_gaps_says_what_that_means() -> None:
    places = (NodeReference("ticket-intake", "intake"),)
    origins = (
        FoundIn("incident", "I001", ""),
        FoundIn("session", "evening-2026", "P1"),
        *(FoundIn("checklist", "incidents-2026", key) for key in ("Q2", "Q3")),
        FoundIn("fishbone", "calls-drop", "C1"),
        FoundIn("process", "ticket-intake", "W1"),
    )
    risk = bare_risk("R001", *origins, types=("PT-01", "PT-02"), places=places)
    text = coverage_as_text(report(found_book(risk)), Screen(80, Colour.NONE))
    assert text.startswith("2026-05-23 to 2026-11-22: no gaps.")
    assert "new risk" not in text


def test_a_program_reads_the_same() -> None:
    facts = json.loads(coverage_as_json(report(found_book())))
    assert (facts["from"], facts["until"]) == ("2026-05-23", "2026-11-22")
    assert facts["gaps"][0] == {
        "kind": "tickets",
        "record": "PT-01",
        "item": None,
        "from": "tickets:PT-01",
        "text": "Calls drop",
        "tickets": 8,
        "share": 0.6667,
        "rising": False,
    }
    assert [gap["from"] for gap in facts["gaps"]][3:6] == [
        "session:evening-2026/P1",
        "checklist:incidents-2026/Q2",
        "checklist:incidents-2026/Q3",
    ]
    assert [risk["id"] for risk in facts["risks"]] == ["R001"]


def test_a_summary_has_a_list_for_each_kind() -> None:
    lines = coverage_as_markdown(report(found_book())).splitlines()
    assert lines[0] == "**2026-05-23 to 2026-11-22: 10 gaps.**"
    assert "### 1 point of a session has come to nothing" in lines
    assert "- `session:evening-2026/P1` Nobody answers · What happens in the evening?" in lines
    assert "- `tickets:PT-01` Calls drop · 8 tickets (67 %)" in lines
