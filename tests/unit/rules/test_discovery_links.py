"""RB202 and RB207 on what a risk was found in: it must be there, and be public."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from found_book import bare_risk, found_book, sample_discovery, sample_incident, sample_session
from riskbook.model.records import FoundIn, Risk
from riskbook.reading.resources import catalogue
from riskbook.rules import Evidence, links, withheld
from samples import text

View = Callable[..., Evidence]

WRONG = {
    ("session", "evening-2027", "P1"): ("session", '"evening-2027" is not a session of this book'),
    ("session", "evening-2026", "P9"): ("point", '"P9" is not a point of "evening-2026"'),
    ("checklist", "incidents", "Q1"): (
        "checklist",
        '"incidents" is not an answered checklist of this book',
    ),
    ("checklist", "incidents-2026", "Q9"): (
        "question",
        '"Q9" is not an answered question of "incidents-2026"',
    ),
    ("fishbone", "calls-drop", "C9"): ("cause", '"C9" is not a cause of "calls-drop"'),
    ("feedback", "survey-2026", "A9"): ("answer", '"A9" is not an answer of "survey-2026"'),
    ("process", "ticket-intake", "W9"): (
        "prompt",
        '"W9" is not a what-if question of "ticket-intake"',
    ),
    ("incident", "I009", ""): ("incident", '"I009" is not an incident of this book'),
    ("session", "I001", "P1"): ("session", "I001 is an incident, but a session is needed here"),
}


def unknown(view: View, risk: Risk) -> list[tuple[str, str]]:
    """What is not there: pointer and message, which there must be in Chinese as well."""
    found = list(links.unknown_target(view(found_book(risk))))
    assert all(catalogue("zh").say(one.message) for one in found)
    return [(one.pointer, catalogue("en").say(one.message)) for one in found]


@pytest.mark.parametrize("origin", WRONG)
def test_what_a_risk_was_found_in_must_be_there(view: View, origin: tuple[str, str, str]) -> None:
    field, message = WRONG[origin]
    found = unknown(view, bare_risk("R001", FoundIn(*origin)))
    assert (f"found_in/0/{field}", message) in found


def test_a_problem_type_must_be_there(view: View) -> None:
    message = '"PT-09" is not a problem type of this book'
    assert unknown(view, bare_risk(types=("PT-01", "PT-09"))) == [("problem_types/1", message)]


def test_what_is_there_is_no_fault(view: View) -> None:
    origins = (
        FoundIn("session", "evening-2026", "P1"),
        FoundIn("checklist", "incidents-2026", "Q2"),
        FoundIn("fishbone", "calls-drop", "C1"),
        FoundIn("feedback", "survey-2026", "A1"),
        FoundIn("process", "ticket-intake", "W1"),
        FoundIn("incident", "I001", ""),
    )
    book = found_book(bare_risk("R001", *origins, types=("PT-01",)))
    assert list(links.unknown_target(view(book))) == []


@pytest.mark.parametrize(
    ("origin", "advice"),
    [
        (FoundIn("session", "evening-2025", "P1"), 'or add its file to a "sessions/" folder'),
        (FoundIn("session", "evning-2026", "P1"), 'Did you mean "evening-2026"?'),
        (FoundIn("session", "evening-2026", "P7"), "Write one of these: P1, P2, P3"),
        (FoundIn("process", "ticket-intake", "W7"), "Write one of these: W1"),
    ],
)
def test_the_advice_names_what_there_is(view: View, origin: FoundIn, advice: str) -> None:
    found = next(links.unknown_target(view(found_book(bare_risk("R001", origin)))))
    assert found.hint
    assert advice in catalogue("en").say(found.hint)


def test_a_public_risk_names_a_confidential_session(view: View) -> None:
    discovery = replace(
        sample_discovery(), sessions={"evening-2026": sample_session(confidential=True)}
    )
    risk = bare_risk("R001", FoundIn("session", "evening-2026", "P1"))
    (found,) = withheld.public_names_withheld(view(found_book(risk, discovery=discovery)))
    assert (found.code, found.pointer) == ("RB207", "found_in/0/session")


def test_a_public_text_names_a_confidential_incident(view: View) -> None:
    session = sample_session()
    open_point, *others = session.points
    point = replace(open_point, text=text("As in I001", "见 I001"))
    incident = replace(sample_incident(), confidential=True)
    discovery = replace(
        sample_discovery(),
        sessions={session.id: replace(session, points=(point, *others))},
        incidents={incident.id: incident},
    )
    (found,) = withheld.public_names_withheld(view(found_book(discovery=discovery)))
    assert (found.code, found.record, found.pointer) == ("RB207", session.id, "points/P1/text")
