"""What moved, when, by whom and why: a few states told by hand, and the whole demonstration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from riskbook.assessing.levels import level
from riskbook.model.criteria import Criteria
from riskbook.model.records import Assessment, Risk
from riskbook.model.terms import Status, Strategy
from riskbook.reading.commits import Change, Commit
from riskbook.reading.loading import load
from riskbook.reading.past import RecordChange, State, past
from riskbook.reading.placing import Kind
from riskbook.reading.trees import GitTree
from riskbook.reviewing.timeline import DayCounts, Timeline, timeline, without
from riskbook.reviewing.turns import Aspect, Cause, Event, LevelThen, Then, Turn
from sample_framework import (
    LOW,
    grid,
    sample_criteria,
    sample_organization,
    sample_settings,
)
from samples import sample_risk
from small_book import RISK, edited, small_book
from told_book import Step, tell

ZONE = "Asia/Shanghai"
SHANGHAI = timezone(timedelta(hours=8))
CALM, TENSE = sample_risk("R001", 3, 3), sample_risk("R001", 4, 3)  # medium, high
STRICTER = grid("CCCCC", "CCCCC", "HHHHH", "HHHHH", "LLLMM")
"""A matrix on which 3 by 3 is high."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a test says of one state: its day and risks; ``untouched`` are not in the commit."""

    day: str
    risks: Sequence[Risk]
    criteria: Criteria = sample_criteria()  # noqa: RUF009  # frozen
    email: str = "hotline-lead@example.org"
    unread: frozenset[str] = frozenset()
    untouched: frozenset[str] = frozenset()


def told(*moments: Moment) -> Timeline:
    return timeline(states(moments), sample_organization(), ZONE)


def states(moments: Sequence[Moment]) -> Iterator[State]:
    before: dict[str, Risk] = {}
    for number, moment in enumerate(moments):
        now = {risk.id: risk for risk in moment.risks}
        changes = [
            RecordChange(Kind.RISK, key, before.get(key), now.get(key))
            for key in sorted(before.keys() | now.keys())
            if before.get(key) != now.get(key)
        ]
        touched = tuple(
            Change("M", (one.after or one.before).source.path, "1", "2")
            for one in changes
            if one.key not in moment.untouched
        )
        when = datetime.fromisoformat(f"{moment.day}T09:00:00").replace(tzinfo=SHANGHAI)
        commit = Commit(str(number), (), moment.email, when, when, "change", touched)
        yield State(
            commit,
            (),
            sample_settings(),
            moment.criteria,
            tuple(changes),
            moment.unread,
            {Kind.RISK: now},
        )
        before = now


def moved(turn: Turn) -> dict[str, tuple[Any, Any]]:
    """What a turn says of each aspect; levels by key."""
    return {move.aspect.value: (_word(move.before), _word(move.after)) for move in turn.moves}


def _word(value: object) -> object:
    return value.key if isinstance(value, LevelThen) else value


def test_a_turn_says_what_moved_in_which_commit_and_by_whom() -> None:
    found = told(Moment("2026-01-05", [CALM]), Moment("2026-02-03", [TENSE]))
    added, turn = found.of("R001")
    assert (added.event, added.before, added.moves) == (Event.ADDED, None, ())
    assert (turn.commit, turn.day, turn.author) == ("1", date(2026, 2, 3), "hotline-lead")
    assert (turn.event, turn.cause) == (Event.MOVED, Cause.RECORD)
    assert moved(turn) == {
        "level": ("medium", "high"),
        "likelihood": (3, 4),
        "appetite": (False, True),
    }
    assert found.begins == date(2026, 1, 5)
    assert found.of("R999") == ()


MOVES = {
    Aspect.LIKELIHOOD: (sample_risk("R001", 2, 3), 3, 2),
    Aspect.IMPACT: (sample_risk("R001", 3, {"customer": 1, "financial": 2}), 3, 2),
    Aspect.STATUS: (replace(CALM, status=Status.CLOSED), Status.OPEN, Status.CLOSED),
    Aspect.OWNER: (replace(CALM, owner="risk-manager"), "hotline-lead", "risk-manager"),
    Aspect.TITLE: (replace(CALM, title="Callers wait"), CALM.title, "Callers wait"),
    Aspect.STRATEGY: (
        replace(CALM, treatment=replace(CALM.treatment, strategy=Strategy.ACCEPT)),
        Strategy.MITIGATE,
        Strategy.ACCEPT,
    ),
}


