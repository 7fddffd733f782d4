"""RB810 to RB814: what is said of problem types beyond the examples of their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from riskbook.model.book import Book
from riskbook.model.discovery import Discovery
from riskbook.model.tickets import ProblemTypes, Tickets
from samples import sample_book
from ticket_tables import export, kind, table, types

Told = Callable[..., list[tuple[str, str, str]]]
MIXED = ["VPN drops"] * 4 + ["Printer jams"] * 6


def book(of: ProblemTypes | None, *tables: Tickets, unread: tuple[str, ...] = ()) -> Book:
    exports = {key: export(key) for key in (*(one.of for one in tables), *unread)}
    found = Discovery(problem_types=of, exports=exports, tickets={one.of: one for one in tables})
    return sample_book(discovery=found)


def codes(found: list[tuple[str, str, str]]) -> list[str]:
    return [code for code, _, _ in found]


def test_a_working_name_is_said_once_in_any_language(told: Told) -> None:
    named, unnamed = kind("PT-01", any_of=("vpn",)), kind("PT-02", "? jams", any_of=("jams",))
    found = told(book(types(named, unnamed), table(MIXED)))
    assert found == [
        (
            "RB810",
            "types/PT-02/name",
            "PT-02 still has the working name it was proposed with: “? jams”",
        )
    ]


def test_nothing_is_said_of_a_retired_type(told: Told) -> None:
    gone = kind("PT-02", "? jams", any_of=("vpn",), examples=("T99",), retired=True)
    vpn = kind("PT-01", any_of=("vpn", "jams"))
    assert told(book(types(vpn, gone), table(MIXED))) == []


def test_an_example_is_looked_for_in_all_exports_once_all_can_be_read(told: Told) -> None:
    every = kind("PT-01", any_of=("vpn", "jams"), examples=("T1", "T12", "T99"))
    tables = table(MIXED), table(MIXED, "later", start=11)
    assert [pointer for _, pointer, _ in told(book(types(every), *tables))] == [
        "types/PT-01/examples"
    ]
    assert told(book(types(every), *tables, unread=("broken",))) == []
    assert told(book(types(every))) == []


def test_a_type_is_idle_only_where_there_were_tickets_in_the_half_year(told: Told) -> None:
    idle = book(
        types(kind("PT-01", any_of=("vpn", "jams")), kind("PT-02", any_of=("fax",))), table(MIXED)
    )
    assert codes(told(idle)) == ["RB812"]
    assert "RB812" not in codes(told(idle, today=date(2027, 10, 1)))


def test_types_may_overlap_a_little(told: Told) -> None:
    texts = ["VPN password"] * 5 + ["VPN drops"] * 6
    password, vpn = kind("PT-01", any_of=("password",)), kind("PT-02", any_of=("vpn",))
    assert told(book(types(password, vpn), table(texts))) == []
    assert codes(told(book(types(password, vpn), table(texts[:10])))) == ["RB813"]
    assert codes(told(book(types(vpn, password), table(texts)))) == ["RB812", "RB813"]


def test_half_of_the_tickets_is_enough_and_few_are_not_judged(told: Told) -> None:
    vpn = types(kind("PT-01", any_of=("vpn",)))
    assert codes(told(book(vpn, table(MIXED)))) == ["RB814"]
    assert told(book(vpn, table(MIXED[:8] + ["VPN drops"] * 2))) == []
    assert told(book(vpn, table(MIXED[:9]))) == []
    assert codes(told(book(None, table(MIXED)))) == ["RB814"]
