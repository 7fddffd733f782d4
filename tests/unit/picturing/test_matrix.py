"""The drawn matrix: same bytes, every glyph, nothing over anything else, any grid."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from riskbook.assessing.standing import Stages
from riskbook.model.book import Book
from riskbook.model.criteria import Criteria
from riskbook.picturing.fonts import Fonts, fonts_for
from riskbook.picturing.matrix import draw_matrix
from riskbook.picturing.matrix_layout import Layout, Line, id_lines, lay_out
from riskbook.picturing.matrix_picture import (
    MatrixPicture,
    PicturedStage,
    Stamp,
    picture_matrix,
)
from riskbook.picturing.sheet import MissingGlyph
from riskbook.reading.resources import catalogue
from riskbook.wording import Text

MakeCriteria = Callable[[int, int], Criteria]
MakeBook = Callable[[Criteria, int], Book]
MakeStages = Callable[[Book], dict[str, Stages]]
MakePicture = Callable[..., MatrixPicture]
GENERATOR = Path(__file__).parents[3] / "generator"
LONG = Text(
    (
        ("en", "Practically certain to occur repeatedly, incomprehensibilitywithoutanyspace"),
        (
            "zh",
            "在一年之内几乎可以肯定会反复发生的情况（极高），“无法恢复”，对多个客户造成严重后果",
        ),
    )
)


@pytest.fixture
def make_picture(
    make_criteria: MakeCriteria, make_book: MakeBook, make_stages: MakeStages
) -> MakePicture:
    def make(
        language: str, likelihoods: int = 5, impacts: int = 5, risks: int = 15
    ) -> MatrixPicture:
        book = make_book(make_criteria(likelihoods, impacts), risks)
        stamp = Stamp(date(2026, 11, 22), "3f2c9ab")
        return picture_matrix(
            book, make_stages(book), PicturedStage.CURRENT, catalogue(language), stamp
        )

    return make


def lengthened(picture: MatrixPicture, language: str) -> MatrixPicture:
    words = LONG.read(language)
    longer = {
        axis: getattr(picture, axis)._replace(
            steps=tuple(
                step._replace(name=f"{index} · {words}", numbers=words)
                for index, step in enumerate(getattr(picture, axis).steps, start=1)
            ),
        )
        for axis in ("likelihood", "impact")
    }
    levels = tuple(replace(level, name=words) for level in picture.levels)
    return picture._replace(title=words * 3, note=words * 3, levels=levels, **longer)


def extent(line: Line, fonts: Fonts) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a line's letters, in inches."""
    width = fonts.width(line.text, line.size) / 72
    left = line.x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[line.align]
    return left, line.y - 0.2 * line.size / 72, left + width, line.y + 0.75 * line.size / 72


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_equal_pictures_are_equal_bytes(make_picture: MakePicture, language: str) -> None:
    first, second = (draw_matrix(make_picture(language)) for _ in range(2))
    assert first == second


def test_another_process_with_its_own_settings_gives_the_same_bytes(
    make_picture: MakePicture, tmp_path: Path
) -> None:
    picture = make_picture("zh", risks=40)
    (tmp_path / "picture").write_bytes(pickle.dumps(picture))
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsavefig.bbox: tight\nhatch.color: red\n")
    program = (
        "import pickle, sys, pathlib\n"
        "from riskbook.picturing.matrix import draw_matrix\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "images = draw_matrix(pickle.loads((folder / 'picture').read_bytes()))\n"
        "(folder / 'png').write_bytes(images.png)\n"
        "(folder / 'svg').write_bytes(images.svg)\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    settings = {"MATPLOTLIBRC": str(tmp_path / "matplotlibrc"), "PYTHONPATH": str(GENERATOR)}
    subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(tmp_path)],
        check=True,
        env={**os.environ, **settings, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"},
    )
    here = draw_matrix(picture)
    assert (tmp_path / "png").read_bytes() == here.png
    assert (tmp_path / "svg").read_bytes() == here.svg


def test_another_figure_is_another_image(make_picture: MakePicture) -> None:
    picture = make_picture("en")
    moved = picture._replace(subtitle=picture.subtitle.replace("3f2c9ab", "3f2c9ac"))
    assert draw_matrix(moved).png != draw_matrix(picture).png


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("grid", [(3, 3), (4, 3), (3, 10), (10, 10)])
@pytest.mark.parametrize("risks", [0, 60])
def test_any_grid_in_any_language_has_all_its_glyphs(
    make_picture: MakePicture, language: str, grid: tuple[int, int], risks: int
) -> None:
    images = draw_matrix(make_picture(language, *grid, risks))  # a warning would be an error
    assert images.missing == ()
    assert images.png.startswith(b"\x89PNG")
    assert ET.fromstring(images.svg).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314


