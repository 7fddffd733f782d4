"""What becomes of each issue of what is due: found again by its mark, written when it differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from riskbook.forge.forge import Forge, Issue, IssueState
from riskbook.forge.issue_text import (
    QUARTER,
    IssueText,
    Mark,
    Readers,
    mark_of,
    news,
    nothing_left,
    owner_issue,
    quarter_issue,
    with_ticks,
)
from riskbook.forge.outcome import Done, Outcome
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.reminders import (
    MONTHS_A_QUARTER,
    quarter_of,
    quarterly_review,
    reminders,
)

_TIME_ZONES = timedelta(days=1)
"""A forge counts by its own clock."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one issue; ``issue`` is the one that is there, None for a new one."""

    outcome: Outcome
    issue: Issue | None
    title: str
    body: str


def issue_texts(judged: Judged, readers: Readers) -> tuple[IssueText, ...]:
    """What the issues are to say: the quarter's review, then each owner's."""
    found = [
        quarter_issue(readers, quarterly_review(judged)),
        *(owner_issue(readers, reminder) for reminder in reminders(judged)),
    ]
    return tuple(text for text in found if text is not None)


def touched_since(today: date) -> date:
    """Since when a closed issue can be of this quarter."""
    first_month = today.month - (today.month - 1) % MONTHS_A_QUARTER
    return date(today.year, first_month, 1) - _TIME_ZONES


def steps(
    texts: Sequence[IssueText], issues: Iterable[Issue], readers: Readers
) -> tuple[Step, ...]:
    """What is to be done so that the issues say what they are to say.

    An owner's issue stays the same while it is open. What people closed stays closed for the rest
    of the quarter unless something is due that it did not ask for. What asks for nothing any more
    is closed, and so is the review of a quarter that is over.
    """
    ours = [(issue, mark) for issue in issues if (mark := mark_of(issue.body))]
    found: list[Step] = []
    taken: set[int] = set()
    for text in texts:
        issue = _found(text.mark, ours)
        if issue is not None:
            taken.add(issue.number)
        found.append(_step(text, issue))
    asked_for = {text.mark.key for text in texts}
    for issue, mark in ours:
        if issue.state is IssueState.OPEN and issue.number not in taken:
            over = mark.key == QUARTER and mark.quarter != quarter_of(readers.today)
            is_history = over or mark.key in asked_for
            body = issue.body if is_history else nothing_left(readers, _today(mark, readers))
            found.append(Step(Outcome.CLOSED, issue, issue.title, body))
    return tuple(found)


def take(step: Step, forge: Forge) -> Done:
    """Does one step on the forge."""
    issue = step.issue
    if issue is None:
        made = forge.create_issue(step.title, step.body)
        return Done(step.outcome, step.title, made.url)
    if step.outcome is not Outcome.UNCHANGED:
        state = IssueState.CLOSED if step.outcome is Outcome.CLOSED else IssueState.OPEN
        forge.update_issue(issue.number, step.title, step.body, state)
    return Done(step.outcome, step.title, issue.url)


def _found(mark: Mark, ours: Iterable[tuple[Issue, Mark]]) -> Issue | None:
    """The issue of a mark: the oldest open one, else the last that was closed this quarter."""
    opened, closed = [], []
    for issue, other in ours:
        same_quarter = other.quarter == mark.quarter
        if other.key != mark.key or (mark.key == QUARTER and not same_quarter):
            continue
        if issue.state is IssueState.OPEN:
            opened.append(issue)
        elif same_quarter:
            closed.append(issue)
    return opened[0] if opened else closed[-1] if closed else None


def _step(text: IssueText, issue: Issue | None) -> Step:
    if issue is None:
        return Step(Outcome.CREATED, None, text.title, text.body)
    body = with_ticks(text.body, issue.body)
    if issue.state is IssueState.CLOSED:
        reopened = news(body, issue.body)
        outcome = Outcome.REOPENED if reopened else Outcome.UNCHANGED
    else:
        same = issue.title == text.title and _same(body, issue.body)
        outcome = Outcome.UNCHANGED if same else Outcome.UPDATED
    return Step(outcome, issue, text.title, body)


def _same(body: str, other: str) -> bool:
    """Forges change line ends and what stands at the end."""
    return body.strip().splitlines() == other.strip().splitlines()


def _today(mark: Mark, readers: Readers) -> Mark:
    return Mark(mark.key, quarter_of(readers.today))
