"""What confidential risks were found in does not say on the site what they are about."""

from __future__ import annotations

from dataclasses import replace

from found_book import bare_risk, found_book, sample_discovery, sample_incident, sample_session
from riskbook.model.book import Book
from riskbook.model.discovery import Discovery
from riskbook.model.records import FoundIn
from riskbook.site.withholding import REDACTED, publish
from samples import text

EVERY = (
    FoundIn("session", "evening-2026", "P1"),
    FoundIn("fishbone", "calls-drop", "C1"),
    FoundIn("checklist", "incidents-2026", "Q3"),
    FoundIn("feedback", "survey-2026", "A1"),
    FoundIn("process", "ticket-intake", "W1"),
    FoundIn("incident", "I001", ""),
)


def secret(*origins: FoundIn, book: Book | None = None) -> Book:
    """A book with a confidential risk R009 that was found in ``origins``."""
    book = book or found_book()
    hidden = replace(bare_risk("R009", *origins), confidential=True)
    return replace(book, risks={**book.risks, "R009": hidden})


def items(found: Discovery) -> set[str]:
    return {
        *(one.id for session in found.sessions.values() for one in session.points),
        *(
            one.id
            for fishbone in found.fishbones.values()
            for category in fishbone.categories
            for one in category.causes
        ),
        *(one.question for answered in found.answers.values() for one in answered.answers),
        *(one.id for feedback in found.feedback.values() for one in feedback.answers),
        *found.incidents,
    }


def test_items_that_only_hidden_risks_name_are_left_out() -> None:
    before = items(found_book().discovery)
    published = publish(secret(*EVERY)).book
    gone = before - items(published.discovery)
    assert gone == {"P1", "P2", "C1", "Q3", "A1", "I001"}, "P2 was merged into P1"
    nodes = published.processes["ticket-intake"].nodes
    assert [one for node in nodes for one in node.what_if] == []


def test_items_that_a_public_risk_names_too_stay() -> None:
    book = found_book(bare_risk("R001", *EVERY))
    published = publish(secret(*EVERY, book=book)).book
    assert items(published.discovery) == items(book.discovery)
    assert published.processes == book.processes


def test_incidents_of_hidden_risks_alone_are_left_out() -> None:
    found = sample_discovery()
    incidents = {
        "I001": sample_incident("I001", risks=("R009",)),
        "I002": sample_incident("I002", risks=("R001", "R009")),
        "I003": sample_incident("I003"),
    }
    book = secret(book=found_book(discovery=replace(found, incidents=incidents)))
    shown = publish(book).book.discovery.incidents
    assert {key: one.risks for key, one in shown.items()} == {"I002": ("R001",), "I003": ()}


def test_ids_are_struck_out_of_texts_but_keys_stay_keys() -> None:
    """A hidden session called "evening" is part of the id of another."""
    hidden = replace(sample_session(confidential=True), id="evening")
    other = replace(sample_session(), topic=text("After evening, see R009", "晚上，见 R009"))
    found = replace(sample_discovery(), sessions={"evening": hidden, "evening-2026": other})
    shown = publish(secret(book=found_book(discovery=found))).book.discovery.sessions
    assert list(shown) == ["evening-2026"]
    assert shown["evening-2026"].id == "evening-2026"
    assert shown["evening-2026"].topic.read("en") == f"After {REDACTED}, see {REDACTED}"
