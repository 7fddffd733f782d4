"""The page of all practices, and that of an answered checklist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from riskbook.model.records import FoundIn
from riskbook.picturing.answer_marks import Square, draw_answers
from riskbook.site.input import Page
from riskbook.site.rendering import Press
from sample_checklists import CHECKLIST, checklist_book, sample_answers
from samples import sample_book

MakePress = Callable[..., Press]

FOUND = (FoundIn("checklist", "nights-2026", "Q3"),)
OLDER = sample_answers("nnn", "nights-2025", date=date(2025, 3, 1))


def pages(press: Press) -> dict[str, Page]:
    return {page.path: page for page in press.discoveries() if page.kind.startswith("checklist")}


def test_the_page_of_all_shows_every_practice(make_press: MakePress) -> None:
    page = pages(make_press(checklist_book(sample_answers("ypn"), found_in=FOUND)))[
        "checklists.html"
    ]
    assert "1 of 15 practices have been looked at." in page.main
    assert '<a href="checklists/nights-2026.html">Nights</a>' in page.main
    assert "1 yes, 1 partly, 1 no" in page.main
    assert '<a href="checklists/nights-2026.html#Q2">Is there a spare phone?</a>' in page.main
    assert "#Q3" not in page.main  # R001 stands for it
    assert "Problem management" in page.main
    assert "Earlier answers" not in page.main


def test_the_page_of_answers_shows_each_with_its_risk_or_gap(make_press: MakePress) -> None:
    page = pages(make_press(checklist_book(sample_answers("ypn"), found_in=FOUND)))[
        "checklists/nights-2026.html"
    ]
    assert (page.title, page.nav) == ("Nights", "checklists")
    assert page.source == "registers/desk/checklists/nights-2026.yml"
    for said in (
        'id="Q2"',
        "No risk yet",
        "../risks/R001.html",
        "Hotline lead",
        "Customer hotline",
    ):
        assert said in page.main
    assert "The rota" not in page.main  # the hint is for whoever has still to answer


def test_an_open_question_says_what_to_look_at(make_press: MakePress) -> None:
    page = pages(make_press(checklist_book(sample_answers("?"))))["checklists/nights-2026.html"]
    assert "The rota" in page.main
    assert "Not answered" in page.main


def test_older_answers_are_kept_and_say_so(make_press: MakePress) -> None:
    found = pages(make_press(checklist_book(sample_answers("yyy"), OLDER)))
    older = found["checklists/nights-2025.html"].main
    assert 'again on <a href="nights-2026.html">18 Sept 2026</a>' in older
    assert "No risk yet" not in older
    assert "Earlier answers" in found["checklists.html"].main
    assert "worked through again" not in found["checklists/nights-2026.html"].main


def test_answers_to_another_version_and_old_ones_say_so(make_press: MakePress) -> None:
    book = checklist_book(sample_answers("yyy", version="1", date=date(2025, 3, 1)))
    main = pages(make_press(book))["checklists/nights-2026.html"].main
    assert "Version 1 of the checklist was answered" in main
    assert "more than twelve months old" in main


def test_in_chinese_names_are_chinese_and_what_is_not_is_marked(make_press: MakePress) -> None:
    found = pages(make_press(checklist_book(sample_answers("ypn")), language="zh"))
    assert "夜间" in found["checklists.html"].main
    main = found["checklists/nights-2026.html"].main
    assert '<span lang="en">Is there a spare phone?</span>' in main
    assert "是 1、部分 1、否 1" in main


def test_a_confidential_checklist_takes_its_answers_with_it(make_press: MakePress) -> None:
    secret = replace(CHECKLIST, confidential=True)
    found = pages(make_press(checklist_book(sample_answers("ypn"), checklist=secret)))
    assert list(found) == ["checklists.html"]
    assert "nights" not in found["checklists.html"].main


def test_confidential_answers_are_not_shown(make_press: MakePress) -> None:
    found = pages(make_press(checklist_book(sample_answers("ypn", confidential=True))))
    assert list(found) == ["checklists.html"]
    assert "Seen" not in found["checklists.html"].main


def test_a_book_without_checklists_has_no_such_page(make_press: MakePress) -> None:
    assert pages(make_press(sample_book())) == {}


def test_there_is_a_square_for_each_question_in_rows_of_ten() -> None:
    drawn = draw_answers({Square.NO: 1, Square.YES: 11})
    assert drawn.count("<g ") == 12
    assert 'width="147" height="27"' in drawn
    assert drawn.index("--good") < drawn.index("--bad")
    assert draw_answers({}) == ""
