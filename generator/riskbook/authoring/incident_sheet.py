"""The file of a new incident: what happened, and which risk it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskbook.authoring.answers import Choice, Judge, Verdict, key_of
from riskbook.authoring.block_style import comment, field, words
from riskbook.wording import Catalogue, Saying

_BETWEEN = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True)
class NewIncident:
    """An incident. ``language`` is empty where it is the register's; ``risks`` are ids.

    Without risks it is one that nobody foresaw.
    """

    id: str
    language: str
    title: str
    date: str
    service: str
    what: str
    loss: str
    duration: str
    risks: tuple[str, ...]
    is_near_miss: bool


def risks_named(risks: Sequence[Choice]) -> Judge:
    """Several risks, by ids joined by a space; the answer may have commas between them."""
    single = key_of(risks)

    def judge(answer: str) -> Verdict:
        found = [single(part) for part in _BETWEEN.split(answer) if part]
        wrong = next((one for one in found if isinstance(one, Saying)), None)
        return wrong or " ".join(dict.fromkeys(str(one) for one in found))

    return judge


def incident_sheet(incident: NewIncident, catalogue: Catalogue) -> str:
    """The file of a new incident; ``catalogue`` words the comments."""
    return "\n".join((*_incident(incident, catalogue), ""))


def _incident(incident: NewIncident, catalogue: Catalogue) -> Iterator[str]:
    yield field("id", incident.id)
    yield from _in_language("title", incident.title, incident.language)
    yield field("date", incident.date)
    yield field("service", incident.service)
    yield from _in_language("what", incident.what, incident.language)
    if not incident.loss:
        yield from comment(catalogue.word("authoring.note.loss"))
    yield field("loss", incident.loss)
    yield field("duration", incident.duration)
    if incident.risks:
        yield from words("risks", incident.risks)
    else:
        yield from comment(catalogue.word("authoring.note.unforeseen"))
        yield field("unforeseen", "true")
    if incident.is_near_miss:
        yield field("near_miss", "true")


def _in_language(name: str, value: str, language: str) -> Iterator[str]:
    """A text by language; alone where it is in the register's."""
    if not language or not value:
        yield field(name, value)
    else:
        yield field(name)
        yield field(language, value, 1)
