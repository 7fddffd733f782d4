"""The scales, the levels and the appetite of the criteria in force, in plain words."""

from __future__ import annotations

import re
from typing import NamedTuple

from riskbook.model.criteria import ScaleStep
from riskbook.site.edition import Edition
from riskbook.site.elements import foreign

_HAN = re.compile(r"[\u3400-\u9fff]")


class LikelihoodRow(NamedTuple):
    """One step of the likelihood scale."""

    step: str
    range: str
    words: str


class ImpactRow(NamedTuple):
    """One step of the impact scale; ``examples`` follow the dimensions."""

    step: str
    range: str
    examples: tuple[str, ...]


class LevelRow(NamedTuple):
    """What a level asks for."""

    chip: str
    review_every: str
    needs: str
    approval: str


class AppetiteLine(NamedTuple):
    """What a category may hold."""

    category: str
    statement: str
    limit: str
    days_to_act: str
    tolerance: str


class ScalesView(NamedTuple):
    """What is counted and measured by; ``dimensions`` are those of the impact."""

    version: str
    likelihood: tuple[LikelihoodRow, ...]
    dimensions: tuple[str, ...]
    impact: tuple[ImpactRow, ...]
    levels: tuple[LevelRow, ...]
    ranking: tuple[str, ...]
    score: str
    appetite: tuple[AppetiteLine, ...]
    acceptance: tuple[str, ...]


def scales_view(edition: Edition) -> ScalesView:
    """The criteria in words with their numbers."""
    criteria, words, names = edition.site.book.criteria, edition.words, edition.names
    return ScalesView(
        version=criteria.version,
        likelihood=tuple(
            LikelihoodRow(name.short, name.range, _also(edition, step))
            for name, step in zip(names.likelihood, criteria.likelihood.steps, strict=True)
        ),
        dimensions=tuple(names.dimensions.values()),
        impact=tuple(
            ImpactRow(
                name.short,
                name.range,
                tuple(_example(edition, step, key) for key in names.dimensions),
            )
            for name, step in zip(names.impact, criteria.impact.steps, strict=True)
        ),
        levels=_levels(edition),
        ranking=tuple(words.named("ranking", key) for key in criteria.ranking),
        score=words.named("score", criteria.score),
        appetite=_appetite(edition),
        acceptance=_acceptance(edition),
    )


def _also(edition: Edition, step: ScaleStep) -> str:
    """The words an author may write for a step, besides its name: of all languages at once."""
    name = edition.words.plain(step.name)
    han_is_own = edition.words.language in ("ja", "ko", "zh")
    return edition.words.listing(
        foreign(word, "zh") if _HAN.search(word) and not han_is_own else word
        for word in step.words
        if word != name
    )


def _example(edition: Edition, step: ScaleStep, dimension: str) -> str:
    examples = dict(step.examples)
    return edition.words.text(examples.get(dimension) or examples.get(""))


def _levels(edition: Edition) -> tuple[LevelRow, ...]:
    words, names = edition.words, edition.names
    levels = edition.site.book.criteria.levels
    return tuple(
        LevelRow(
            chip=name.chip,
            review_every=words.say("method.every", period=words.period(level.review_every)),
            needs=str(
                words.listing(
                    words.say(f"method.needs-{need}")
                    for need, wanted in (
                        ("plan", level.needs_plan),
                        ("actions", level.needs_actions),
                    )
                    if wanted
                )
            ),
            approval=names.authority(level.approval) if level.approval else "",
        )
        for name, level in reversed(list(zip(names.levels, levels, strict=True)))
    )


def _appetite(edition: Edition) -> tuple[AppetiteLine, ...]:
    words, names = edition.words, edition.names
    return tuple(
        AppetiteLine(
            category=names.categories.get(appetite.category, appetite.category),
            statement=words.text(appetite.statement),
            limit=names.levels[appetite.limit].chip,
            days_to_act=words.say("count.days", count=appetite.days_to_act)
            if appetite.days_to_act
            else "",
            tolerance=words.say(
                "appetite.at-most",
                count=appetite.tolerance.at_most,
                level=names.levels[appetite.tolerance.level].name,
            )
            if appetite.tolerance
            else "",
        )
        for appetite in edition.site.book.criteria.appetite
    )


def _acceptance(edition: Edition) -> tuple[str, ...]:
    words, names = edition.words, edition.names
    bounds = edition.site.book.criteria.acceptance
    if bounds is None:
        return ()
    within = words.say(
        "method.accept-within",
        likelihood=names.likelihood_step(bounds.likelihood),
        impact=names.impact_step(bounds.impact),
    )
    beyond = (
        words.fill("method.accept-beyond", authority=names.authority(bounds.beyond))
        if bounds.beyond
        else words.say("method.accept-never")
    )
    return within, beyond, words.say("method.accept-longest", period=words.period(bounds.longest))
