"""Evidence for rules, and what they found in a form that reads well in an assertion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.assessing.levels import level
from riskbook.assessing.standing import Approval, BookStanding, PlanState, Proof
from riskbook.model.book import Book
from riskbook.model.links import link
from riskbook.reading.resources import catalogue
from riskbook.rules import Evidence, inspect
from riskbook.run import judge
from samples import TODAY

Told = tuple[str, str, str]
"""Code, pointer, and the message in English."""


def evidence(book: Book, **changes: Any) -> Evidence:
    """The book on its clean day: levels by its own matrix, every plan approved and proven."""
    view = Evidence(
        book=book,
        links=link(book),
        levels=level(book),
        standing=BookStanding({}, (), (), ()),
        plan_states={key: plan_state(key) for key in book.plans},
        today=TODAY,
    )
    return replace(view, **changes)


def plan_state(plan: str, **changes: Any) -> PlanState:
    state = PlanState(
        plan=plan,
        approval=Approval.APPROVED,
        approved_on=TODAY,
        changed_since_approval=(),
        proof=Proof.PROVEN,
        exercised_on=TODAY,
        proven_until=None,
        exercise_due=None,
        changed_since_exercise=(),
        level=None,
    )
    return replace(state, **changes)


def judged_evidence(book: Book, today: date = TODAY, **changes: Any) -> Evidence:
    """The book with all that follows from its sign-offs; ``base`` may be a book."""
    judged = judge(book, today)
    base = changes.pop("base", None)
    return evidence(
        book,
        standing=judged.standing,
        plan_states=judged.plan_states,
        today=today,
        base=judge(base, today) if base else None,
        **changes,
    )


@pytest.fixture
def attested() -> Callable[..., list[Told]]:
    """What the rules of sign-offs say, in English; RB512 only where it is asked for by name."""
    english, chinese = catalogue("en"), catalogue("zh")

    def tell(book: Book, *codes: str, **changes: Any) -> list[Told]:
        found = []
        for each in inspect(judged_evidence(book, **changes)):
            assert each.hint
            for words in (english, chinese):
                assert words.say(each.message)
                assert words.say(each.hint)
            if each.code in codes or (not codes and each.code != "RB512"):
                found.append((each.code, each.pointer, english.say(each.message)))
        return found

    return tell


@pytest.fixture
def judged() -> Callable[..., Evidence]:
    return judged_evidence


@pytest.fixture
def view() -> Callable[..., Evidence]:
    return evidence


@pytest.fixture
def state() -> Callable[..., PlanState]:
    return plan_state


@pytest.fixture
def told() -> Callable[..., list[Told]]:
    """What ``inspect`` says of a book, in English; each finding must speak Chinese as well."""
    english, chinese = catalogue("en"), catalogue("zh")

    def tell(book: Book, **changes: Any) -> list[Told]:
        found = inspect(evidence(book, **changes))
        for finding in found:
            for words in (english, chinese):
                assert words.say(finding.message)
                assert finding.hint
                assert words.say(finding.hint)
        return [(each.code, each.pointer, english.say(each.message)) for each in found]

    return tell


@pytest.fixture
def hints() -> Callable[[Book, str], list[str]]:
    """What ``inspect`` advises about a book where one rule complains, in English."""

    def tell(book: Book, code: str) -> list[str]:
        found = [each for each in inspect(evidence(book)) if each.code == code]
        return [catalogue("en").say(each.hint) for each in found if each.hint]

    return tell
