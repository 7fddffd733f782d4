"""Where nodes stand: columns, rows, one file."""

from __future__ import annotations

import pytest

from riskbook.picturing.flow_order import in_file, in_lanes

CHAIN = [(0, 1), (1, 2), (2, 3)]


def test_a_chain_stands_in_one_row() -> None:
    grid = in_lanes([0, 0, 0, 0], CHAIN)
    assert grid.column == (0, 1, 2, 3)
    assert set(grid.row) == {0}


def test_a_node_stands_after_the_longest_way_to_it() -> None:
    assert in_lanes([0] * 4, [*CHAIN, (0, 3)]).column == (0, 1, 2, 3)


@pytest.mark.parametrize("back", [(2, 1), (3, 0), (3, 3)])
def test_what_goes_back_moves_nothing(back: tuple[int, int]) -> None:
    assert in_lanes([0] * 4, [*CHAIN, back]) == in_lanes([0] * 4, CHAIN)


def test_of_a_circle_the_edge_against_the_authors_order_goes_back() -> None:
    """The wait for an answer comes after the work, although the circle can be read otherwise."""
    solve, confirm, close = 1, 2, 3
    edges = [(0, confirm), (0, solve), (confirm, solve), (solve, confirm), (confirm, close)]
    column = in_lanes([0] * 4, edges).column
    assert column[solve] < column[confirm] < column[close]


def test_a_second_start_stands_just_before_what_it_leads_to() -> None:
    assert in_lanes([0] * 5, [*CHAIN, (4, 3)]).column == (0, 1, 2, 3, 2)


def test_nodes_of_a_lane_keep_to_its_rows() -> None:
    lanes = [0, 1, 0, 1, 0]
    grid = in_lanes(lanes, [(0, 1), (0, 2), (0, 4), (1, 3)])
    assert [grid.lane_of[row] for row in grid.row] == lanes
    assert len({grid.row[0], grid.row[2], grid.row[4]}) == 2
    assert len(set(zip(grid.column, grid.row, strict=True))) == len(lanes)


def test_rows_are_ordered_so_that_edges_do_not_cross() -> None:
    grid = in_lanes([0] * 6, [(0, 1), (0, 2), (1, 5), (2, 4), (2, 3)])
    first, second = sorted((1, 2), key=lambda node: grid.row[node])
    targets = {1: [5], 2: [3, 4]}
    assert max(grid.row[node] for node in targets[first]) < min(
        grid.row[node] for node in targets[second]
    )


def test_in_a_file_each_node_follows_what_leads_to_it() -> None:
    edges = [(3, 1), (1, 0), (0, 2), (2, 3)]
    assert in_file(4, edges[:3]).column == (2, 1, 3, 0)
    assert sorted(in_file(4, edges).column) == [0, 1, 2, 3]


def test_nothing_has_no_columns() -> None:
    assert in_lanes([], []).columns == 0
    assert in_file(0, []).columns == 0
