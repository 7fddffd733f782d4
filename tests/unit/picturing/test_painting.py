"""What the renderers are given comes out: dots, words, facts, and the same whoever draws."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from riskbook.assessing.levels import level
from riskbook.picturing.board import Board, Style, Words, disc, polygon, rounded
from riskbook.picturing.card_picture import CardPicture, picture_card
from riskbook.picturing.fonts import fonts_for
from riskbook.picturing.letters import EM, Letters, TypeCase
from riskbook.picturing.matrix import draw_matrix
from riskbook.picturing.matrix_picture import (
    MatrixPicture,
    PicturedStage,
    Stamp,
    picture_matrix,
    picture_movement,
)
from riskbook.picturing.matrix_routes import Spot
from riskbook.picturing.painting import paint
from riskbook.picturing.png import png
from riskbook.picturing.sheet import Images
from riskbook.picturing.trend_picture import TrendPicture, picture_trend
from riskbook.reading.resources import catalogue
from samples import sample_book, sample_risk

TODAY = date(2026, 11, 23)
GENERATOR = Path(__file__).parents[3] / "generator"
SVG = "{http://www.w3.org/2000/svg}"
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def painted(board: Board) -> Images:
    fonts = fonts_for([words.text for words in board.words])
    return paint(board, fonts, "Title", "In words", (), TypeCase())


def dot(image: bytes, x: float, y: float) -> object:
    """The colour so many inches from the lower left corner."""
    opened = Image.open(BytesIO(image))
    return opened.getpixel((round(x * 160), opened.height - 1 - round(y * 160)))


def moved(language: str = "en") -> MatrixPicture:
    book = sample_book([sample_risk("R001", 5, 5), sample_risk("R002", 1, 1)])
    ways = {
        "R001": (Spot(5, 5), Spot(3, 3)),
        "R002": (Spot(1, 1), Spot(4, 2)),
        "R003": (Spot(5, 5), Spot(3, 3)),
    }
    words = catalogue(language)
    return picture_movement(
        book, ways, words.word("picture.title.plan", title="AVA To"), words, _STAMP
    )


_STAMP = Stamp(TODAY, "abc1234")


def standing() -> MatrixPicture:
    book = sample_book([sample_risk(f"R{number:03}", 3, 4) for number in range(1, 9)])
    return picture_matrix(book, level(book), PicturedStage.CURRENT, catalogue("en"), _STAMP)


def test_a_png_holds_every_dot_and_its_facts() -> None:
    dots = np.random.default_rng(7).integers(0, 255, (37, 11, 4), np.uint8)
    image = Image.open(
        BytesIO(png(dots.data, 160, {"Title": "café", "Description": "风险 \U0001f600"}))
    )
    image.load()
    assert image.mode == "RGB"
    assert (np.asarray(image) == dots[:, :, :3]).all()
    assert image.info["Title"] == "café"
    assert image.info["Description"] == "风险 \U0001f600"
    assert image.info["dpi"] == pytest.approx((160, 160), abs=0.01)


def test_shapes_lie_on_tiles_and_words_on_all() -> None:
    board = Board(2, 1)
    board.shape(Style(fill="#0000ff"), disc(0.5, 0.5, 0.2))
    board.tile(Style(fill="#ff0000"), rounded(0.1, 0.1, 0.8, 0.8, 0.05))
    board.tile(Style(fill="#ff0000"), rounded(1.1, 0.1, 0.8, 0.8, 0.05))
    board.shape(Style(fill="#ffffff"), polygon(((1.4, 0.4), (1.6, 0.4), (1.6, 0.6), (1.4, 0.6))))
    board.write(Words("■", 1.5, 0.4, 30, "#0000ff", "center"))
    image = painted(board).png
    assert dot(image, 0.5, 0.5) == BLUE
    assert dot(image, 0.2, 0.2) == RED
    assert dot(image, 1.2, 0.2) == RED
    assert dot(image, 1.5, 0.5) == BLUE
    assert dot(image, 1.0, 0.5) == WHITE


def test_a_line_has_its_breadth_and_a_hatch_its_colour() -> None:
    board = Board(2, 1)
    board.tile(Style(fill="#ffffff", hatch="--", hatch_ink="#0000ff"), rounded(0, 0, 1, 1, 0.1))
    board.shape(Style(ink="#ff0000", breadth=14.4), polygon(((1.3, 0.3), (1.7, 0.3), (1.5, 0.7))))
    drawn = painted(board)
    assert dot(drawn.png, 1.5, 0.3) == RED
    assert dot(drawn.png, 1.5, 0.45) == WHITE
    hatched = np.asarray(Image.open(BytesIO(drawn.png)))[8:150, 8:150]
    assert ((hatched[:, :, 0] < 128) & (hatched[:, :, 2] > 250)).any()
    assert b"stroke-width: 14.4" in drawn.svg
    assert b"stroke: #0000ff; stroke-width: 0.7" in drawn.svg


@pytest.mark.parametrize(("align", "left"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_text_stands_where_it_is_to(align: str, left: float) -> None:
    board = Board(4, 1)
    board.write(Words("HHHH", 2, 0.3, 40, "#000000", align))
    fonts = fonts_for(["HHHH"])
    grey = np.asarray(Image.open(BytesIO(painted(board).png)).convert("L"))
    inked = np.flatnonzero((grey < 128).any(axis=0)) / 160
    width = fonts.width("HHHH", 40) / 72
    assert inked[0] == pytest.approx(2 - left * width, abs=0.08)
    assert inked[-1] == pytest.approx(2 + (1 - left) * width, abs=0.08)


def test_an_svg_shows_each_glyph_once_and_says_its_words() -> None:
    board = Board(2, 1)
    for y in (0.2, 0.6):
        board.write(Words("a <b> & a--b--->", 0.1, y, 10, "#123456"))
    drawn = painted(board).svg.decode()
    root = ET.fromstring(drawn)  # noqa: S314  # ours
    ids = [one.get("id") for one in root.iter(f"{SVG}path") if one.get("id")]
    assert len(ids) == len(set(ids))
    shown = {
        (one.get("{http://www.w3.org/1999/xlink}href") or "")[1:] for one in root.iter(f"{SVG}use")
    }
    assert shown <= set(ids)
    assert drawn.count("<!-- a &lt;b&gt; &amp; a- -b- - -&gt; -->") == 2
    assert root.findtext(f"{SVG}title") == "Title"


def test_a_line_is_as_wide_as_its_letters_and_spaces_are_not_drawn() -> None:
    fonts = fonts_for(["H"])
    letters = Letters(fonts.families)
    assert letters.line("HHH", fonts).width == pytest.approx(fonts.width("HHH", EM), abs=0.1)
    assert letters.line("", fonts).width == 0
    assert len(letters.line("H H", fonts).letters) == 2


def test_what_was_drawn_before_changes_no_byte() -> None:
    case = TypeCase()
    pictures = (standing(), moved(), moved("zh"), standing()._replace(title="喆 AVA"), standing())
    for picture in pictures:
        assert draw_matrix(picture, case) == draw_matrix(picture)


def others() -> tuple[TrendPicture | None, CardPicture]:
    book, words = sample_book([sample_risk("R001", 5, 5)]), catalogue("en")
    trend = picture_trend(book, [(date(2026, 1, 5), {"low": 1})], (), words, _STAMP)
    return trend, picture_card(book, standing(), words, TODAY)


def test_who_is_ready_draws_the_same(tmp_path: Path) -> None:
    trend, card = others()
    (tmp_path / "pictures").write_bytes(pickle.dumps((moved(), trend, card)))
    program = (
        "import pathlib, pickle, sys\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "if sys.argv[2] == 'ready':\n"
        "    from riskbook.picturing.ready import get_ready\n"
        "    get_ready()\n"
        "    assert 'matplotlib.figure' not in sys.modules\n"
        "from riskbook.picturing.card import draw_card\n"
        "from riskbook.picturing.matrix import draw_matrix\n"
        "from riskbook.picturing.trend import draw_trend\n"
        "matrix, trend, card = pickle.loads((folder / 'pictures').read_bytes())\n"
        "images = draw_matrix(matrix), draw_trend(trend), draw_card(card)\n"
        "(folder / sys.argv[2]).write_bytes(repr(images).encode())\n"
    )
    for way in ("ready", "unready"):
        subprocess.run(
            [sys.executable, "-W", "error", "-c", program, str(tmp_path), way],
            check=True,
            env={**os.environ, "PYTHONPATH": str(GENERATOR)},
        )
    assert (tmp_path / "ready").read_bytes() == (tmp_path / "unready").read_bytes()


def test_an_image_of_movement_says_how_many_moved() -> None:
    texts = re.findall(r"<!-- (.*?) -->", draw_matrix(moved()).svg.decode())
    assert "2" in texts
    assert "AVA To" in " ".join(texts)
