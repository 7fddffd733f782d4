"""The sheets with thousands of rows, packed span by span.

A new score moves the risks between its old place and its new one; the spans above and below say
what they said, and are taken as they were packed then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from itertools import accumulate
from typing import Any, NamedTuple

from riskbook.site.downloads.cells import AT, SheetColumn, letter, widest
from riskbook.site.downloads.packing import Packed, pack
from riskbook.site.downloads.risk_rows import RiskRows
from riskbook.site.downloads.sheet import END, MOST_LINKS, Listed, Sheet, relations

_SPAN = 500
"""Risks of a span."""

_FIRST = 2
"""The number of the first row below the heads."""

_MARK = AT.encode()

Made = tuple[bytes, Any]
"""What a piece says, and what to know of it beside that."""

Link = tuple[int, bytes]
"""The number of a row, and where the cell in it leads."""


class Spans:
    """What is packed now, and ``before`` it; ``anew`` are the risks of which other is said."""

    def __init__(self, before: Mapping[str, tuple[Any, ...]], anew: frozenset[str]) -> None:
        self._before = before
        self._anew = anew
        self.now: dict[str, tuple[Any, ...]] = {}
        self.made: list[str] = []

    def piece(
        self, name: str, ids: Sequence[str], shows: bytes, make: Callable[[], Made]
    ) -> tuple[Packed, Any]:
        """A piece about some risks, made where anything about it is another than before.

        ``shows`` is what it shows beside what is said of its risks.
        """
        told = blake2b(b"\0".join((*map(str.encode, ids), shows)), digest_size=16).digest()
        found = self._before.get(name)
        if found is None or found[0] != told or not self._anew.isdisjoint(ids):
            content, beside = make()
            found = (told, *pack(content), beside)
            self.made.append(name)
        self.now[name] = found
        return Packed(*found[1:5]), found[5]


class LongTable(NamedTuple):
    """A table of risks in their ``order``; ``head`` is its first row.

    ``more`` are rows below those of the risks, with their links; ``widths`` those that heads and
    these rows ask for.
    """

    name: str
    columns: Sequence[SheetColumn]
    frozen: int
    head: str
    rows: Mapping[str, RiskRows]
    order: Sequence[str]
    widths: Sequence[bytes]
    more: Sequence[bytes] = ()
    more_links: Sequence[bytes] = ()

    def spans(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The risks of each span, and how many are above it."""
        for at in range(0, len(self.order), _SPAN):
            yield at, self.order[at : at + _SPAN]


def register_sheet(
    table: LongTable,
    ranked: Mapping[str, tuple[bytes, bytes]],
    plan: int,
    page: Callable[[str], str],
    spans: Spans,
) -> Sheet:
    """The register: ``ranked`` are the cells of rank and reason, ``page`` gives addresses.

    ``plan`` is the column that names a plan.
    """
    known, order = table.rows, sorted(table.order)
    number = {key: at for at, key in enumerate(order, start=1)}

    def rows(at: int, ids: Sequence[str]) -> Made:
        lines = []
        for row, key in enumerate(ids, start=_FIRST + at):
            one, (rank, why) = known[key], ranked[key]
            line = b"".join((one.before, rank, one.between, why, one.after))
            lines.append(line.replace(_MARK, b"%d" % row))
        return b"".join(lines), widest([known[key].widths for key in ids])

    def pages(at: int, ids: Sequence[str]) -> Iterator[Link]:
        for row, key in enumerate(ids, start=_FIRST + at):
            yield row, b'r:id="rId%d"' % number[key]

    def plans(at: int, ids: Sequence[str]) -> Iterator[Link]:
        for row, key in enumerate(ids, start=_FIRST + at):
            if known[key].plan:
                yield row, known[key].plan

    lines = [
        spans.piece(
            f"register {at}",
            ids,
            b"\0".join(cell for key in ids for cell in ranked[key]),
            partial(rows, at, ids),
        )
        for at, ids in table.spans()
    ]
    links = _Links(spans)
    for column, of in ((0, pages), (plan, plans)):
        for at, ids in table.spans():
            links.add(f"register {at}", column, ids, len(ids), partial(of, at, ids))
    addresses, _ = spans.piece(
        *("register pages", (), "\0".join(order).encode()),
        lambda: (relations(map(page, order)).encode(), None),
    )
    return _sheet(table, len(order), lines, links.packed, (addresses,) if order else ())


