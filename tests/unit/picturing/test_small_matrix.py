"""The small matrix of a risk's page."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from riskbook.assessing.standing import Position, Stages
from riskbook.model.criteria import Criteria
from riskbook.picturing.small_matrix import small_matrix

MakeCriteria = Callable[[int, int], Criteria]
SVG = "{http://www.w3.org/2000/svg}"


def at(likelihood: int, impact: int) -> Position:
    return Position(likelihood, impact, (), 0, likelihood + impact)


def elements(drawing: str) -> list[ET.Element]:
    return list(ET.fromstring(drawing).iter())  # noqa: S314


def classes(drawing: str) -> list[str]:
    return [element.get("class", "") for element in elements(drawing)]


def place(drawing: str, stage: str) -> tuple[float, float]:
    (found,) = [
        element for element in elements(drawing) if element.get("class") == f"stage stage-{stage}"
    ]
    if found.tag == f"{SVG}circle":
        return float(found.attrib["cx"]), float(found.attrib["cy"])
    corners = [tuple(map(float, point.split(","))) for point in found.attrib["points"].split()]
    return corners[0][0], corners[1][1]


def test_three_stages_are_joined_by_two_arrows(make_criteria: MakeCriteria) -> None:
    drawing = small_matrix(make_criteria(5, 5), Stages(at(5, 4), at(4, 3), at(2, 3)))
    assert classes(drawing) == [
        "small-matrix",
        *("level-0", "level-1", "level-2", "level-3"),
        *("move-halo", "move move-now", "move-head move-now"),
        *("move-halo", "move move-plan", "move-head move-plan"),
        *("stage stage-inherent", "stage stage-current", "stage stage-target"),
    ]


def test_likelihood_is_to_the_right_and_impact_upwards(make_criteria: MakeCriteria) -> None:
    drawing = small_matrix(make_criteria(5, 5), Stages(at(5, 5), at(1, 5), at(1, 1)))
    inherent, current, target = (
        place(drawing, stage) for stage in ("inherent", "current", "target")
    )
    assert inherent[0] > current[0] == target[0]
    assert inherent[1] == current[1] < target[1]


def test_stages_in_one_cell_stand_side_by_side_without_an_arrow(
    make_criteria: MakeCriteria,
) -> None:
    drawing = small_matrix(make_criteria(5, 5), Stages(at(3, 3), at(3, 3), at(3, 3)))
    assert not any("move" in name for name in classes(drawing))
    across = [place(drawing, stage)[0] for stage in ("inherent", "current", "target")]
    assert across == sorted(set(across))


@pytest.mark.parametrize(
    ("stages", "arrows"),
    [
        (Stages(None, None, None), 0),
        (Stages(None, at(2, 3), None), 0),
        (Stages(None, at(2, 3), at(1, 1)), 1),
        (Stages(at(3, 3), None, at(1, 1)), 1),
        (Stages(at(3, 3), at(3, 3), at(1, 1)), 1),
    ],
)
def test_an_arrow_for_every_move_between_the_stages_there_are(
    make_criteria: MakeCriteria, stages: Stages, arrows: int
) -> None:
    drawing = small_matrix(make_criteria(3, 3), stages)
    assert sum(name.startswith("move-head") for name in classes(drawing)) == arrows


@pytest.mark.parametrize("grid", [(3, 3), (4, 3), (3, 10), (10, 10)])
def test_every_cell_is_drawn_in_the_class_of_its_level(
    make_criteria: MakeCriteria, grid: tuple[int, int]
) -> None:
    criteria = make_criteria(*grid)
    found = elements(small_matrix(criteria, Stages(None, None, None)))
    counts = {
        element.get("class"): element.attrib["d"].count("M")
        for element in found
        if "d" in element.attrib
    }
    cells = [f"level-{level}" for row in criteria.matrix for level in row]
    assert counts == {name: cells.count(name) for name in set(cells)}


def test_it_is_for_the_eye_only_and_safe_under_a_strict_policy(
    make_criteria: MakeCriteria,
) -> None:
    found = elements(small_matrix(make_criteria(5, 5), Stages(at(5, 4), at(4, 3), at(2, 3))))
    assert found[0].get("aria-hidden") == "true"
    assert all(not {"id", "style"} & element.attrib.keys() for element in found)
    assert all(not (element.text or "").strip() for element in found)
