"""The Tickets page and the pages of problem types."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from riskbook.model.book import Book, TicketSettings, TicketTexts
from riskbook.model.discovery import Discovery
from riskbook.site.rendering import Press
from riskbook.site.withholding import publish
from samples import sample_book, sample_risk, sample_settings
from ticket_tables import export, kind, table, types

MakePress = Callable[..., Press]

TEXTS = ["VPN drops at home"] * 6 + ["打印机卡纸 secretword"] * 3 + ["Door does not open"]
VPN = kind("PT-01", "Remote access drops", any_of=("vpn",), examples=("T1",))
PAPER = kind("PT-02", "? 卡纸 secretword", any_of=("卡纸 secretword",), examples=("T7", "T99"))
GONE = kind("PT-03", "Fax does not send", any_of=("fax",), retired=True)


def ticket_book(published: TicketTexts = TicketTexts.WITHHELD) -> Book:
    tickets = table(TEXTS, categories=["Network"] * 6 + [""] * 4)
    took = tuple(opened + timedelta(hours=6) for opened in tickets.opened)
    return sample_book(
        [replace(sample_risk(), problem_types=("PT-01",))],
        settings=replace(sample_settings(), tickets=TicketSettings(published)),
        discovery=Discovery(
            problem_types=types(VPN, PAPER, GONE),
            exports={"calls": export()},
            tickets={"calls": replace(tickets, resolved=took)},
        ),
    )


def pages(press: Press) -> dict[str, str]:
    return {
        page.path: page.main
        for page in press.discoveries()
        if page.path.startswith(("tickets", "problem-types"))
    }


def plain(html: str) -> str:
    """What a reader reads, without what is only drawn."""
    return re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL))


def test_a_book_without_tickets_has_no_such_pages(make_press: MakePress) -> None:
    assert pages(make_press(sample_book())) == {}


def test_the_list_counts_types_and_categories(make_press: MakePress) -> None:
    made = pages(make_press(ticket_book()))
    assert list(made) == [
        "tickets.html",
        *(f"problem-types/PT-0{number}.html" for number in (1, 2, 3)),
    ]
    words = plain(made["tickets.html"])
    assert "Tickets 10 Of no type 10 % Median time to resolve 6 h" in words
    assert "2 types hold 90 % of all tickets." in words
    assert "PT-01 Remote access drops R001" in words
    assert "6 60 % 60 % with those above 6 h nine of ten within 6 h" in words
    assert "Not named yet no registered risk" in words
    assert "Network 6 60 %" in words
    assert "Without a category 4 40 %" in words
    assert "Oct 10" not in words
    assert 'href="problem-types/PT-01.html"' in made["tickets.html"]


def test_the_page_of_a_type_tells_what_stands_against_it(make_press: MakePress) -> None:
    made = pages(make_press(ticket_book()))
    first, second = (made[f"problem-types/PT-0{number}.html"] for number in (1, 2))
    assert "R001" in plain(first)
    assert "riskbook new risk" not in first
    assert "Its text has one of “vpn”" in plain(first)
    assert "Oct 6" in first
    assert "October 2026 6" in plain(first)
    assert "riskbook new risk --from tickets:PT-02" in second
    assert "Retired" in plain(made["problem-types/PT-03.html"])
    assert "riskbook new risk" not in made["problem-types/PT-03.html"]


def test_in_chinese(make_press: MakePress) -> None:
    made = pages(make_press(ticket_book(), language="zh"))
    assert "2 类问题占全部工单的 90%。" in plain(made["tickets.html"])
    assert "10月 6 张" in made["problem-types/PT-01.html"]
    assert "2026年10月 6" in plain(made["problem-types/PT-01.html"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_of_a_ticket_is_shown_unless_the_book_says_so(
    make_press: MakePress, language: str
) -> None:
    withheld = "".join(pages(make_press(ticket_book(), language=language)).values())
    assert "secretword" not in withheld
    assert "VPN drops at home" not in withheld
    book = ticket_book(TicketTexts.PUBLISHED)
    published = pages(make_press(book, language=language))
    assert "VPN drops at home" in published["problem-types/PT-01.html"]
    assert "打印机卡纸 secretword" in published["problem-types/PT-02.html"]


def test_without_types_the_categories_stand_open(make_press: MakePress) -> None:
    book = ticket_book()
    bare = replace(book, discovery=replace(book.discovery, problem_types=None))
    made = pages(make_press(bare))
    assert list(made) == ["tickets.html"]
    assert "riskbook propose-types" in made["tickets.html"]
    assert '<details class="twin" open>' in made["tickets.html"]


def test_an_export_that_could_not_be_read_is_not_counted(make_press: MakePress) -> None:
    book = ticket_book()
    unread = replace(book, discovery=replace(book.discovery, tickets={}))
    words = plain(pages(make_press(unread))["tickets.html"])
    assert "not counted: the file has faults" in words
    assert "PT-01 Remote access drops" in words


def test_a_working_name_leaves_the_book_before_pages_are_made() -> None:
    assert publish(ticket_book(TicketTexts.PUBLISHED)).book == ticket_book(TicketTexts.PUBLISHED)
    types_of = publish(ticket_book()).book.discovery.problem_types
    assert types_of is not None
    assert [one.name.read("en") for one in types_of.types] == [
        "Remote access drops",
        "? …",
        "Fax does not send",
    ]
