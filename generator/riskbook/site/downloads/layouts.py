"""The sheets that are no tables: the criteria with their legend, and the matrix at a stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from riskbook.assessing.palettes import LevelColour, colours
from riskbook.assessing.standing import at
from riskbook.site.downloads.sheet import Box
from riskbook.site.downloads.styles import UNLESS_NONE, Across, Face, Style
from riskbook.site.downloads.table import Value
from riskbook.site.edition import Edition
from riskbook.site.views.register import plain
from riskbook.site.views.scales import ScalesView, scales_view
from riskbook.site.views.selection import open_risks

LINE = "#d0d5db"
HEAD = Style(Face.STRONG, background="#24303c", ink="#ffffff", boxed=LINE)
TITLE = Style(Face.LARGE, wraps=False)
SECTION = Style(Face.STRONG, wraps=False)
MUTED = Style(Face.MUTED, wraps=False)
SENTENCE = Style(wraps=False)
BOXED = Style(boxed=LINE)
STEP = Style(Face.STRONG, boxed=LINE)

MOST_IDS = 60
"""Ids that a cell of the matrix names; the register has them all."""

CRITERIA_WIDTHS = (28, 26, 34, 34, 34, 34)
_SECTIONS_APART: tuple[Box, ...] = ()

Rows = list[Sequence[Box]]


def level_style(colour: LevelColour, style: Style = BOXED) -> Style:
    """A look on the colour of a level, in letters that can be read on it."""
    return Style(
        style.face, style.number, style.across, colour.background, colour.text, style.boxed
    )


def criteria_rows(edition: Edition) -> Rows:
    """Where the figures come from, the legend of the levels, the scales, the appetite."""
    say, site = edition.words.say, edition.site
    view = scales_view(edition)
    about = say(
        "downloads.about",
        day=edition.words.day(site.today),
        version=view.version,
        commit=site.stamp.commit or "-",
    )
    rows: Rows = [
        [Box(edition.words.plain(site.book.settings.title), TITLE)],
        [Box(about, MUTED)],
        _SECTIONS_APART,
        *_section(say("method.levels"), _levels(edition, view)),
        *_section(say("method.likelihood"), _likelihood(edition, view)),
        *_section(say("method.impact"), _impact(edition, view)),
        *_section(
            say("method.ranking"), [[Box(key, SENTENCE)] for key in (*view.ranking, view.score)]
        ),
    ]
    if view.appetite:
        rows += _section(say("method.appetite"), _appetite(edition, view))
    if view.acceptance:
        rows += _section(
            say("method.acceptance"), [[Box(plain(line), SENTENCE)] for line in view.acceptance]
        )
    return rows


def matrix_rows(edition: Edition, stage: str) -> Rows:
    """How many open risks stand in each cell at a stage, and below which they are."""
    say, names = edition.words.say, edition.names
    inside: dict[tuple[int, int], list[str]] = defaultdict(list)
    cells: dict[int, list[str]] = {}  # thousands stand on a few dozen places
    for key in open_risks(edition):
        stages = edition.stages(key)
        among = cells.get(id(stages))
        if among is None:
            position = at(stages, stage)
            among = inside[position.likelihood, position.impact] if position else []
            cells[id(stages)] = among
        among.append(key)
    number = Style(Face.LARGE, UNLESS_NONE, Across.CENTRE, boxed=LINE)
    title = say("matrix.caption", stage=say(f"stage.{stage}"))
    as_of = say("downloads.as-of", day=edition.words.day(edition.site.today))
    head = [
        Box(say("downloads.axes"), HEAD),
        *(Box(_two_lines(step.short, step.bounds), HEAD) for step in names.likelihood),
    ]

    def grid(style: Style, fill: dict[tuple[int, int], Value]) -> Rows:
        rows: Rows = [head]
        for impact in reversed(names.impact):
            boxes = [Box(_two_lines(impact.short, impact.range), STEP)]
            for likelihood in names.likelihood:
                level = site_matrix[impact.value - 1][likelihood.value - 1]
                look = level_style(shades[level], style) if level >= 0 else style
                boxes.append(Box(fill.get((likelihood.value, impact.value)), look))
            rows.append(boxes)
        return rows

    criteria = edition.site.book.criteria
    site_matrix, shades = criteria.matrix, colours(criteria)
    return [
        [Box(title, TITLE)],
        [Box(as_of, MUTED)],
        _SECTIONS_APART,
        *grid(number, {place: len(ids) for place, ids in inside.items()}),
        _SECTIONS_APART,
        [Box(say("downloads.which"), SECTION)],
        *grid(BOXED, {place: _listed(edition, ids) for place, ids in inside.items()}),
        _SECTIONS_APART,
        *(
            [Box(level.name, level_style(shade))]
            for level, shade in reversed(list(zip(names.levels, shades, strict=True)))
        ),
    ]


def matrix_widths(edition: Edition) -> tuple[int, ...]:
    """The widths of the matrix' columns: the steps of impact, then a cell for each likelihood."""
    return (30, *(22 for _ in edition.names.likelihood))


def _listed(edition: Edition, ids: Sequence[str]) -> str:
    rest = len(ids) - MOST_IDS
    named = ", ".join(ids[:MOST_IDS])
    return edition.words.say("downloads.and-more", ids=named, count=rest) if rest > 0 else named


def _two_lines(first: str, second: str) -> str:
    return f"{first}\n{second}" if second else first


def _section(title: str, rows: Iterable[Sequence[Box]]) -> Rows:
    return [[Box(title, SECTION)], *rows, _SECTIONS_APART]


def _heads(edition: Edition, *keys: str) -> list[Box]:
    return [Box(edition.words.say(f"col.{key}"), HEAD) for key in keys]


def _levels(edition: Edition, view: ScalesView) -> Rows:
    say = edition.words.say
    shades = reversed(colours(edition.site.book.criteria))
    return [
        _heads(edition, "level", "cadence", "needs", "approved-by"),
        *(
            [
                Box(plain(row.chip), level_style(shade, STEP)),
                Box(row.review_every, BOXED),
                Box(row.needs or say("method.needs-nothing"), BOXED),
                Box(plain(row.approval) or say("method.owner-decides"), BOXED),
            ]
            for row, shade in zip(view.levels, shades, strict=True)
        ),
    ]


def _likelihood(edition: Edition, view: ScalesView) -> Rows:
    return [
        _heads(edition, "step", "numbers", "also"),
        *(
            [Box(row.step, STEP), Box(row.range, BOXED), Box(plain(row.words), BOXED)]
            for row in view.likelihood
        ),
    ]


def _impact(edition: Edition, view: ScalesView) -> Rows:
    return [
        [*_heads(edition, "step", "numbers"), *(Box(name, HEAD) for name in view.dimensions)],
        *(
            [
                Box(row.step, STEP),
                Box(row.range, BOXED),
                *(Box(plain(example), BOXED) for example in row.examples),
            ]
            for row in view.impact
        ),
    ]


def _appetite(edition: Edition, view: ScalesView) -> Rows:
    shades = colours(edition.site.book.criteria)
    limits = [appetite.limit for appetite in edition.site.book.criteria.appetite]
    return [
        _heads(edition, "category", "limit", "statement", "days-to-act", "tolerance"),
        *(
            [
                Box(plain(row.category), STEP),
                Box(plain(row.limit), level_style(shades[limit])),
                Box(plain(row.statement), BOXED),
                Box(plain(row.days_to_act), BOXED),
                Box(plain(row.tolerance), BOXED),
            ]
            for row, limit in zip(view.appetite, limits, strict=True)
        ),
    ]
