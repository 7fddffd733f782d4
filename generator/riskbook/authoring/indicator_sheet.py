"""The files of a new indicator: its description, and a table that waits for its first reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskbook.authoring.answers import Judge, Verdict
from riskbook.authoring.block_style import comment, field
from riskbook.model.terms import Direction
from riskbook.reading.deciphering import number_meant
from riskbook.wording import Catalogue, Saying, say

TABLE = b"date,value\n"
"""The file of readings, before the first one."""


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An indicator; what was not answered is "". ``file`` is the name of its table."""

    id: str
    language: str
    title: str
    definition: str
    unit: str
    direction: Direction
    every: str
    owner: str
    amber: str
    red: str
    consecutive: str
    clear_at: str
    reason: str
    on_amber: str
    on_red: str
    file: str


def indicator_sheet(indicator: NewIndicator, catalogue: Catalogue) -> str:
    """The file of a new indicator; ``catalogue`` words the comments."""
    return "\n".join((*_indicator(indicator, catalogue), ""))


def number(answer: str) -> Verdict:
    """A number, of whatever is measured; a sign of per cent behind it is part of the unit."""
    found = number_meant(answer.strip().removesuffix("%").removesuffix("％"), "")
    return found or say("authoring.wrong.indicator-number", answer=answer)


def beyond(amber: str, direction: Direction) -> Judge:
    """A number that is worse than the amber threshold."""

    def judge(answer: str) -> Verdict:
        found = number(answer)
        if isinstance(found, Saying):
            return found
        is_higher = float(found) > float(amber)
        if float(found) == float(amber) or is_higher is not (direction is Direction.HIGHER):
            way = "higher" if direction is Direction.HIGHER else "lower"
            return say(f"authoring.wrong.indicator-red.{way}", amber=amber)
        return found

    return judge


def _indicator(indicator: NewIndicator, catalogue: Catalogue) -> Iterator[str]:
    language = indicator.language
    yield field("id", indicator.id)
    yield from _said("title", indicator.title, language)
    yield from _said("definition", indicator.definition, language)
    yield from _said("unit", indicator.unit, language)
    yield field("direction", indicator.direction.value)
    yield from comment(catalogue.word("authoring.note.indicator-timing"))
    yield field("timing")
    yield field("origin")
    yield field("every", indicator.every)
    yield field("owner", indicator.owner)
    yield field("amber", indicator.amber)
    yield field("red", indicator.red)
    yield from comment(catalogue.word("authoring.note.indicator-brakes"))
    yield field("consecutive", indicator.consecutive)
    yield field("clear_at", indicator.clear_at)
    yield from comment(catalogue.word("authoring.note.indicator-reason"))
    yield from _said("reason", indicator.reason, language)
    yield from _said("on_amber", indicator.on_amber, language)
    yield from _said("on_red", indicator.on_red, language)
    yield field("file", indicator.file)


def _said(name: str, value: str, language: str) -> Iterator[str]:
    """A text by language; alone where it is in the register's (``language`` is then empty)."""
    if not language or not value:
        yield field(name, value)
    else:
        yield field(name)
        yield field(language, value, 1)
