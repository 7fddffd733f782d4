"""What a matrix image is to show, in words and figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from riskbook.assessing.standing import Stages
from riskbook.model.book import Book
from riskbook.model.criteria import Criteria, LikelihoodKind
from riskbook.picturing.matrix_picture import (
    MOST_IDS,
    PicturedPart,
    PicturedStage,
    Stamp,
    picture_matrix,
)
from riskbook.reading.resources import catalogue
from riskbook.wording import Text

MakeCriteria = Callable[[int, int], Criteria]
MakeBook = Callable[[Criteria, int], Book]
MakeStages = Callable[[Book], dict[str, Stages]]
Close = Callable[[Book, str], Book]
STAMP = Stamp(date(2026, 11, 22), "3f2c9ab")


@pytest.fixture
def book(make_criteria: MakeCriteria, make_book: MakeBook) -> Book:
    return make_book(make_criteria(5, 5), 15)


def test_every_assessed_open_risk_stands_in_the_cell_of_its_position(
    book: Book, make_stages: MakeStages
) -> None:
    levels = make_stages(book)
    picture = picture_matrix(book, levels, PicturedStage.CURRENT, catalogue("en"), STAMP)
    shown = {
        risk: (impact, likelihood, cell.level)
        for impact, row in enumerate(picture.cells, start=1)
        for likelihood, cell in enumerate(row, start=1)
        for risk in cell.ids
    }
    assert shown == {
        risk: (stages.current.impact, stages.current.likelihood, stages.current.level)
        for risk, stages in levels.items()
        if stages.current
    }
    assert sum(level.count for level in picture.levels) == len(shown) == 14


def test_what_is_not_assessed_is_counted_and_never_drawn(
    book: Book, make_stages: MakeStages
) -> None:
    levels = make_stages(book)
    del levels["R001"]  # no stage at all: it has no entry
    picture = picture_matrix(book, levels, PicturedStage.CURRENT, catalogue("en"), STAMP)
    assert picture.note == "2 more open risks are not assessed at this stage"
    assert all("R001" not in cell.ids for row in picture.cells for cell in row)


def test_a_closed_risk_is_neither_drawn_nor_counted(
    book: Book, make_stages: MakeStages, close: Close
) -> None:
    levels = make_stages(book)
    picture = picture_matrix(
        close(book, "R001"), levels, PicturedStage.CURRENT, catalogue("en"), STAMP
    )
    assert sum(cell.count for row in picture.cells for cell in row) == 13
    assert "13 open risks" in picture.subtitle


def test_a_part_has_its_own_title_and_risks(book: Book, make_stages: MakeStages) -> None:
    part = PicturedPart(Text((("en", "IT support"), ("zh", "IT 支持"))), ("R001", "R002"))
    levels = make_stages(book)
    picture = picture_matrix(book, levels, PicturedStage.CURRENT, catalogue("zh"), STAMP, part)
    assert picture.title == "IT 支持：当前风险"
    assert sum(cell.count for row in picture.cells for cell in row) == 2


def test_a_cell_counts_all_and_names_the_first(
    make_criteria: MakeCriteria, make_book: MakeBook, make_stages: MakeStages
) -> None:
    book = make_book(make_criteria(5, 5), 500)
    picture = picture_matrix(book, make_stages(book), PicturedStage.CURRENT, catalogue("en"), STAMP)
    cells = [cell for row in picture.cells for cell in row]
    assert max(cell.count for cell in cells) > MOST_IDS
    assert all(len(cell.ids) == min(cell.count, MOST_IDS) for cell in cells)
    assert all(list(cell.ids) == sorted(cell.ids) for cell in cells)


@pytest.mark.parametrize(
    ("language", "title", "likelihood", "impact", "axes"),
    [
        (
            "en",
            "Service risk register: current risk",
            ("1 · Rare, under 5 %", "3 · Possible, 20–50 %", "5 · Expected, 80 % or more"),
            ("1 · Slight, under 1K", "3 · Serious, 10K–100K", "5 · Severe, 1M or more"),
            ("Likelihood in a year →", "Impact, CNY ↑"),
        ),
        (
            "zh",
            "服务风险登记册：当前风险",
            ("1 · 罕见, 低于 5%", "3 · 可能, 20%–50%", "5 · 几乎肯定, 80% 及以上"),
            ("1 · 轻微, 低于 1000", "3 · 较大, 1万–10万", "5 · 特别重大, 100万及以上"),
            ("发生概率（一年内）→", "影响程度（人民币）↑"),
        ),
    ],
)
def test_steps_are_words_with_numbers(  # one row a language reads best
    book: Book,
    language: str,
    title: str,
    likelihood: tuple[str, ...],
    impact: tuple[str, ...],
    axes: tuple[str, str],
) -> None:
    picture = picture_matrix(book, {}, PicturedStage.CURRENT, catalogue(language), STAMP)
    assert picture.title == title
    assert (picture.likelihood.name, picture.impact.name) == axes
    labels = [
        tuple(f"{step.name}, {step.numbers}" for step in axis.steps[::2])
        for axis in (picture.likelihood, picture.impact)
    ]
    assert labels == [likelihood, impact]


def test_a_scale_without_numbers_is_words_alone(book: Book) -> None:
    scale = book.criteria.likelihood
    bare = tuple(replace(step, start=None, end=None) for step in scale.steps)
    criteria = replace(book.criteria, likelihood=replace(scale, steps=bare))
    picture = picture_matrix(
        replace(book, criteria=criteria), {}, PicturedStage.TARGET, catalogue("en"), STAMP
    )
    assert [step.numbers for step in picture.likelihood.steps] == [""] * 5


def test_rates_are_events_a_year(book: Book) -> None:
    scale = replace(book.criteria.likelihood, kind=LikelihoodKind.RATE)
    criteria = replace(book.criteria, likelihood=scale)
    picture = picture_matrix(
        replace(book, criteria=criteria), {}, PicturedStage.INHERENT, catalogue("en"), STAMP
    )
    assert picture.likelihood.name == "Likelihood, events a year →"
    assert picture.likelihood.steps[1].numbers == "0.05–0.2"


def test_the_subtitle_says_when_and_from_which_commit(book: Book) -> None:
    words = catalogue("en"), catalogue("zh")
    with_commit = [
        picture_matrix(book, {}, PicturedStage.CURRENT, entries, STAMP).subtitle
        for entries in words
    ]
    assert with_commit == [
        "0 open risks · as of 22 November 2026 · commit 3f2c9ab · criteria 2026-01",
        "未关闭风险 0 项 · 截至 2026 年 11 月 22 日 · 提交 3f2c9ab · 准则 2026-01 版",
    ]
    bare = picture_matrix(book, {}, PicturedStage.CURRENT, words[0], STAMP._replace(commit=""))
    assert bare.subtitle == "0 open risks · as of 22 November 2026 · criteria 2026-01"


def test_the_words_for_those_who_do_not_see_it(book: Book, make_stages: MakeStages) -> None:
    levels = make_stages(book)
    picture = picture_matrix(book, levels, PicturedStage.CURRENT, catalogue("en"), STAMP)
    assert picture.alt == (
        "Service risk register: current risk. Risk matrix, likelihood to the right, impact upwards."
        " Risks by level: Critical 2, High 6, Medium 3, Low 3. 14 open risks · as of 22 November"
        " 2026 · commit 3f2c9ab · criteria 2026-01. 1 more open risk is not assessed at this stage."
    )
