"""What the workbook says of each risk: its row in the register, those of its actions.

Cells name texts by their numbers. Those that a book has whatever its risks are (names of levels,
steps and people) come first, then those of the risks, in the order of their ids. So the rows of the
build before hold as long as no risk has another text; as soon as one has, all are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from riskbook.site.downloads.cells import AT, Cells, SheetColumn, Strings, widest
from riskbook.site.downloads.other_tables import measure_rows
from riskbook.site.downloads.register_table import RANK, WHY, register_rows
from riskbook.site.downloads.sheet import attribute
from riskbook.site.downloads.styles import Styles
from riskbook.site.edition import Edition
from riskbook.site.lines import Lines

_TEXTS = re.compile(rb't="s"><v>(\d+)<')


class RiskRows(NamedTuple):
    """One risk: its row in three parts, between which rank and reason belong, and its actions.

    ``plan`` is where the cell of its plan leads, empty for nowhere. ``texts`` tells one set of
    texts from another.
    """

    before: bytes
    between: bytes
    after: bytes
    widths: bytes
    plan: bytes
    actions: tuple[bytes, ...]
    action_widths: bytes
    texts: bytes


class Written(NamedTuple):
    """The rows of all risks. ``anew`` are those that are not of the build before.

    ``texts`` are those of the risks, None where they are as they were; ``end`` is the number of
    the first text after them.
    """

    rows: Mapping[str, RiskRows]
    anew: frozenset[str]
    texts: Sequence[str] | None
    end: int


class Tables(NamedTuple):
    """The tables of risks and of their actions; ``plan`` is the column that names a plan.

    ``plan_rows`` gives the place of a plan in the workbook, ``""`` where it has none.
    """

    register: Sequence[SheetColumn]
    actions: Sequence[SheetColumn]
    plan: int
    plan_rows: Mapping[str, str]


def written_rows(
    edition: Edition,
    tables: Tables,
    styles: Styles,
    fixed: Strings,
    kept: tuple[Mapping[str, tuple[object, ...]], int | None],
    lines: Lines,
) -> Written:
    """The rows; ``kept`` are those of the build before, and the number of its last text."""
    ids = sorted(edition.risks)
    before, end = kept
    again = [key for key in ids if key in (lines.again or ())]
    if end is not None and all(key in before for key in ids):
        known = {key: RiskRows._make(before[key]) for key in ids}
        rows = _renewed(edition, tables, styles, fixed, known, again)
        if rows is not None:
            return Written(rows, frozenset(again), None, end)
    strings = Strings(fixed.places, fixed.end)
    made, _ = _made(edition, tables, styles, strings, ids)
    return Written(made, frozenset(ids), list(strings.places), strings.end)


def _renewed(
    edition: Edition,
    tables: Tables,
    styles: Styles,
    fixed: Strings,
    known: dict[str, RiskRows],
    again: Sequence[str],
) -> dict[str, RiskRows] | None:
    """The rows of the build before, some of them made again; None where a text is another.

    Which numbers the texts have shows in the rows as they were.
    """
    made, texts = _made(edition, tables, styles, Strings(fixed.places, fixed.end), again)
    places = dict(fixed.places)
    for key in again:
        if made[key].texts != known[key].texts:
            return None
        numbers = filter(fixed.end.__le__, _numbers(known[key]))
        own = (text.partition(" ")[2] for text in texts[key])
        places.update(zip(own, numbers, strict=True))
    sound, _ = _made(edition, tables, styles, Strings(places), again)
    return known | {key: one._replace(texts=made[key].texts) for key, one in sound.items()}


def _numbers(rows: RiskRows) -> Iterable[int]:
    parts = (rows.before, rows.between, rows.after, *rows.actions)
    return map(int, chain.from_iterable(map(_TEXTS.findall, parts)))


def _made(
    edition: Edition, tables: Tables, styles: Styles, strings: Strings, ids: Sequence[str]
) -> tuple[dict[str, RiskRows], dict[str, list[str]]]:
    """The rows of some risks, and the texts in them that are not known beforehand."""
    table = list(register_rows(edition, ids))
    register = list(Cells(tables.register, styles, strings).rows(table))
    measures = list(measure_rows(edition, ids))
    flat = list(chain.from_iterable(measures))
    actions = iter(list(Cells(tables.actions, styles, strings).rows(flat)))
    rows, texts = {}, {}
    for key, values, row, todo in zip(ids, table, register, measures, strict=True):
        mine = [next(actions) for _ in todo]
        texts[key] = [*row.own, *chain.from_iterable(one.own for one in mine)]
        plan = values[tables.plan]
        leads = tables.plan_rows.get(plan, "") if isinstance(plan, str) else ""
        rows[key] = RiskRows(
            f'<row r="{AT}">{"".join(row.cells[:RANK])}'.encode(),
            "".join(row.cells[RANK + 1 : WHY]).encode(),
            f"{''.join(row.cells[WHY + 1 :])}</row>".encode(),
            row.widths,
            f"location={attribute(leads)}".encode() if leads else b"",
            tuple(one.line for one in mine),
            widest([one.widths for one in mine]) if mine else b"",
            blake2b("\0".join(texts[key]).encode(errors="surrogatepass"), digest_size=16).digest(),
        )
    return rows, texts