def test_a_character_without_a_glyph_is_drawn_as_a_box_and_named(
    make_picture: MakePicture,
) -> None:
    khmer = "ក"
    picture = make_picture("en")._replace(title=f"Register {khmer}")
    assert draw_matrix(picture).missing == (MissingGlyph(khmer, f"Register {khmer}"),)


def test_no_text_is_read_as_a_formula(make_picture: MakePicture) -> None:
    picture = make_picture("en")
    one = draw_matrix(picture._replace(title=r"Cost $\alpha$ and $\nonsense$"))
    other = draw_matrix(picture._replace(title=r"Cost $\alpha$ and $\nonsense"))
    assert one.png != other.png


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("grid", [(3, 3), (5, 5), (7, 4), (10, 10)])
@pytest.mark.parametrize("change", [lambda picture, _: picture, lengthened])
def test_no_text_lies_over_another_or_leaves_the_image(
    make_picture: MakePicture,
    language: str,
    grid: tuple[int, int],
    change: Callable[[MatrixPicture, str], MatrixPicture],
) -> None:
    picture = change(make_picture(language, *grid), language)
    fonts = fonts_for(picture.texts())
    layout = lay_out(picture, fonts)
    extents = [extent(line, fonts) for line in layout.lines]
    for left, bottom, right, top in extents:
        assert left >= 0.2
        assert bottom >= 0.2
        assert right <= layout.width - 0.2
        assert top <= layout.height - 0.2
    for one, other in combinations(extents, 2):
        assert apart(one, other)
    for box in extents:
        assert apart(box, grid_of(layout, *grid))
    for name in layout.level_names:
        assert fonts.width(name, layout.type.level) / 72 <= layout.cell_width


def grid_of(layout: Layout, columns: int, rows: int) -> tuple[float, ...]:
    right, top = layout.corner(columns - 1, rows - 1)
    corner = (right + layout.cell_width, top + layout.cell_height)
    return (*layout.corner(0, 0), *corner)


def test_likelihood_runs_to_the_right_and_impact_upwards(make_picture: MakePicture) -> None:
    picture = make_picture("en")
    layout = lay_out(picture, fonts_for(picture.texts()))
    assert layout.corner(4, 0)[0] > layout.corner(0, 0)[0]
    assert layout.corner(0, 4)[1] > layout.corner(0, 0)[1]
    at = {line.text: line for line in layout.lines}
    assert at["5 · Severe"].y > at["1 · Slight"].y
    assert at["5 · Expected"].x > at["1 · Rare"].x


def test_the_highest_cell_has_the_colour_of_its_level(make_picture: MakePicture) -> None:
    from PIL import Image

    picture = make_picture("en", risks=500)
    layout = lay_out(picture, fonts_for(picture.texts()))
    image = Image.open(BytesIO(draw_matrix(picture).png)).convert("RGB")
    scale = image.width / layout.width
    x, y = layout.corner(4, 4)
    seen = image.getpixel((round((x + 0.06) * scale), round((layout.height - y - 0.06) * scale)))
    assert seen == tuple(bytes.fromhex(picture.levels[3].colour.background[1:]))


def test_nothing_of_matplotlib_stays_changed(make_picture: MakePicture) -> None:
    import matplotlib as mpl

    before = mpl.rcParams.copy()
    draw_matrix(make_picture("en"))
    assert mpl.rcParams.copy() == before


def test_importing_the_room_does_not_import_matplotlib() -> None:
    program = (
        "import sys\n"
        "import riskbook.picturing.fonts, riskbook.picturing.matrix\n"
        "import riskbook.picturing.matrix_picture, riskbook.picturing.small_matrix\n"
        "assert 'matplotlib' not in sys.modules\n"
        "assert 'babel' not in sys.modules\n"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        env={**os.environ, "PYTHONPATH": str(GENERATOR)},
    )


@pytest.mark.parametrize(
    ("ids", "count", "most", "lines"),
    [
        (("R1", "R2"), 2, 2, ("R1  R2",)),
        (("R1", "R2", "R3", "R4"), 4, 2, ("R1  R2", "R3  R4")),
        (("R1", "R2", "R3", "R4"), 9, 2, ("R1  R2", "R3  +6")),
        (("R1", "R2", "R3"), 3, 1, ("R1  +2",)),
        (("VERY-LONG-ID", "R2"), 2, 2, ()),
        ((), 0, 2, ()),
    ],
)
def test_ids_fill_a_cell_and_the_rest_is_counted(
    ids: tuple[str, ...], count: int, most: int, lines: tuple[str, ...]
) -> None:
    assert id_lines(ids, count, 7, most, lambda text: float(len(text))) == lines
