"""The page of the coverage, and on the page of a risk where it was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from found_book import bare_risk, found_book, sample_discovery, sample_session
from riskbook.model.book import Book
from riskbook.model.discovery import Discovery
from riskbook.model.records import FoundIn, NodeReference
from riskbook.site.input import Page
from riskbook.site.rendering import Press
from samples import sample_book

MakePress = Callable[..., Press]


def coverage_page(press: Press) -> Page:
    return next(page for page in press.discoveries() if page.kind == "coverage")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_gap_has_a_link_and_a_command(make_press: MakePress, language: str) -> None:
    main = coverage_page(make_press(found_book(), language=language)).main
    for href, command in (
        ("problem-types/PT-01.html", "tickets:PT-01"),
        ("incidents/I001.html", "incident:I001"),
        ("sessions/evening-2026.html#P1", "session:evening-2026/P1"),
        ("checklists/incidents-2026.html#Q3", "checklist:incidents-2026/Q3"),
        ("fishbones/calls-drop.html#C1", "fishbone:calls-drop/C1"),
        ("processes/ticket-intake.html#what-if-W1", "prompt:ticket-intake/W1"),
        ("processes/ticket-intake.html#intake", "node:ticket-intake/intake"),
    ):
        assert f'href="{href}"' in main
        assert f"<code>riskbook new risk --from {command}</code>" in main
    assert 'href="risks/R001.html"' in main


def test_the_lists_of_the_wing_are_linked(make_press: MakePress) -> None:
    main = coverage_page(make_press(found_book())).main
    for kind in ("tickets", "feedback", "sessions", "fishbones", "checklists", "incidents"):
        assert f'href="{kind}.html"' in main
    assert 'href="indicators.html"' not in main


def test_many_gaps_of_a_kind_are_folded(make_press: MakePress) -> None:
    session = sample_session()
    points = tuple(replace(session.points[0], id=f"P{number}") for number in range(1, 15))
    discovery = Discovery(sessions={session.id: replace(session, points=points)})
    main = coverage_page(make_press(found_book(discovery=discovery))).main
    shown, folded = main.split("4 more</summary>")
    assert "evening-2026/P10<" in shown
    assert "evening-2026/P11<" in folded


def test_a_book_without_gaps_says_so(make_press: MakePress) -> None:
    session = sample_session()
    discovery = Discovery(sessions={session.id: session})
    places = (NodeReference("ticket-intake", "intake"), NodeReference("ticket-intake", "triage"))
    found = FoundIn("session", session.id, "P1"), FoundIn("process", "ticket-intake", "W1")
    risk = bare_risk("R001", *found, places=places)
    main = coverage_page(make_press(found_book(risk, discovery=discovery))).main
    assert "No gap is open" in main
    assert "riskbook new risk" not in main


def test_a_book_that_finds_risks_elsewhere_has_no_such_page(make_press: MakePress) -> None:
    assert list(make_press(sample_book()).discoveries()) == []


def test_a_risk_tells_where_it_was_found(make_press: MakePress) -> None:
    origins = (
        FoundIn("session", "evening-2026", "P1"),
        FoundIn("feedback", "survey-2026", "A1"),
        FoundIn("incident", "I001", ""),
    )
    book = found_book(bare_risk("R001", *origins, types=("PT-01",)))
    main = make_press(book).risk("R001").main
    _, section = main.split("<h2>Where it was found</h2>")
    section = section.partition("</section>")[0]
    assert "Problem type, 8 tickets in six months" in section
    assert 'href="../sessions/evening-2026.html#P1">Nobody answers</a>' in section
    assert "Point of a session · What happens in the evening? · " in section
    assert 'href="../feedback/survey-2026.html#A1"' in section
    assert 'href="../incidents/I001.html"' in section


def test_a_risk_found_in_a_confidential_session_does_not_tell(make_press: MakePress) -> None:
    session = sample_session(confidential=True)
    discovery = replace(sample_discovery(), sessions={session.id: session})
    risk = bare_risk("R001", FoundIn("session", session.id, "P1"))
    book: Book = found_book(risk, discovery=discovery)
    press = make_press(book)
    assert "Where it was found" not in press.risk("R001").main
    assert "evening-2026" not in coverage_page(press).main


def test_a_risk_found_in_nothing_has_no_such_section(make_press: MakePress) -> None:
    assert "Where it was found" not in make_press(sample_book()).risk("R001").main
