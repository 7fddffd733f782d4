"""What the things of a book are called in the language of the pages, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from riskbook.assessing.standing import Position
from riskbook.model.book import Book
from riskbook.model.criteria import Authority, Criteria, ScaleStep
from riskbook.model.records import Stage
from riskbook.site import elements
from riskbook.site.words import Words
from riskbook.wording.saying import Text


class StepName(NamedTuple):
    """One step of a scale: ``4 · Likely`` and ``50–80 % a year``, apart and together.

    ``bounds`` is the range for the head of a column: ``50–80 %``.
    """

    value: int
    name: str
    short: str
    range: str
    bounds: str
    full: str


@dataclass(frozen=True, slots=True)
class LevelName:
    """One level: its place from 0 at the bottom, its key, its name, and its name on its colour."""

    index: int
    key: str
    name: str
    chip: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a book's things by key; each may be marked up with its language."""

    words: Words
    levels: tuple[LevelName, ...]
    likelihood: tuple[StepName, ...]
    impact: tuple[StepName, ...]
    dimensions: Mapping[str, str]
    money: frozenset[str]  # the dimensions that the amounts of the impact's steps are of
    categories: Mapping[str, str]
    sources: Mapping[str, str]
    departments: Mapping[str, str]
    services: Mapping[str, str]
    dependencies: Mapping[str, str]
    holders: Mapping[str, str]  # people, and roles that stand for whoever holds them
    registers: Mapping[str, str]
    processes: Mapping[str, str]
    nodes: Mapping[tuple[str, str], str]
    withheld: str
    _impacts: dict[object, str] = field(default_factory=dict)

    def holder(self, key: str) -> str:
        """The person or role of this key; the key itself where the book does not know it."""
        return self.holders.get(key, key)

    def holder_list(self, keys: tuple[str, ...]) -> str:
        """Several people or roles in a row."""
        return self.words.listing([self.holder(key) for key in keys])

    def chip(self, position: Position | None) -> str:
        """The level of a position on its colour, ``""`` for a position that has none."""
        if position is None or not 0 <= position.level < len(self.levels):
            return ""
        return self.levels[position.level].chip

    def likelihood_step(self, value: int) -> str:
        """A likelihood with its words and numbers."""
        return self.likelihood[value - 1].full if 1 <= value <= len(self.likelihood) else str(value)

    def impact_step(self, value: int) -> str:
        """An impact with its words and numbers."""
        return self.impact[value - 1].full if 1 <= value <= len(self.impact) else str(value)

    def impact_of(self, stage: Stage) -> str:
        """The impact of a stage in words, with its amounts only where that was scored as money."""
        worst = max((value for _, value in stage.impact), default=0)
        scored = {key for key, value in stage.impact if value == worst}
        return self.impact_step(worst) if scored & {"", *self.money} else self.short(worst)

    def impacts(self, stage: Stage, position: Position | None) -> str:
        """The impact by dimension and which decides, where the author named dimensions."""
        if not any(key for key, _ in stage.impact):
            return ""
        deciding = position.deciding if position else ()
        asked = (stage.impact, deciding)
        found = self._impacts.get(asked)
        if found is None:
            found = self._impacts[asked] = self._impacts_in_words(stage.impact, deciding)
        return found

    def _impacts_in_words(
        self, impact: tuple[tuple[str, int], ...], deciding: tuple[str, ...]
    ) -> str:
        words = self.words
        scores = words.listing(
            words.say("risk.dimension", name=self.dimensions.get(key, key), value=value)
            for key, value in impact
        )
        if not deciding or len(deciding) == len(impact):
            return str(scores)
        worst = words.listing(self.dimensions.get(key, key) for key in deciding)
        return words.say("risk.deciding", scores=str(scores), deciding=str(worst))

    def short(self, impact: int) -> str:
        """``3 · Serious``."""
        return self.impact[impact - 1].short if 1 <= impact <= len(self.impact) else str(impact)

    def authority(self, authority: Authority) -> str:
        """Who may approve: ``management`` or ``head of department, of the department``."""
        roles = elements.joined(
            [self.holder(role) for role in authority.any_of], self.words.say("or-separator")
        )
        key = "authority.book" if authority.whole_book else "authority.department"
        return self.words.fill(key, roles=roles)


def names(book: Book, words: Words) -> Names:
    """The names of everything in the book, in the language of ``words``."""
    holders = _texts(words, book.organization.roles) | {
        key: words.text(person.name) for key, person in book.organization.people.items()
    }
    return Names(
        words=words,
        levels=tuple(
            LevelName(index, level.key, plain, elements.chip(index, plain))
            for index, level in enumerate(book.criteria.levels)
            for plain in (words.plain(level.name),)
        ),
        likelihood=_likelihood(book.criteria, words),
        impact=_impact(book.criteria, words),
        dimensions={
            dimension.key: words.plain(dimension.name)
            for dimension in book.criteria.impact.dimensions
        },
        money=frozenset(
            dimension.key for dimension in book.criteria.impact.dimensions if dimension.money
        ),
        categories=_texts(words, dict(book.criteria.categories)),
        sources=_texts(words, dict(book.criteria.sources)),
        departments={
            key: words.text(entry.name) for key, entry in book.organization.departments.items()
        },
        services={key: words.text(entry.name) for key, entry in book.services.services.items()},
        dependencies={
            key: words.text(entry.name) for key, entry in book.services.dependencies.items()
        },
        holders=holders,
        registers={key: words.text(entry.title) for key, entry in book.registers.items()},
        processes={key: words.text(process.title) for key, process in book.processes.items()},
        nodes={
            (key, node.id): words.text(node.title)
            for key, process in book.processes.items()
            for node in process.nodes
        },
        withheld=words.say("withheld-record"),
    )


def _texts(words: Words, texts: Mapping[str, Text]) -> dict[str, str]:
    return {key: words.text(text) for key, text in texts.items()}


def _likelihood(criteria: Criteria, words: Words) -> tuple[StepName, ...]:
    scale = criteria.likelihood
    return tuple(
        _step(
            words,
            step,
            words.likelihood_range(step, scale.kind),
            words.likelihood_bounds(step, scale.kind),
        )
        for step in scale.steps
    )


def _impact(criteria: Criteria, words: Words) -> tuple[StepName, ...]:
    money = any(dimension.money for dimension in criteria.impact.dimensions)
    return tuple(
        _step(words, step, amounts, amounts)
        for step in criteria.impact.steps
        for amounts in (words.impact_range(step) if money else "",)
    )


def _step(words: Words, step: ScaleStep, numbers: str, bounds: str) -> StepName:
    name = words.plain(step.name)
    short = words.say("step.short", value=step.value, name=name)
    full = words.say("step.full", step=short, range=numbers) if numbers else short
    return StepName(step.value, name, short, numbers, bounds, full)