@pytest.mark.parametrize("aspect", MOVES, ids=lambda aspect: aspect.value)
def test_each_aspect_moves_by_itself(aspect: Aspect) -> None:
    risk, before, after = MOVES[aspect]
    _, turn = told(Moment("2026-01-05", [CALM]), Moment("2026-02-03", [risk])).of("R001")
    (move,) = (one for one in turn.moves if one.aspect is not Aspect.LEVEL)
    assert move == (aspect, before, after)


def test_what_moves_nothing_is_no_turn() -> None:
    reworded = replace(CALM, body="More.", source=replace(CALM.source, path="registers/x/risks/y"))
    found = told(Moment("2026-01-05", [CALM]), Moment("2026-02-03", [reworded]))
    assert [turn.event for turn in found.turns] == [Event.ADDED]


def test_whoever_the_organization_does_not_know_is_a_contributor() -> None:
    emails = {
        "someone@example.org": "",
        "Risk-Manager@Example.ORG": "risk-manager",
        "": "",
    }
    for email, person in emails.items():
        found = told(Moment("2026-01-05", [CALM], email=email))
        assert found.turns[0].author == person
        assert "@" not in repr(found)


def test_a_risk_that_could_not_be_read_is_not_there_and_comes_back() -> None:
    found = told(
        Moment("2026-01-05", [CALM]),
        Moment("2026-01-06", [], unread=frozenset({"R001"})),
        Moment("2026-01-07", [TENSE]),
        Moment("2026-01-08", []),
    )
    events = [turn.event for turn in found.of("R001")]
    assert events == [Event.ADDED, Event.UNREAD, Event.BACK, Event.REMOVED]
    assert moved(found.of("R001")[2])["level"] == ("medium", "high")
    there = [found.at(date(2026, 1, day)).keys() for day in range(4, 9)]
    assert there == [set(), {"R001"}, set(), {"R001"}, set()]
    assert [counts.by_level for counts in found.daily_counts()] == [
        {"medium": 1},
        {},
        {"high": 1},
        {},
    ]


def test_a_level_is_that_of_the_criteria_of_then_and_tells_what_moved_it() -> None:
    still = sample_risk("R002", 1, 1)
    stricter = sample_criteria(matrix=STRICTER, version="2026-02")
    found = told(
        Moment("2026-01-05", [CALM, still]),
        Moment("2026-02-03", [CALM, still], stricter, email="risk-manager@example.org"),
        Moment("2026-03-03", [TENSE, still], stricter),
    )
    _, by_criteria, by_record = found.of("R001")
    assert (by_criteria.cause, by_record.cause) == (Cause.CRITERIA, Cause.RECORD)
    assert moved(by_criteria) == {"level": ("medium", "high"), "appetite": (False, True)}
    assert moved(by_record) == {"likelihood": (3, 4)}
    assert [turn.event for turn in found.of("R002")] == [Event.ADDED]
    (change,) = found.criteria
    assert (change.before, change.after, change.risks) == ("2026-01", "2026-02", ("R001",))
    assert (change.day, change.author) == (date(2026, 2, 3), "risk-manager")


def test_a_limit_alone_can_move_a_risk_above_its_appetite() -> None:
    (appetite,) = sample_criteria().appetite
    lower = sample_criteria(appetite=(replace(appetite, limit=LOW),))
    found = told(Moment("2026-01-05", [CALM]), Moment("2026-02-03", [CALM], lower))
    assert moved(found.of("R001")[1]) == {"appetite": (False, True)}
    assert found.criteria[0].risks == ()  # its level is what it was


def test_an_edit_beside_a_change_of_criteria_did_not_move_the_level() -> None:
    renamed = replace(CALM, title="Callers wait")
    stricter = sample_criteria(matrix=STRICTER)
    found = told(
        Moment("2026-01-05", [CALM, sample_risk("R002", 3, 3)]),
        Moment("2026-02-03", [renamed, sample_risk("R002", 3, 4)], stricter),
    )
    assert found.of("R001")[1].cause is Cause.CRITERIA
    assert found.of("R002")[1].cause is Cause.RECORD  # it was scored anew besides
    assert found.criteria[0].risks == ("R001",)


def test_criteria_that_give_a_word_another_meaning_move_what_nobody_touched() -> None:
    found = told(
        Moment("2026-01-05", [CALM]),
        Moment("2026-02-03", [TENSE], sample_criteria(version="b"), untouched=frozenset({"R001"})),
    )
    assert found.of("R001")[1].cause is Cause.CRITERIA
    assert found.criteria[0].risks == ("R001",)


