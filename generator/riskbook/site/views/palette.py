"""The colours of the levels on the Method page: what they are worth to readers, in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from markupsafe import Markup

from riskbook.assessing.palettes import (
    LEAST_CONTRAST,
    LEAST_DISTANCE,
    SHIPPED,
    PaletteTest,
    Vision,
    colour_test,
    colours,
    palette_test,
    seen_as,
    shipped_colours,
)
from riskbook.assessing.self_test_words import Outcome
from riskbook.site.edition import Edition

SWATCH, HEIGHT, GAP = 44, 22, 2


class Check(NamedTuple):
    """One result of a self-test: a sentence, and whether it is ``kept``, ``broken`` or ``told``."""

    outcome: str
    words: str


class Figure(NamedTuple):
    """A measured number, and whether it is as good as is asked."""

    number: str
    weak: bool


class Sight(NamedTuple):
    """How one kind of eyes sees the colours, and which two levels look most alike to them."""

    name: str
    drawing: str
    nearest: str
    distance: Figure


class PairRow(NamedTuple):
    """Two levels, and how far apart each kind of eyes sees them."""

    lower: str
    upper: str
    distances: tuple[Figure, ...]


class LevelRow(NamedTuple):
    """A level with its colour and the contrast of the text on it."""

    chip: str
    colour: str
    contrast: Figure


class PaletteRow(NamedTuple):
    """A palette for as many levels as the book has. ``mine`` is that of the book."""

    name: str
    drawing: str
    contrast: Figure
    distances: tuple[Figure, ...]
    mine: bool


class PaletteView(NamedTuple):
    """The section about colours. ``sights`` and ``pairs`` are empty with a single level."""

    lead: str
    checks: tuple[Check, ...]
    visions: tuple[str, ...]
    sights: tuple[Sight, ...]
    levels: tuple[LevelRow, ...]
    pairs: tuple[PairRow, ...]
    palettes: tuple[PaletteRow, ...]


def palette_view(edition: Edition) -> PaletteView:
    """What the palette of the book is worth, and those that it might take instead."""
    criteria, words = edition.site.book.criteria, edition.words
    test = palette_test(criteria)
    shades = [level.background for level in colours(criteria)]
    return PaletteView(
        lead=words.say(
            "palette.lead",
            contrast=words.number(LEAST_CONTRAST),
            distance=words.number(LEAST_DISTANCE),
        ),
        checks=tuple(_checks(edition, test)),
        visions=tuple(words.named("vision", vision) for vision in Vision),
        sights=tuple(_sights(edition, test, shades)),
        levels=tuple(
            LevelRow(level.chip, shade, _contrast(edition, ratio))
            for level, shade, ratio in reversed(
                list(zip(edition.names.levels, shades, test.contrasts, strict=True))
            )
        ),
        pairs=tuple(_pairs(edition, test)),
        palettes=tuple(_palettes(edition, test, shades)),
    )


def _checks(edition: Edition, test: PaletteTest) -> Iterator[Check]:
    words, levels = edition.words, edition.names.levels
    yield _check(
        words.say(
            "palette.readable" if test.readable else "palette.unreadable",
            ratio=words.number(round(test.contrast, 1)),
            least=words.number(LEAST_CONTRAST),
            level=levels[test.contrast_level].name,
        ),
        kept=test.readable,
    )
    weak = test.confusable
    for found in weak or ([test.nearest] if test.nearest else []):
        yield _check(
            words.say(
                "palette.too-near" if weak else "palette.apart",
                vision=words.named("vision", found.vision),
                distance=_shown(edition, found.distance),
                least=words.number(LEAST_DISTANCE),
                lower=levels[found.lower].name,
                upper=levels[found.upper].name,
            ),
            kept=not weak,
        )


def _check(words: str, *, kept: bool) -> Check:
    return Check((Outcome.KEPT if kept else Outcome.BROKEN).value, words)


def _sights(edition: Edition, test: PaletteTest, shades: Sequence[str]) -> Iterator[Sight]:
    words, levels = edition.words, edition.names.levels
    for found in test.distances:
        yield Sight(
            words.named("vision", found.vision),
            _drawn([seen_as(shade, found.vision) for shade in shades]),
            words.say(
                "palette.pair", lower=levels[found.lower].name, upper=levels[found.upper].name
            ),
            _distance(edition, found.distance),
        )


def _pairs(edition: Edition, test: PaletteTest) -> Iterator[PairRow]:
    levels = edition.names.levels
    known = {(found.lower, found.upper, found.vision): found.distance for found in test.apart}
    for lower, upper in combinations(range(len(levels)), 2):
        yield PairRow(
            levels[lower].chip,
            levels[upper].chip,
            tuple(_distance(edition, known[lower, upper, vision]) for vision in Vision),
        )


def _palettes(edition: Edition, test: PaletteTest, shades: Sequence[str]) -> Iterator[PaletteRow]:
    """The palette of the book, if it is one of its own, and the shipped ones."""
    words, mine = edition.words, edition.site.book.criteria.palette
    if mine not in SHIPPED:
        name = words.say("palette.name.custom")
        yield _palette_row(edition, name, shades, test, mine=True)
    for key in SHIPPED:
        taken = shipped_colours(key, len(shades))
        name = words.say(f"palette.name.{key}")
        yield _palette_row(edition, name, taken, colour_test(taken), mine=key == mine)


def _palette_row(
    edition: Edition, name: str, shades: Sequence[str], test: PaletteTest, *, mine: bool
) -> PaletteRow:
    return PaletteRow(
        name,
        _drawn(shades),
        _contrast(edition, test.contrast),
        tuple(_distance(edition, found.distance) for found in test.distances),
        mine,
    )


def _contrast(edition: Edition, ratio: float) -> Figure:
    return Figure(edition.words.number(round(ratio, 1)), ratio < LEAST_CONTRAST)


def _distance(edition: Edition, distance: float) -> Figure:
    return Figure(_shown(edition, distance), distance < LEAST_DISTANCE)


def _shown(edition: Edition, distance: float) -> str:
    """One decimal; what is below the least is never rounded up to it."""
    shown = round(distance, 1)
    if distance < LEAST_DISTANCE <= shown:
        shown = LEAST_DISTANCE - 0.1
    return edition.words.number(shown)


def _drawn(shades: Sequence[str]) -> str:
    """Swatches side by side, the lowest level first, for the eye only."""
    width = len(shades) * (SWATCH + GAP) - GAP
    swatches = "".join(
        f'<rect x="{index * (SWATCH + GAP)}" width="{SWATCH}" height="{HEIGHT}" rx="4"'
        f' fill="{shade}"/>'
        for index, shade in enumerate(shades)
    )
    return Markup(  # noqa: S704  ours
        f'<svg class="swatches" aria-hidden="true" focusable="false" viewBox="0 0 {width} {HEIGHT}"'
        f' width="{width}" height="{HEIGHT}">{swatches}</svg>'
    )
