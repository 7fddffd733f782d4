"""Proposed problem types, for a terminal: what was written, and what a person does now."""

from __future__ import annotations

from collections.abc import Sequence

from riskbook.identifying.proposing import Proposal, Proposed
from riskbook.reporting.cells import one_line, wrap
from riskbook.reporting.screen import Screen
from riskbook.reporting.tables import Cell, Column, Kind, table
from riskbook.wording import Catalogue


def proposals_as_text(
    new: Sequence[tuple[str, Proposal]],
    found: Proposed,
    path: str,
    words: Catalogue,
    screen: Screen,
) -> str:
    """The proposals as a table, how much they would leave unassigned, and that they need names."""
    columns = (
        Column(words.word("problem-types.column.id"), Kind.WORD),
        Column(words.word("problem-types.column.tickets"), Kind.FIGURE),
        Column(words.word("problem-types.column.name")),
        Column(words.word("problem-types.column.examples")),
    )
    rows = [
        (
            Cell(key),
            Cell(str(one.count)),
            Cell(one_line(one.name)),
            Cell(one_line(words.show(one.examples[:3]))),
        )
        for key, one in new
    ]
    left = words.word(
        "problem-types.left",
        before=found.unassigned,
        after=found.left,
        tickets=found.tickets,
        before_share=round(100 * found.unassigned / found.tickets),
        after_share=round(100 * found.left / found.tickets),
    )
    paragraphs = (left, words.word("problem-types.review"))
    return "\n".join(
        (
            words.word("problem-types.written", path=path, count=len(new)),
            "",
            table(columns, rows, screen),
            *(line for one in paragraphs for line in wrap(one, screen.width)),
            "",
        )
    )
