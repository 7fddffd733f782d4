"""What feedback amounts to: ratings put together, and which answers a risk stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean, median

from riskbook.model.discovery import Feedback, FeedbackAnswer
from riskbook.model.links import Links
from riskbook.model.records import FoundIn
from riskbook.wording.saying import Text

FEW = 3
"""Below so many ratings there is no average: it would say what one person said."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings put together; ``mean`` and ``median`` are None where there are too few."""

    count: int
    mean: float | None
    median: float | None


def ratings(answers: Iterable[FeedbackAnswer]) -> Ratings:
    """The ratings among some answers, put together."""
    given = [answer.rating for answer in answers if answer.rating is not None]
    if len(given) < FEW:
        return Ratings(len(given), None, None)
    return Ratings(len(given), fmean(given), float(median(given)))


def by_question(feedback: Feedback) -> Mapping[Text | None, tuple[FeedbackAnswer, ...]]:
    """The answers by what was asked, in the order of the file; None for those to no question."""
    found: dict[Text | None, list[FeedbackAnswer]] = {}
    for answer in feedback.answers:
        found.setdefault(answer.question, []).append(answer)
    return {question: tuple(answers) for question, answers in found.items()}


def risks_of(feedback: Feedback, answer: FeedbackAnswer, links: Links) -> tuple[str, ...]:
    """The risks found in an answer, and those of the type of problem that it speaks of; sorted."""
    named = links.risks_found_in.get(FoundIn("feedback", feedback.id, answer.id), ())
    alike = links.risks_of_problem_type.get(answer.problem_type, ())
    return tuple(sorted({*named, *alike}))


def asks_for_risk(feedback: Feedback, answer: FeedbackAnswer, links: Links) -> bool:
    """Whether an answer in words has no risk that stands for it, and is not praise.

    It is praise where its rating lies above the middle of the scale.
    """
    if answer.answer is None or risks_of(feedback, answer, links):
        return False
    if answer.rating is None or feedback.lowest is None or feedback.highest is None:
        return True
    return answer.rating <= (feedback.lowest + feedback.highest) / 2
