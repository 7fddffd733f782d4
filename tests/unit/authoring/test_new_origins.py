"""What ``--from`` takes, and what a risk begins with from there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from found_book import found_book
from riskbook.authoring.drafts import NewRisk
from riskbook.authoring.origins import beginning, origin_meant, reference, working_title
from riskbook.authoring.sheets import risk_sheet
from riskbook.identifying.coverage import half_a_year
from riskbook.identifying.origins import Origin
from riskbook.identifying.sorting import Sorting
from riskbook.model.book import Book
from riskbook.model.terms import Status
from riskbook.reading.resources import catalogue
from riskbook.wording import Saying, Text
from samples import REGISTER, TODAY

BOOK = replace(found_book(), criteria=replace(
    found_book().criteria,
    sources=tuple((key, Text.of("en", key)) for key in (
        "customer-complaint", "customer-feedback", "internal-record", "session", "checklist",
        "incident",
    )),
))  # fmt: skip


def meant(answer: str, book: Book = BOOK) -> Origin:
    found = origin_meant(answer, book)
    assert isinstance(found, Origin)
    return found


@pytest.mark.parametrize(
    "written",
    [
        "tickets:PT-01",
        "incident:I001",
        "session:evening-2026/P1",
        "checklist:incidents-2026/Q2",
        "feedback:survey-2026/A1",
        "fishbone:calls-drop/C1",
        "prompt:ticket-intake/W1",
        "node:ticket-intake/intake",
    ],
)
def test_every_kind_is_read_as_it_is_written(written: str) -> None:
    assert str(meant(written)) == written


def test_the_case_of_letters_and_full_width_signs_do_not_matter() -> None:
    assert str(meant("Session：evening-2026/p1")) == "session:evening-2026/P1"
    assert str(meant(" incident: i001 ")) == "incident:I001"


COMPLAINTS = {
    "P1": "“P1” does not say what the risk was found in. Begin with one of tickets, incident,",
    "sesion:evening-2026/P1": "“sesion:” is nothing that a risk is found in. "
    "Did you mean “session:”?",
    "session:evning-2026/P1": "“evning-2026” is not a session of this book. "
    "Did you mean evening-2026?",
    "tickets:PT-44": "“PT-44” is not a problem type of this book, which has PT-01, PT-02, PT-03.",
    "session:evening-2026": "Say after a slash which of “evening-2026” is meant: P1, P2, P3.",
    "session:evening-2026/P7": "“P7” is not a point of “evening-2026”, which has P1, P2, P3.",
    "node:ticket-intake/intak": "“intak” is not a node of “ticket-intake”. Did you mean intake?",
    "incident:I001/P1": "Nothing in “I001” can be named after a slash.",
}


@pytest.mark.parametrize("answer", COMPLAINTS)
def test_what_is_not_there_is_said_with_what_may_be_meant(answer: str) -> None:
    found = origin_meant(answer, BOOK)
    assert isinstance(found, Saying)
    assert catalogue("en").say(found).startswith(COMPLAINTS[answer])
    assert catalogue("zh").say(found)


def test_a_book_without_such_records_says_so() -> None:
    bare = replace(BOOK, discovery=type(BOOK.discovery)())
    found = origin_meant("incident:I001", bare)
    assert isinstance(found, Saying)
    assert catalogue("en").say(found) == "“I001” is not an incident of this book, which has none."


@pytest.mark.parametrize(
    ("written", "source", "service", "told"),
    [
        (
            "tickets:PT-01",
            "internal-record",
            "service-desk",
            "8 tickets of type PT-01 from 2026-05-23 to 2026-11-22",
        ),
        ("incident:I001", "incident", "customer-hotline", "Incident I001 of 2026-10-01"),
        (
            "session:evening-2026/P1",
            "session",
            "",
            "Session of 2026-10-01, “What happens in the evening?”, point P1",
        ),
        (
            "checklist:incidents-2026/Q2",
            "checklist",
            "customer-hotline",
            "Checklist of 2026-10-01, “Incidents”, question Q2",
        ),
        (
            "feedback:survey-2026/A1",
            "customer-complaint",
            "customer-hotline",
            "Feedback of 2026-10-01, “Survey”, answer A1",
        ),
        (
            "fishbone:calls-drop/C1",
            "session",
            "customer-hotline",
            "Fishbone of 2026-10-01, “Calls drop”, cause C1",
        ),
        (
            "node:ticket-intake/intake",
            "session",
            "customer-hotline",
            "Process “Ticket intake”, node intake",
        ),
    ],
)
def test_what_a_risk_begins_with(written: str, source: str, service: str, told: str) -> None:
    origin, sorting = meant(written), Sorting(BOOK.discovery)
    begun = beginning(origin, BOOK, sorting)
    assert (begun.register, begun.source, begun.service) == (REGISTER, source, service)
    assert reference(origin, BOOK, sorting, half_a_year(TODAY), catalogue("en")) == told
    assert reference(origin, BOOK, sorting, half_a_year(TODAY), catalogue("zh"))


def test_the_fields_that_name_what_it_was_found_in() -> None:
    sorting = Sorting(BOOK.discovery)
    tickets = beginning(meant("tickets:PT-01"), BOOK, sorting)
    assert (tickets.problem_types, tickets.found_in, tickets.node) == (("PT-01",), (), None)
    point = beginning(meant("session:evening-2026/P1"), BOOK, sorting)
    assert point.found_in == (("session", "evening-2026"), ("point", "P1"))
    incident = beginning(meant("incident:I001"), BOOK, sorting)
    assert incident.found_in == (("incident", "I001"),)
    asked = beginning(meant("prompt:ticket-intake/W1"), BOOK, sorting)
    assert asked.found_in == (("process", "ticket-intake"), ("prompt", "W1"))
    assert asked.node == ("ticket-intake", "triage")


def test_a_title_to_begin_with_is_what_was_said() -> None:
    assert working_title(meant("session:evening-2026/P1"), BOOK, "zh") == "没人接"
    assert working_title(meant("tickets:PT-01"), BOOK, "en") == "Calls drop"


def test_the_file_of_the_risk_names_them() -> None:
    begun = beginning(meant("prompt:ticket-intake/W1"), BOOK, Sorting(BOOK.discovery))
    made = NewRisk(
        id="R900",
        language="",
        title="No call gets through",
        category="operational",
        service=begun.service,
        objective="",
        owner="hotline-lead",
        date="2026-11-22",
        source=begun.source,
        reference="",
        cause="One line",
        event="It fails",
        consequence="Nobody gets through",
        likelihood="",
        impact=(),
        rationale="",
        strategy="",
        strategy_rationale="",
        actions=(),
        plan="",
        problem_types=("PT-01",),
        found_in=begun.found_in,
        node=begun.node,
        status=Status.DRAFT,
    )
    written = risk_sheet(made, BOOK.criteria, catalogue("en"))
    assert "\nproblem_types:\n  - PT-01\n" in written
    assert "\nfound_in:\n  - process: ticket-intake\n    prompt: W1\n" in written
    assert "\narises_at:\n  - process: ticket-intake\n    node: triage\n" in written
    assert written.index("identified:") < written.index("found_in:") < written.index("statement:")
