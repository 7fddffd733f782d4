"""What becomes of the points of a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.identifying.sessions import (
    End,
    Outcome,
    final,
    open_points,
    outcomes,
    points_made,
    similar_points,
)
from riskbook.model.discovery import Discovery, Session
from riskbook.model.links import link
from riskbook.model.terms import Status
from sample_gathering import at_point, dropped, gathering_book, point, sample_session, text
from samples import sample_book, sample_risk


def ends_of(session: Session, *found: str) -> dict[str, Outcome]:
    links = link(gathering_book(session, found=[at_point(key) for key in found]))
    return dict(outcomes(session, links))


def test_a_point_is_a_risk_merged_dropped_or_open() -> None:
    session = sample_session(
        [point("P1"), point("P2", merged_into="P1"), dropped("P3"), point("P4")]
    )
    assert ends_of(session, "P1") == {
        "P1": Outcome(End.RISK, ("R001",), ""),
        "P2": Outcome(End.MERGED, ("R001",), "P1"),
        "P3": Outcome(End.DROPPED, (), ""),
        "P4": Outcome(End.OPEN, (), ""),
    }


def test_merged_points_share_one_outcome_whichever_of_them_the_risk_names() -> None:
    session = sample_session(
        [point("P1", merged_into="P2"), point("P2", merged_into="P3"), point("P3")]
    )
    ends = ends_of(session, "P1")
    assert {key: (end.end, end.risks, end.into) for key, end in ends.items()} == {
        "P1": (End.MERGED, ("R001",), "P3"),
        "P2": (End.MERGED, ("R001",), "P3"),
        "P3": (End.RISK, ("R001",), ""),
    }


def test_a_way_that_ends_nowhere_or_in_a_circle_is_no_endless_one() -> None:
    session = sample_session(
        [
            point("P1", merged_into="P9"),
            point("P2", merged_into="P3"),
            point("P3", merged_into="P2"),
            point("P4", merged_into="P4"),
        ]
    )
    assert [final(session, one) for one in session.points] == [None] * 4
    assert [end.into for end in ends_of(session).values()] == ["P9", "P3", "P2", "P4"]


def test_open_points_come_by_date_session_and_place() -> None:
    late = sample_session([point("P2"), point("P1")], id="a", date=date(2026, 11, 2))
    early = sample_session([point("P9"), dropped("P1")], id="b")
    same = sample_session([point("P5")], id="0")
    book = sample_book(discovery=Discovery(sessions={one.id: one for one in (late, early, same)}))
    assert [(one.kind, one.record, one.item) for one in open_points(book, link(book))] == [
        ("session", "0", "P5"),
        ("session", "b", "P9"),
        ("session", "a", "P2"),
        ("session", "a", "P1"),
    ]


def test_a_closed_risk_is_an_outcome_too() -> None:
    session = sample_session([point("P1")])
    book = gathering_book(session)
    closed = sample_risk(status=Status.CLOSED, found_in=(at_point("P1"),))
    book = replace(book, risks={"R001": closed})
    assert open_points(book, link(book)) == ()


SAME = ("Both lines run through one duct", "Both the lines run through the one duct")


def test_similar_points_are_proposed_while_one_of_them_waits() -> None:
    one, other = (point(key, said=said) for key, said in zip(("P1", "P2"), SAME, strict=True))
    session = sample_session([one, other, point("P3", said="Users share a password")])
    links = link(gathering_book(session, found=[at_point("P1")]))
    (pair,) = similar_points(session, links)
    assert (pair.one.id, pair.other.id) == ("P1", "P2")
    assert 0.38 <= pair.likeness < 1


@pytest.mark.parametrize("changes", [{"merged_into": "P1"}, {"dropped": text("No")}])
def test_what_was_merged_or_dropped_is_proposed_no_more(changes: dict[str, Any]) -> None:
    session = sample_session([point("P1", said=SAME[0]), point("P2", said=SAME[1], **changes)])
    assert similar_points(session, link(gathering_book(session))) == ()


def test_two_risks_are_not_proposed_for_merging() -> None:
    session = sample_session([point("P1", said=SAME[0]), point("P2", said=SAME[1])])
    links = link(gathering_book(session, found=[at_point("P1"), at_point("P2")]))
    assert similar_points(session, links) == ()


def test_points_are_counted_for_who_is_there_but_not_for_who_leads() -> None:
    session = sample_session(
        [point("P1"), point("P2", merged_into="P1"), dropped("P3"), point("P4", "risk-manager")]
    )
    assert points_made(session) == {"hotline-lead": 3, "service-desk-lead": 0}
    assert points_made(replace(session, facilitator="hotline-lead")) == {"service-desk-lead": 0}


@given(st.lists(st.integers(0, 6), max_size=6))
def test_whatever_is_merged_into_whatever_every_point_has_an_outcome(into: list[int]) -> None:
    points = [
        point(f"P{number}", merged_into=f"P{target}" if target else "")
        for number, target in enumerate(into, 1)
    ]
    session = sample_session(points)
    ends = ends_of(session)
    assert list(ends) == [one.id for one in points]
    for one in points:
        assert (ends[one.id].end is End.MERGED) == bool(one.merged_into)
        last = final(session, one)
        assert last is None or not next(each for each in points if each.id == last).merged_into
