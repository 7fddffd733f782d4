"""What was found that no risk stands for, and the risks that nothing speaks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from found_book import bare_risk, found_book, sample_discovery, sample_incident, sample_session
from riskbook.identifying.coverage import Coverage, Span, coverage, half_a_year, pareto_head
from riskbook.identifying.origins import Origin, OriginKind
from riskbook.identifying.sorting import Sorting
from riskbook.model.book import Book
from riskbook.model.records import FoundIn, Identified, Risk
from riskbook.model.terms import Status
from riskbook.run import judge
from samples import TODAY


def covered(book: Book, today: date = TODAY) -> Coverage:
    return coverage(judge(book, today), Sorting(book.discovery), half_a_year(today))


def references(found: Coverage) -> list[str]:
    types = [str(gap.origin) for gap in found.types]
    return [*types, *(str(one) for origins in found.origins.values() for one in origins)]


def test_every_kind_of_gap_is_found() -> None:
    found = covered(found_book())
    assert references(found) == [
        "tickets:PT-01",
        "tickets:PT-02",
        "incident:I001",
        "session:evening-2026/P1",
        "checklist:incidents-2026/Q2",
        "checklist:incidents-2026/Q3",
        "fishbone:calls-drop/C1",
        "prompt:ticket-intake/W1",
        "node:ticket-intake/intake",
    ]
    assert found.unseen == ("R001",)
    assert found.count == 10


def test_a_risk_that_says_where_it_was_found_closes_the_gap() -> None:
    origins = (
        FoundIn("incident", "I001", ""),
        FoundIn("session", "evening-2026", "P1"),
        FoundIn("checklist", "incidents-2026", "Q2"),
        FoundIn("checklist", "incidents-2026", "Q3"),
        FoundIn("fishbone", "calls-drop", "C1"),
        FoundIn("process", "ticket-intake", "W1"),
    )
    found = covered(found_book(bare_risk("R001", *origins, types=("PT-01", "PT-02"))))
    assert references(found) == ["node:ticket-intake/intake"]
    assert found.unseen == ()


def test_frequent_types_hold_four_fifths_of_the_tickets_that_have_a_type() -> None:
    first, second = covered(found_book()).types
    assert (first.tickets, second.tickets) == (8, 2)
    assert first.share == 8 / 12  # of all tickets, those of no type among them
    assert pareto_head({"a": 8, "b": 2, "c": 1}) == ("a", "b")
    assert pareto_head({"a": 1, "b": 1}) == ("a", "b")
    assert pareto_head({"a": 80, "b": 20}) == ("a",)
    assert pareto_head({}) == ()


@pytest.mark.parametrize(
    ("status", "still"), [(Status.OPEN, False), (Status.DRAFT, True), (Status.CLOSED, True)]
)
def test_only_an_open_risk_stands_for_a_type(status: Status, still: bool) -> None:  # noqa: FBT001
    risk = replace(bare_risk(types=("PT-01",)), status=status)
    assert ("tickets:PT-01" in references(covered(found_book(risk)))) is still


def test_tickets_before_the_span_do_not_count() -> None:
    book = found_book(bare_risk(types=("PT-03",)))
    sorting = Sorting(book.discovery)
    assert sorting.count(date(2026, 5, 1), TODAY)["PT-03"] == 2
    assert sorting.count(date(2026, 5, 3), TODAY)["PT-03"] == 1


FOUND = {
    "an incident that realised it": (bare_risk(), ("R001",)),
    "tickets of its type": (bare_risk(types=("PT-03",)), ()),
    "a point": (bare_risk("R001", FoundIn("session", "evening-2026", "P1")), ()),
    "an answer of a customer": (bare_risk("R001", FoundIn("feedback", "survey-2026", "A1")), ()),
    "that it is new": (
        replace(bare_risk(), identified=Identified(date(2026, 11, 1), "interview", "")),
        (),
    ),
}


@pytest.mark.parametrize("what", FOUND)
def test_what_speaks_for_a_risk(what: str) -> None:
    risk, realised = FOUND[what]
    discovery = replace(sample_discovery(), incidents={"I001": sample_incident(risks=realised)})
    assert covered(found_book(risk, discovery=discovery)).unseen == ()


def test_what_happened_before_the_span_does_not_speak_for_a_risk() -> None:
    risk: Risk = bare_risk("R001", FoundIn("session", "evening-2026", "P1"))
    discovery = replace(
        sample_discovery(), sessions={"evening-2026": sample_session(date(2026, 2, 1))}
    )
    assert covered(found_book(risk, discovery=discovery)).unseen == ("R001",)


def test_half_a_year_ends_today() -> None:
    assert half_a_year(date(2026, 11, 22)) == Span(date(2026, 5, 23), date(2026, 11, 22))
    assert half_a_year(date(2026, 8, 31)) == Span(date(2026, 3, 1), date(2026, 8, 31))


def test_how_an_origin_is_written() -> None:
    assert str(Origin(OriginKind.INCIDENT, "I001")) == "incident:I001"
    assert str(Origin(OriginKind.SESSION, "evening-2026", "P1")) == "session:evening-2026/P1"
