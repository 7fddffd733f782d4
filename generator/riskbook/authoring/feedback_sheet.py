"""The file of new feedback: what was asked through which channel, and the answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from riskbook.authoring.answers import Verdict
from riskbook.authoring.block_style import INDENT, comment, entry, field
from riskbook.wording import Catalogue, say

_ENDS = re.compile(
    r"(-?\d+(?:\.\d+)?)\s*(?:-|–|—|~|～|,|，|、|\.\.|…|to|至|到|\s)\s*(-?\d+(?:\.\d+)?)"
)


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """Feedback; ``scale`` are the ends of the ratings, "" without; answers are who said what."""

    id: str
    language: str
    title: str
    channel: str
    date: str
    service: str
    scale: tuple[str, str]
    answers: tuple[tuple[str, str], ...]


def scale_ends(answer: str) -> Verdict:
    """The ends of a scale, the lower first, with a space between: ``1 5`` of "1-5"."""
    found = _ENDS.fullmatch(unicodedata.normalize("NFKC", answer).strip())
    if found is None or float(found[1]) >= float(found[2]):
        return say("authoring.wrong.scale", answer=answer)
    return f"{found[1]} {found[2]}"


def feedback_sheet(feedback: NewFeedback, catalogue: Catalogue) -> str:
    """The file of new feedback; ``catalogue`` words the comments."""
    return "\n".join((*_feedback(feedback, catalogue), ""))


def _feedback(feedback: NewFeedback, catalogue: Catalogue) -> Iterator[str]:
    language = feedback.language
    yield field("id", feedback.id)
    yield from _said("title", feedback.title, language, 0)
    yield field("channel", feedback.channel)
    yield field("date", feedback.date)
    yield field("service", feedback.service)
    lowest, highest = feedback.scale
    if lowest:
        yield field("scale")
        yield field("lowest", lowest, 1)
        yield field("highest", highest, 1)
    yield from comment(catalogue.word("authoring.note.feedback-answers"))
    yield field("answers")
    for number, (respondent, words) in enumerate(feedback.answers, 1):
        yield f"{INDENT}- {field('id', f'A{number}')}"
        yield from _said("respondent", respondent, language, 2)
        yield from _said("answer", words, language, 2)
    if not feedback.answers:
        names = ("respondent", "question", "answer", *(("rating",) if lowest else ()))
        fields = (("id", "A1"), *((name, "") for name in names))
        yield from (f"{INDENT}# {line}" for line in entry(fields, 0))


def _said(name: str, value: str, language: str, depth: int) -> Iterator[str]:
    """A text by language; alone where it is in the register's (``language`` is then empty)."""
    if language:
        yield field(name, depth=depth)
        yield field(language, value, depth + 1)
    else:
        yield field(name, value, depth)