def action_sheet(table: LongTable, register: str, spans: Spans) -> Sheet:
    """The actions, each with a link to the row of its risk; ``register`` is that before its number.

    Those of the exercises follow.
    """
    known = table.rows
    counts = [len(known[key].actions) for key in table.order]
    above = list(accumulate(counts, initial=0))

    def rows(at: int, ids: Sequence[str]) -> Made:
        lines, row = [], _FIRST + above[at]
        for key in ids:
            for action in known[key].actions:
                lines.append(action.replace(_MARK, b"%d" % row))
                row += 1
        widths = (known[key].action_widths for key in ids)
        return b"".join(lines), widest([table.widths[0], *filter(None, widths)])

    def records(at: int, ids: Sequence[str]) -> Iterator[Link]:
        row, start = _FIRST + above[at], f'location="{register}'.encode()
        for of, key in enumerate(ids, start=_FIRST + at):
            leads = b'%b%d"' % (start, of)
            for _ in known[key].actions:
                yield row, leads
                row += 1

    lines, links = [], _Links(spans)
    for at, ids in table.spans():
        count, begins = above[at + len(ids)] - above[at], b"%d" % above[at]
        lines.append(spans.piece(f"actions {at}", ids, begins, partial(rows, at, ids)))
        links.add(f"actions {above[at]} {at}", 0, ids, count, partial(records, at, ids))
    more = b"".join(
        line.replace(_MARK, b"%d" % row)
        for row, line in enumerate(table.more, start=_FIRST + above[-1])
    )
    more_links = (
        (row, leads)
        for row, leads in enumerate(table.more_links, start=_FIRST + above[-1])
        if leads
    )
    lines.append((pack(more), table.widths[0]))
    links.packed.append(pack(b"".join(_linked(0, more_links)[: links.room])))
    return _sheet(table, above[-1] + len(table.more), lines, links.packed, ())


class _Links:
    """The links of a sheet, not more than there is ``room`` for."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        self.packed: list[Packed] = []
        self.room = MOST_LINKS

    def add(
        self,
        span: str,
        column: int,
        ids: Sequence[str],
        most: int,
        make: Callable[[], Iterable[Link]],
    ) -> None:
        """Those of a column in a span, which may be as many as ``most``."""
        few = min(most, self.room)

        def made() -> Made:
            found = _linked(column, make())[:few]
            return b"".join(found), len(found)

        packed, count = self._spans.piece(f"{span} links {column}", ids, b"%d" % few, made)
        self.packed.append(packed)
        self.room -= count


def _linked(column: int, links: Iterable[Link]) -> list[bytes]:
    start = f'<hyperlink ref="{letter(column)}'.encode()
    return [b'%b%d" %b/>' % (start, row, leads) for row, leads in links]


def _sheet(
    table: LongTable,
    count: int,
    lines: Sequence[tuple[Packed, bytes]],
    links: Sequence[Packed],
    addresses: Sequence[Packed],
) -> Sheet:
    widths = widest([*table.widths, *(widths for _, widths in lines)])
    around = Listed(table.columns, _FIRST - 1 + count, table.frozen)
    is_linked = any(link.size for link in links)
    body = (
        pack((around.before(widths) + table.head).encode()),
        *(packed for packed, _ in lines),
        pack(f"{around.after}{'<hyperlinks>' if is_linked else ''}".encode()),
        *links,
        pack(f"{'</hyperlinks>' if is_linked else ''}{END}".encode()),
    )
    return Sheet(table.name, body, addresses, around.filtered)
