"""The ways of arrows across a matrix: none lies on a count, whatever moves where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

import slow_routes
from riskbook.picturing.matrix_routes import (
    LABEL_LEAST,
    Bundle,
    Point,
    Room,
    Route,
    Spot,
    bundles,
    routes,
)

ROOM = Room(0.36, 0.35, (0.3, 0.28), (0.27, 0.3))
MOVES = st.integers(3, 10).flatmap(
    lambda columns: st.integers(3, 10).flatmap(
        lambda rows: st.tuples(
            st.just((columns, rows)),
            st.lists(
                st.tuples(
                    st.builds(Spot, st.integers(1, columns), st.integers(1, rows)),
                    st.builds(Spot, st.integers(1, columns), st.integers(1, rows)),
                ),
                max_size=40,
            ),
            st.sampled_from(
                [
                    ROOM,
                    Room(0.52, 0.36, (0.45, 0.3), (0.3, 0.3)),
                    Room(0.7, 0.38, (0.6, 0.3), (0.5, 0.3)),
                ]
            ),
        )
    )
)


def everywhere(size: tuple[int, int]) -> set[Spot]:
    columns, rows = size
    return {Spot(column, row) for column in range(1, columns + 1) for row in range(1, rows + 1)}


def cell_of(point: Point) -> Spot:
    return Spot(int(point.x) + 1, int(point.y) + 1)


def on_count(point: Point, room: Room) -> bool:
    return point.x % 1 < room.width and point.y % 1 > 1 - room.height


def finely(route: Route) -> Iterator[Point]:
    """Places along the curves themselves, a hundred on each."""
    start = route.start
    for bend, end in route.curves:
        for share in (number / 100 for number in range(101)):
            one, two, three = (1 - share) ** 2, 2 * share * (1 - share), share**2
            yield Point(
                one * start.x + two * bend.x + three * end.x,
                one * start.y + two * bend.y + three * end.y,
            )
        start = end


def box(place: Point, room: Room) -> tuple[float, float, float, float]:
    width, height = room.label
    return (
        *(place.x - width / 2, place.y - height / 2),
        *(place.x + width / 2, place.y + height / 2),
    )


@settings(max_examples=25, deadline=None)
@given(MOVES)
def test_no_arrow_and_no_number_lies_on_a_count(
    drawn: tuple[tuple[int, int], list[tuple[Spot, Spot]], Room],
) -> None:
    size, moves, room = drawn
    found = bundles(Counter(moves))[:18]
    laid = routes(found, size, everywhere(size), room)
    assert [route.bundle for route in laid] == list(found)
    for route in laid:
        assert cell_of(route.points[0]) == route.bundle.start
        assert cell_of(route.points[-1]) == route.bundle.end
        assert not [point for point in finely(route) if on_count(point, room)]
    boxes = [box(route.label, room) for route in laid if route.label]
    for left, low, right, high in boxes:
        corners = [Point(x, y) for x in (left, right) for y in (low, high)]
        assert not any(on_count(corner, room) for corner in corners)
        assert left >= 0
        assert low >= 0
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart


@settings(max_examples=60, deadline=None)
@given(MOVES, st.sampled_from([everywhere, None]))
def test_the_quick_search_finds_what_a_look_at_everything_finds(
    drawn: tuple[tuple[int, int], list[tuple[Spot, Spot]], Room],
    all_over: Callable[[tuple[int, int]], set[Spot]] | None,
) -> None:
    size, moves, room = drawn
    found = bundles(Counter(moves))[:18]
    counted = all_over(size) if all_over else {end for _, end in moves}
    assert routes(found, size, counted, room) == slow_routes.routes(found, size, counted, room)


def test_equal_moves_are_one_arrow_and_who_stays_has_none() -> None:
    here, there = Spot(4, 4), Spot(2, 3)
    assert bundles({(here, there): 3, (here, here): 7, (there, here): 1}) == (
        Bundle(here, there, 3),
        Bundle(there, here, 1),
    )


def lay(*moves: Bundle, counted: set[Spot] | None = None) -> tuple[Route, ...]:
    return routes(moves, (5, 5), counted or everywhere((5, 5)), ROOM)


def test_the_usual_way_down_is_a_straight_line() -> None:
    for end in (Spot(3, 3), Spot(2, 2), Spot(3, 4), Spot(4, 2)):
        (route,) = lay(Bundle(Spot(4, 4), end, 1))
        ((bend, _),) = route.curves
        middle = (Spot(4, 4).likelihood + end.likelihood - 1) / 2
        assert bend.x == middle


def test_an_arrow_says_for_how_many_it_stands_from_two_on() -> None:
    one, two = lay(Bundle(Spot(5, 5), Spot(4, 4), 1), Bundle(Spot(2, 4), Spot(2, 2), LABEL_LEAST))
    assert one.label is None
    assert two.label is not None


def test_a_number_leaves_the_name_of_a_level_to_be_read() -> None:
    # The middle of this way is the corner at which four cells meet.
    (route,) = lay(Bundle(Spot(4, 4), Spot(3, 3), 3))
    assert route.label is not None
    width, height = ROOM.label
    right, low = route.label.x + width / 2, route.label.y - height / 2
    across, up = ROOM.mark
    assert not (1 - across < right % 1 and low % 1 < up)
    assert abs(route.label.x - 3) > width / 2


def test_there_and_back_are_two_ways() -> None:
    there, back = lay(Bundle(Spot(4, 2), Spot(2, 2), 2), Bundle(Spot(2, 2), Spot(4, 2), 1))
    middles = [route.points[len(route.points) // 2] for route in (there, back)]
    assert abs(middles[0].y - middles[1].y) > 0.05


def test_an_arrow_that_a_count_stands_in_the_way_of_goes_round_it() -> None:
    # Up to the left, where the straight line leads through the counts of both ends.
    (round_it,) = lay(Bundle(Spot(4, 2), Spot(3, 3), 1))
    (straight,) = lay(Bundle(Spot(4, 2), Spot(3, 3), 1), counted={Spot(1, 1)})
    assert round_it.curves != straight.curves


def test_equal_movement_is_drawn_alike() -> None:
    moves = (Bundle(Spot(5, 5), Spot(3, 3), 4), Bundle(Spot(4, 5), Spot(2, 3), 2))
    assert lay(*moves) == lay(*moves)
