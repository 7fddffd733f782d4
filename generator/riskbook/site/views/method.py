"""The method: how risks are assessed in this book, in plain words."""

from __future__ import annotations

from typing import NamedTuple

from riskbook.assessing.self_test import test_matrix
from riskbook.assessing.self_test_words import self_test_lines
from riskbook.site.edition import Edition
from riskbook.site.views.matrix import MatrixView, bare_matrix
from riskbook.site.views.palette import Check, PaletteView, palette_view
from riskbook.site.views.scales import (
    AppetiteLine,
    ImpactRow,
    LevelRow,
    LikelihoodRow,
    scales_view,
)


class Named(NamedTuple):
    """A word of the book and the key it is written by."""

    key: str
    name: str


class MethodView(NamedTuple):
    """The page of the criteria in force."""

    version: str
    lead: str
    likelihood: tuple[LikelihoodRow, ...]
    dimensions: tuple[str, ...]
    impact: tuple[ImpactRow, ...]
    money: bool
    matrix: MatrixView
    levels: tuple[LevelRow, ...]
    ranking: tuple[str, ...]
    score: str
    appetite: tuple[AppetiteLine, ...]
    acceptance: tuple[str, ...]
    categories: tuple[Named, ...]
    sources: tuple[Named, ...]
    palette: PaletteView
    self_test: tuple[Check, ...]


def method_view(edition: Edition) -> MethodView:
    """The criteria in words with their numbers, and what the colours' test found."""
    criteria, words = edition.site.book.criteria, edition.words
    return MethodView(
        **scales_view(edition)._asdict(),
        lead=words.say("method.lead", version=criteria.version),
        money=any(dimension.money for dimension in criteria.impact.dimensions),
        matrix=bare_matrix(edition, words.say("method.matrix-caption")),
        categories=tuple(Named(key, words.text(text)) for key, text in criteria.categories),
        sources=tuple(Named(key, words.text(text)) for key, text in criteria.sources),
        palette=palette_view(edition),
        self_test=tuple(
            Check(line.outcome.value, words.catalogue.say(line.saying))
            for line in self_test_lines(test_matrix(criteria), criteria)
        ),
    )