def test_a_level_that_only_has_another_name_has_not_moved() -> None:
    levels = sample_criteria().levels
    renamed = sample_criteria(levels=tuple(replace(one, name=levels[0].name) for one in levels))
    rekeyed = sample_criteria(levels=tuple(replace(one, key=f"{one.key}-2") for one in levels))
    found = told(
        Moment("2026-01-05", [CALM]),
        Moment("2026-02-03", [CALM], renamed),
        Moment("2026-03-03", [CALM], rekeyed),
    )
    assert [turn.day.month for turn in found.of("R001")] == [1, 3]


UNASSESSED = replace(CALM, assessment=Assessment(None, None, None, None, None))
COUNTED = {
    "open": (CALM, {"medium": 1}),
    "draft": (replace(CALM, status=Status.DRAFT), {}),
    "closed": (replace(CALM, status=Status.CLOSED), {}),
    "unassessed": (UNASSESSED, {}),
    "off the matrix": (sample_risk("R001", 9, 9), {}),
}


@pytest.mark.parametrize("case", COUNTED)
def test_only_open_and_assessed_risks_are_counted(case: str) -> None:
    risk, expected = COUNTED[case]
    found = told(Moment("2026-01-05", [risk]))
    assert found.counts_at(date(2026, 1, 5)) == expected
    assert found.counts_at(date(2026, 1, 4)) == {}


def test_counts_stand_until_the_next_and_go_from_the_lowest_level_up() -> None:
    critical, low = sample_risk("R002", 5, 5), sample_risk("R003", 1, 1)
    found = told(
        Moment("2026-01-05", [critical]),
        Moment("2026-01-05", [critical, CALM]),
        Moment("2026-02-03", [critical, TENSE, low]),
    )
    assert found.daily_counts() == (
        DayCounts(date(2026, 1, 5), {"medium": 1, "critical": 1}),
        DayCounts(date(2026, 2, 3), {"low": 1, "high": 1, "critical": 1}),
    )
    assert [*found.counts_at(date(2026, 2, 4))] == ["low", "high", "critical"]
    assert found.counts_at(date(2026, 1, 31)) == {"medium": 1, "critical": 1}


def test_withheld_risks_leave_no_trace() -> None:
    stricter = sample_criteria(matrix=STRICTER)
    secret = sample_risk("R002", 3, 3)
    moments = (Moment("2026-01-05", [CALM, secret]), Moment("2026-02-03", [CALM, secret], stricter))
    assert told(*moments).criteria[0].risks == ("R001", "R002")
    found = without(told(*moments), {"R002"})
    assert "R002" not in repr(found)
    assert found == told(*(replace(moment, risks=[CALM]) for moment in moments))


def test_a_commit_with_an_earlier_date_shows_what_came_before_it_too() -> None:
    """As a name that is a date does: the last commit whose day is not after it."""
    found = told(
        Moment("2026-01-05", [CALM]),
        Moment("2026-03-03", [TENSE]),
        Moment("2026-02-03", [TENSE, sample_risk("R002", 1, 1)]),
    )
    turn = found.of("R001")[1]
    assert (turn.day, turn.since) == (date(2026, 3, 3), date(2026, 2, 3))
    assert level_on(found, "2026-02-02") == "medium"
    assert level_on(found, "2026-02-03") == "high"
    assert [counts.day for counts in found.daily_counts()] == [date(2026, 1, 5), date(2026, 2, 3)]


def level_on(found: Timeline, day: str) -> str:
    then: Then = found.at(date.fromisoformat(day))["R001"]
    assert then.level is not None
    return then.level.key


def test_a_stretch_of_days_has_its_turns() -> None:
    found = told(
        Moment("2026-01-05", [CALM]), Moment("2026-01-11", [TENSE]), Moment("2026-01-12", [CALM])
    )
    week = found.within(date(2026, 1, 5), date(2026, 1, 11))
    assert [turn.event for turn in week] == [Event.ADDED, Event.MOVED]
    assert found.within(date(2026, 1, 13), date(2026, 1, 31)) == ()


