"""What other sites show beside a link: the open risks by level, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from riskbook.assessing.palettes import LevelColour
from riskbook.model.book import Book
from riskbook.model.terms import Status
from riskbook.picturing.matrix_picture import MatrixPicture, PicturedLevel, picture_day
from riskbook.wording import Catalogue


@dataclass(frozen=True, slots=True)
class CardCell:
    """A cell of the small matrix: the number of risks in it, on its colour, None without one."""

    count: int
    colour: LevelColour | None


class CardPicture(NamedTuple):
    """All that is drawn, in words of one language. ``cells[impact - 1][likelihood - 1]``.

    ``levels`` are the lowest first; ``impact`` and ``likelihood`` name the axes.
    """

    title: str
    subtitle: str
    levels: tuple[PicturedLevel, ...]
    cells: tuple[tuple[CardCell, ...], ...]
    impact: str
    likelihood: str
    alt: str

    def texts(self) -> Iterator[str]:
        """Every text of the picture, for the fonts."""
        yield from (self.title, self.subtitle, self.impact, self.likelihood)
        for level in self.levels:
            yield level.name


def picture_card(
    book: Book, matrix: MatrixPicture, catalogue: Catalogue, today: date
) -> CardPicture:
    """The card of a book; ``matrix`` is that of its current risks."""
    shades = [level.colour for level in matrix.levels]
    title = book.settings.title.read(catalogue.language)
    count = sum(1 for risk in book.risks.values() if risk.status is Status.OPEN)
    subtitle = catalogue.word("card.subtitle", count=count, day=picture_day(today, catalogue))
    return CardPicture(
        title=title,
        subtitle=subtitle,
        levels=matrix.levels,
        cells=tuple(
            tuple(
                CardCell(cell.count, shades[cell.level] if cell.level >= 0 else None)
                for cell in row
            )
            for row in matrix.cells
        ),
        impact=catalogue.word("card.impact"),
        likelihood=catalogue.word("card.likelihood"),
        alt=catalogue.word("card.alt", title=title, subtitle=subtitle),
    )
