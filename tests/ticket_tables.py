"""Tables of tickets and problem types for tests, from the texts alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from riskbook.model.records import Source
from riskbook.model.terms import DateOrder
from riskbook.model.tickets import (
    ProblemType,
    ProblemTypes,
    TableForm,
    TicketColumns,
    TicketExport,
    Tickets,
)
from riskbook.wording.saying import Text
from samples import REGISTER

FIRST = datetime.combine(date(2026, 10, 1), time(9))


def table(
    texts: Sequence[str], of: str = "calls", categories: Sequence[str] = (), start: int = 1
) -> Tickets:
    """One ticket an hour, T1, T2 and so on."""
    ids = tuple(f"T{number}" for number in range(start, start + len(texts)))
    return Tickets(
        of=of,
        source=Source(f"registers/{REGISTER}/tickets/{of}.csv", REGISTER, "0" * 16),
        ids=ids,
        opened=tuple(FIRST + timedelta(hours=number) for number in range(len(texts))),
        resolved=(None,) * len(texts),
        hours=(None,) * len(texts),
        categories=tuple(categories) or ("",) * len(texts),
        texts=tuple(texts),
        lines=tuple(range(2, len(texts) + 2)),
        rows=len(texts),
    )


def export(of: str = "calls", language: str = "en", *, confidential: bool = False) -> TicketExport:
    form = TableForm("comma", "utf-8", DateOrder.YEAR_MONTH_DAY, "Asia/Shanghai", (), ".")
    return TicketExport(
        id=of,
        source=Source(f"registers/{REGISTER}/tickets/{of}.yml", REGISTER, "0" * 16),
        title=Text.of("en", "Calls"),
        file=f"{of}.csv",
        language=language,
        service="",
        start=date(2026, 9, 1),
        end=date(2026, 11, 22),
        form=form,
        columns=TicketColumns("Number", "Opened", "", "", "Text", ""),
        confidential=confidential,
    )


def kind(  # a type has as many ways to be recognised
    key: str = "PT-01",
    name: str = "Remote access drops",
    *,
    categories: tuple[str, ...] = (),
    any_of: tuple[str, ...] = (),
    all_of: tuple[str, ...] = (),
    none_of: tuple[str, ...] = (),
    examples: tuple[str, ...] = (),
    retired: bool = False,
) -> ProblemType:
    return ProblemType(
        key, Text.of("en", name), categories, any_of, all_of, none_of, examples, retired
    )


def types(*kinds: ProblemType, floor: float = 0.3) -> ProblemTypes:
    return ProblemTypes(Source("registers/problem-types.yml", "", "0" * 16), floor, kinds)
