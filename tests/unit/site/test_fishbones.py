"""The pages of fishbones, and the what-if questions on the page of a process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from riskbook.model.book import Book
from riskbook.model.discovery import CauseCategory
from riskbook.site.edition import edition
from riskbook.site.input import Page, SiteInput
from riskbook.site.rendering import Press
from riskbook.site.views.bow_tie import SHEET
from riskbook.site.views.fishbones import fishbone_view, fishbones_view
from riskbook.wording import Text
from sample_fishbones import (
    ASKED,
    FOUND,
    ROOT,
    asked_of,
    fishbone_book,
    sample_fishbone,
    sample_question,
    text,
)
from samples import sample_book, sample_risk

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]


def pages(press: Press) -> Iterator[Page]:
    return (page for page in press.discoveries() if page.kind.startswith("fishbone"))


def told(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_book_without_a_fishbone_has_no_page(make_press: MakePress) -> None:
    assert list(pages(make_press())) == []


def test_there_is_a_list_and_a_page_of_each(make_press: MakePress) -> None:
    summary, page = pages(make_press(fishbone_book(FOUND)))
    assert (summary.path, summary.title) == ("fishbones.html", "Fishbones")
    assert (page.path, page.title) == (
        "fishbones/slow-tickets.html",
        "One ticket in four is answered late",
    )
    assert page.source == sample_fishbone().source.path
    assert 'href="fishbones/slow-tickets.html"' in summary.main


def test_the_list_counts_root_causes_without_a_risk(make_site: MakeSite) -> None:
    for book, waiting in ((fishbone_book(), 1), (fishbone_book(FOUND), 0)):
        (row,) = fishbones_view(edition(make_site(book))).rows
        assert (row.causes, row.roots, row.open) == (3, 1, waiting)


def test_the_drawing_and_the_list_say_the_same(make_site: MakeSite) -> None:
    view = fishbone_view(edition(make_site(fishbone_book(FOUND))), "slow-tickets")
    drawn = told(str(view.drawing))
    for category in view.categories:
        assert category.name in drawn
        for cause in category.causes:
            assert f"{cause.id} · {cause.said}" in drawn
            for words in (cause.text, *cause.whys):
                assert words in drawn
    (root,) = view.categories[0].causes
    assert [risk.record.id for risk in root.risks] == ["R001"]
    assert 'href="../risks/R001.html"' in view.drawing


def test_a_cause_tells_what_it_rests_on(make_press: MakePress) -> None:
    _, page = pages(make_press(fishbone_book(FOUND)))
    said = told(page.main.partition("</svg>")[2])
    assert "Evidence : 38 of 61 late tickets" in said.replace("Evidence:", "Evidence :")
    assert "Ruled out: It answered within two seconds all through April" in said
    assert re.search(
        r'<li id="C2" class="ruled-out">.*?<s>The ticket system is slow</s>', page.main
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "No risk has been registered for this root cause yet"),
        ("zh", "该根本原因尚未登记风险"),
    ],
)
def test_a_root_cause_without_a_risk_is_pointed_out(
    make_press: MakePress, language: str, words: str
) -> None:
    _, page = pages(make_press(fishbone_book(), language=language))
    assert page.main.count(words) == 1
    _, page = pages(make_press(fishbone_book(FOUND), language=language))
    assert words not in page.main


def test_it_is_told_in_the_language_of_the_page(make_press: MakePress) -> None:
    _, page = pages(make_press(fishbone_book(FOUND), language="zh"))
    assert page.title == "四分之一的工单响应超时"
    for words in ("组织和人员", "工单都等同一位专家", "根本原因", "服务管理四维模型"):
        assert words in page.main
    assert '<g lang="en">' in page.main  # what is not translated says so


def test_what_is_not_of_the_set_is_called_by_its_key(make_site: MakeSite) -> None:
    book = fishbone_book(FOUND, categories=(CauseCategory("weather", None, (ROOT,)),))
    view = fishbone_view(edition(make_site(book)), "slow-tickets")
    assert [category.name for category in view.categories] == ["weather"]


def test_a_drawing_that_no_sheet_holds_is_printed_as_its_list(make_site: MakeSite) -> None:
    many = tuple(replace(ROOT, id=f"C{number}") for number in range(1, 16))
    bones = (CauseCategory("external-factors", None, many),)
    tall = fishbone_view(edition(make_site(fishbone_book(categories=bones))), "slow-tickets")
    assert tall.tall
    high = re.search(r'height="([0-9.]+)"', tall.drawing)
    assert high
    assert float(high[1]) > SHEET
    assert not fishbone_view(edition(make_site(fishbone_book())), "slow-tickets").tall


def test_a_confidential_fishbone_leaves_nothing(make_press: MakePress) -> None:
    book = fishbone_book(FOUND, confidential=True)
    press = make_press(book)
    assert list(pages(press)) == []
    assert "slow-tickets" not in press.risk("R001").main


def asked_book(*found: object, dropped: Text | None = None) -> Book:
    process = asked_of(sample_question(dropped=dropped))
    return sample_book([sample_risk(found_in=found)], processes=[process])


@pytest.mark.parametrize(
    ("book", "outcome"),
    [
        (asked_book(), "Nothing has come of this question yet"),
        (asked_book(dropped=text("A machine does")), "No risk: A machine does"),
    ],
)
def test_a_question_says_what_became_of_it(make_press: MakePress, book: Book, outcome: str) -> None:
    html = make_press(book).process("ticket-intake").main
    (asked,) = re.findall(r'<li id="what-if-W1">.*?</li>', html, re.DOTALL)
    assert told(asked) == f"No or not What if nobody answers? The caller gives up {outcome}"


def test_a_question_leads_to_the_risk_that_came_of_it(make_press: MakePress) -> None:
    html = make_press(asked_book(ASKED)).process("ticket-intake").main
    asked = html[html.index('id="what-if-W1"') :]
    assert 'href="../risks/R001.html"' in asked.partition("</ul>")[0]


def test_a_node_that_nobody_asked_about_has_no_questions(make_press: MakePress) -> None:
    assert "What if" not in make_press().process("ticket-intake").main
