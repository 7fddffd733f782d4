"""The card beside a link: what it says, and an image of just the size that is asked for."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import date

import pytest

from riskbook.assessing.levels import level
from riskbook.model.book import Book
from riskbook.model.records import Assessment
from riskbook.model.terms import Status
from riskbook.picturing.card import draw_card
from riskbook.picturing.card_picture import CardPicture, picture_card
from riskbook.picturing.matrix_picture import PicturedStage, Stamp, picture_matrix
from riskbook.reading.resources import catalogue
from riskbook.wording import Text
from samples import sample_book, sample_risk

TODAY = date(2026, 11, 23)


def card(book: Book, language: str = "en") -> CardPicture:
    words = catalogue(language)
    matrix = picture_matrix(book, level(book), PicturedStage.CURRENT, words, Stamp(TODAY, "abc"))
    return picture_card(book, matrix, words, TODAY)


def some_risks() -> Book:
    return sample_book(
        [
            sample_risk("R001", 5, 5),
            sample_risk("R002", 1, 1),
            sample_risk("R003", 1, 1, status=Status.CLOSED),
            sample_risk("R004", assessment=Assessment(None, None, None, None, None)),
        ]
    )


def test_it_counts_open_risks_by_level_and_says_the_day() -> None:
    found = card(some_risks())
    assert [one.count for one in found.levels] == [1, 0, 0, 1]
    assert found.subtitle == "3 open risks, as of 23 November 2026"
    assert found.cells[4][4].count == 1
    assert card(some_risks(), "zh").subtitle == "3 项未关闭风险，截至 2026 年 11 月 23 日"


def test_it_names_no_risk_and_no_commit() -> None:
    assert not [text for text in card(some_risks()).texts() if "R00" in text or "abc" in text]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_image_has_the_size_that_links_are_shown_in(language: str) -> None:
    png = draw_card(card(some_risks(), language)).png
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_equal_cards_are_equal_bytes() -> None:
    assert draw_card(card(some_risks())).png == draw_card(card(some_risks())).png


def test_a_title_of_any_length_is_drawn() -> None:
    book = some_risks()
    long = replace(book, settings=replace(book.settings, title=Text.of("en", "Registers of " * 30)))
    found = draw_card(card(long))
    assert not found.missing
    assert struct.unpack(">II", found.png[16:24]) == (1200, 630)
