"""The map of movement on a page, and the sheet that can be downloaded."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from riskbook.model.criteria import Criteria
from riskbook.picturing.matrix_map import (
    MatrixMap,
    arrow_breadth,
    inline_map,
    level_marks,
    map_content,
)
from riskbook.picturing.matrix_routes import MOST_ARROWS, Spot
from riskbook.picturing.matrix_sheet import MatrixSheet, Panel, SheetLevel, matrix_sheet

MakeCriteria = Callable[[int, int], Criteria]
SVG = "{http://www.w3.org/2000/svg}"


def a_map(criteria: Criteria, moves: dict[tuple[Spot, Spot], int]) -> MatrixMap:
    counts: dict[Spot, int] = {}
    for (_, end), count in moves.items():
        counts[end] = counts.get(end, 0) + count
    marks = ("L", "M", "H", "C")
    return MatrixMap(criteria, counts, moves, marks, "Likelihood →", "Impact ↑")


def elements(drawing: str) -> list[ET.Element]:
    return list(ET.fromstring(drawing).iter())  # noqa: S314  # our own


@pytest.mark.parametrize("size", [(5, 5), (3, 3), (10, 4)])
def test_cells_counts_steps_and_arrows_are_there(
    make_criteria: MakeCriteria, size: tuple[int, int]
) -> None:
    criteria = make_criteria(*size)
    moves = {(Spot(3, 3), Spot(1, 2)): 4, (Spot(1, 1), Spot(2, 1)): 1, (Spot(2, 2), Spot(2, 2)): 7}
    shown = a_map(criteria, moves)
    found = elements(inline_map(shown, map_content(shown)))
    texts = [one.text for one in found if one.tag == f"{SVG}text"]
    assert texts.count("7") == 1 + (size[0] >= 7)  # a count; a step of the scale
    assert texts.count("4") == 2 + (size[0] >= 4) + (size[1] >= 4)  # a count, and on its arrow
    assert {"Likelihood →", "Impact ↑"} <= set(texts)
    cells = sum(len(re.findall(r"h(61v49|43v39)h", one.get("d") or "")) for one in found)
    assert cells == size[0] * size[1]
    heads = [one for one in found if one.tag == f"{SVG}circle"]
    assert len(heads) == 2


def test_a_map_may_stand_on_a_page_many_times_and_is_for_the_eye_only(
    make_criteria: MakeCriteria,
) -> None:
    shown = a_map(make_criteria(5, 5), {(Spot(1, 1), Spot(5, 5)): 2, (Spot(5, 5), Spot(4, 4)): 1})
    drawing = inline_map(shown, map_content(shown))
    root, *inside = elements(drawing)
    assert root.get("aria-hidden") == "true"
    for element in (root, *inside):
        assert element.get("id") is None
        assert element.get("style") is None
        assert element.tag not in {f"{SVG}a", f"{SVG}style", f"{SVG}script"}
    rises = [one for one in inside if one.get("class") == "map-rise"]
    assert len(rises) == 1


def test_no_more_arrows_are_drawn_than_can_be_told_apart(make_criteria: MakeCriteria) -> None:
    ends = [Spot(column, row) for column in range(1, 6) for row in range(1, 6)]
    moves = {(Spot(3, 3), end): 2 for end in ends if end != Spot(3, 3)}
    shown = a_map(make_criteria(5, 5), moves)
    assert len(shown.arrows) == MOST_ARROWS < len(moves)


def test_more_risks_make_a_thicker_arrow() -> None:
    breadths = [arrow_breadth(count, 40) for count in (1, 2, 10, 40)]
    assert breadths == sorted(breadths)
    assert (breadths[0], breadths[-1]) == (1.5, 4.0)


@pytest.mark.parametrize(
    ("names", "marks"),
    [
        (("Low", "Medium", "High", "Critical"), ("L", "M", "H", "C")),
        (("低", "中", "高", "严重"), ("低", "中", "高", "严重")),
        (("一般风险", "较大风险", "重大风险"), ("一", "较", "重")),
        (("Very low", "Very high", "Extreme"), ("VL", "VH", "E")),
        (("Mild", "Middling"), ("Mi", "Mi2")),
        (("Grade", "Grade 2", "Grade 3"), ("G", "G2", "G3")),
    ],
)
def test_levels_have_marks_of_their_own(names: tuple[str, ...], marks: tuple[str, ...]) -> None:
    found = level_marks(names)
    assert len(set(found)) == len(names)
    assert found == (marks if marks != ("Mi", "Mi2") else ("1", "2"))


def test_a_sheet_is_a_drawing_with_title_words_and_nothing_from_elsewhere(
    make_criteria: MakeCriteria,
) -> None:
    shown = a_map(make_criteria(5, 5), {(Spot(4, 4), Spot(2, 3)): 2})
    panels = tuple(
        Panel(name, shown, map_content(shown)) for name in ("Inherent", "Since <1>", "?")
    )
    levels = tuple(SheetLevel(mark, f"Level {mark}") for mark in shown.marks)
    text = matrix_sheet(
        MatrixSheet("Desk & hotline: matrix", "as of today", panels, levels, "In words", "en")
    )
    root, *inside = elements(text)
    assert [one.text for one in inside[:2]] == ["Desk & hotline: matrix", "In words"]
    texts = [one.text for one in inside if one.tag == f"{SVG}text"]
    assert {"as of today", "Inherent", "Since <1>", "L  Level L"} <= set(texts)
    height = float(root.attrib["height"])
    lines = [float(one.attrib["y"]) for one in root if one.tag == f"{SVG}text"]
    assert max(lines) < height
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|url\(|href", text)