ABOVE = (
    Moment("2026-01-05", [TENSE]),
    Moment("2026-02-05", [CALM]),
    Moment("2026-03-05", [TENSE]),
    Moment("2026-04-05", [replace(TENSE, title="Callers wait")]),
)
ACCEPTED: dict[str, tuple[str, list[tuple[str, str]], str]] = {
    "never accepted": ("2026-06-01", [], "2026-03-05"),
    "on the day itself": ("2026-03-05", [], "2026-03-05"),
    "before": ("2026-02-28", [], ""),
    "before, above": ("2026-01-31", [], "2026-01-05"),
    "accepted today": ("2026-06-01", [("2026-03-05", "2026-06-01")], ""),
    "lapsed": ("2026-06-01", [("2026-03-05", "2026-05-31")], "2026-06-01"),
    "lapsed long ago": ("2026-06-01", [("2026-03-05", "2026-03-31")], "2026-04-01"),
    "lapsed before it rose": ("2026-06-01", [("2026-01-05", "2026-02-05")], "2026-03-05"),
    "accepted later": ("2026-03-31", [("2026-04-01", "2026-12-31")], "2026-03-05"),
    "two, one of them ended": (
        "2026-06-01",
        [("2026-03-05", "2026-03-31"), ("2026-04-02", "2026-06-30")],
        "",
    ),
    "two that ended": (
        "2026-06-01",
        [("2026-03-05", "2026-03-31"), ("2026-04-10", "2026-04-20")],
        "2026-04-21",
    ),
    "ends before it begins": ("2026-06-01", [("2026-05-05", "2026-04-05")], "2026-03-05"),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_since_when_a_risk_is_above_its_appetite(case: str) -> None:
    today, accepted, since = ACCEPTED[case]
    spans = [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in accepted]
    found = told(*ABOVE).above_since("R001", date.fromisoformat(today), spans)
    assert found == (date.fromisoformat(since) if since else None)


def test_a_risk_that_is_closed_or_gone_is_not_above_anything() -> None:
    closed = replace(TENSE, status=Status.CLOSED)
    today = date(2026, 6, 1)
    for after in ([closed], []):
        found = told(Moment("2026-01-05", [TENSE]), Moment("2026-02-05", after))
        assert found.above_since("R001", today) is None
    unlimited = told(Moment("2026-01-05", [replace(TENSE, category="technical")]))
    assert unlimited.above_since("R001", today) is None
    assert told(Moment("2026-01-05", [TENSE])).above_since("R002", today) is None


def test_a_book_without_a_past_has_an_empty_timeline() -> None:
    found = timeline([], sample_organization(), ZONE)
    assert (found.begins, found.turns, found.daily_counts()) == (None, (), ())
    assert (found.at(date.max), found.counts_at(date.max)) == ({}, {})


def test_a_day_is_that_of_the_book(tmp_path: Path) -> None:
    """Half past midnight in Shanghai is still the day before in London."""
    rescored = edited({RISK: ("likelihood: 2", "likelihood: 3")})
    tell(
        tmp_path,
        [
            Step(small_book(), "2026-01-05", email="Desk-Lead@example.org"),
            Step(rescored, "2026-02-04", "00:30:00 +0800", email="someone@example.org"),
        ],
    )
    book = load(GitTree(tmp_path, "HEAD")).book
    assert book is not None
    days = {"Asia/Shanghai": date(2026, 2, 4), "Europe/London": date(2026, 2, 3)}
    for zone, day in days.items():
        found = timeline(past(tmp_path), book.organization, zone)
        assert [turn.since for turn in found.of("R001")] == [date(2026, 1, 5), day]
        assert [turn.author for turn in found.of("R001")] == ["desk-lead", ""]


@pytest.fixture(scope="module")
def demonstration(demo: Path) -> Timeline:
    book = load(GitTree(demo, "HEAD")).book
    assert book is not None
    return timeline(past(demo), book.organization, book.settings.time_zone)


@pytest.mark.parametrize(
    "day", ["2024-11-30", "2025-07-02", "2025-07-03", "2026-01-15", "2026-06-15", "2026-12-31"]
)
def test_any_day_of_the_demonstration_is_as_its_book_was(
    day: str, demo: Path, demonstration: Timeline
) -> None:
    book = load(GitTree(demo, day, "Asia/Shanghai")).book
    assert book is not None
    levels = level(book)
    then = demonstration.at(date.fromisoformat(day))
    assert then.keys() == book.risks.keys()
    counts: dict[str, int] = {}
    for risk in book.risks.values():
        current = levels[risk.id].current if risk.id in levels else None
        key = book.criteria.levels[current.level].key if current else ""
        found = then[risk.id]
        assert (found.level.key if found.level else "") == key
        assert (found.title, found.status, found.owner) == (risk.title, risk.status, risk.owner)
        if key and risk.status is Status.OPEN:
            counts[key] = counts.get(key, 0) + 1
    assert demonstration.counts_at(date.fromisoformat(day)) == counts


def test_risks_alone_give_the_same_timeline(demo: Path, demonstration: Timeline) -> None:
    book = load(GitTree(demo, "HEAD")).book
    assert book is not None
    risks = past(demo, kinds=frozenset({Kind.RISK}))
    assert timeline(risks, book.organization, book.settings.time_zone) == demonstration
