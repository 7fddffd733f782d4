"""RB827: whether ratings lie on the scale that their feedback states."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.findings import Finding
from riskbook.model.discovery import Feedback
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import say


def rating_off_the_scale(view: Evidence) -> Iterator[Finding]:
    """RB827: a scale that is the wrong way round, ratings without one, a rating outside it."""
    for feedback in view.book.discovery.feedback.values():
        lowest, highest = feedback.lowest, feedback.highest
        if lowest is None or highest is None:
            yield from _without_scale(feedback)
        elif lowest >= highest:
            yield fault(
                "RB827",
                _in(feedback, "scale"),
                say("finding.RB827.reversed", lowest=lowest, highest=highest),
                say("hint.RB827.reversed"),
            )
        else:
            yield from _outside(feedback, lowest, highest)


RULES: tuple[Rule, ...] = (("RB827", rating_off_the_scale),)


def _without_scale(feedback: Feedback) -> Iterator[Finding]:
    rated = [answer for answer in feedback.answers if answer.rating is not None]
    if rated:
        yield fault(
            "RB827",
            _in(feedback, f"answers/{rated[0].id}/rating"),
            say("finding.RB827.none", count=len(rated)),
            say("hint.RB827.none"),
        )


def _outside(feedback: Feedback, lowest: float, highest: float) -> Iterator[Finding]:
    for answer in feedback.answers:
        if answer.rating is not None and not lowest <= answer.rating <= highest:
            yield fault(
                "RB827",
                _in(feedback, f"answers/{answer.id}/rating"),
                say("finding.RB827", rating=answer.rating, lowest=lowest, highest=highest),
                say("hint.RB827", lowest=lowest, highest=highest),
            )


def _in(feedback: Feedback, pointer: str) -> Place:
    return Place(feedback.source.path, feedback.id, pointer)
