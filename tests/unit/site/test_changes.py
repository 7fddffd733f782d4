"""What moved and what waits: the pages of changes and reviews, a risk's history, the feeds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from riskbook.model.book import Book
from riskbook.model.records import ExerciseAction
from riskbook.model.terms import ActionStatus, SignOffKind, Status, Strategy
from riskbook.reviewing.content import content_of
from riskbook.reviewing.timeline import Timeline
from riskbook.reviewing.turns import Cause, CriteriaTurn, Event, LevelThen, Then, Turn, moves
from riskbook.site.edition import edition
from riskbook.site.feeds import MOST_ENTRIES, calendar, feed
from riskbook.site.groups import groups
from riskbook.site.input import SiteInput
from riskbook.site.lines import Lines
from riskbook.site.rendering import Press
from riskbook.site.signed import changed_parts
from riskbook.site.standing_data import risk_entry
from riskbook.site.views.changes import (
    A_WEEK,
    TURNS,
    WEEKS,
    changes_view,
    history_of,
    movement,
    since_last_quarter,
)
from riskbook.site.views.owner import owner_view
from riskbook.site.views.record import EARLIER, LATEST, sign_offs
from riskbook.site.views.reviews import BROUGHT, quarter_view, reviews_view
from riskbook.wording import Text
from samples import (
    TODAY,
    sample_book,
    sample_exercise,
    sample_plan,
    sample_risk,
    sample_sign_off,
)

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]

NAMES = {"low": ("Low", "低"), "high": ("High", "高"), "critical": ("Critical", "严重")}
PLACES = {"low": 0, "high": 2, "critical": 3}


def then(level: str = "high", **changes: object) -> Then:
    english, chinese = NAMES[level]
    name = Text((("en", english), ("zh", chinese)))
    place = PLACES[level]
    known = Then(
        "Nobody answers", "en", Status.OPEN, "hotline-lead", Strategy.MITIGATE,
        place + 1, place + 1, LevelThen(level, name, place), above=place > 1,
    )  # fmt: skip
    return replace(known, **changes)  # type: ignore[arg-type]  # the fields of Then


def turn(
    day: date, before: Then | None, after: Then | None, risk: str = "R001", author: str = ""
) -> Turn:
    event = Event.ADDED if before is None else Event.MOVED if after else Event.REMOVED
    moved = moves(before, after) if after else ()
    commit = f"{day.toordinal():040x}"
    return Turn(risk, commit, day, day, author, event, Cause.RECORD, before, after, moved)


def told(*turns: Turn, criteria: tuple[CriteriaTurn, ...] = ()) -> Timeline:
    ordered = tuple(sorted(turns, key=lambda one: one.since))
    by_risk: dict[str, list[Turn]] = {}
    for one in ordered:
        by_risk.setdefault(one.risk, []).append(one)
    begins = ordered[0].since if ordered else None
    return Timeline(begins, ordered, criteria, {key: tuple(its) for key, its in by_risk.items()})


def plain(words: object) -> str:
    return re.sub(r"<[^>]*>", "", str(words))


SPRING, SUMMER, OCTOBER = date(2026, 4, 6), date(2026, 7, 1), date(2026, 10, 14)
STORY = told(
    turn(SPRING, None, then("high")),
    turn(OCTOBER, then("high"), then("critical"), author="service-desk-lead"),
    turn(OCTOBER, None, then("low"), "R002"),
)


def test_changes_stand_by_week_the_newest_first(make_site: MakeSite) -> None:
    view = changes_view(edition(make_site(told=STORY)))
    assert [week.key for week in view.weeks if week.rows[0].commit] == ["2026-W42", "2026-W15"]
    row = view.weeks[0].rows[0]
    assert [plain(one.words) for one in view.weeks[0].rows][:2] == [
        "High → Critical; likelihood 3 → 4; impact 3 → 4",
        "New, at Low",
    ]
    assert (row.way, plain(row.by), row.record.id) == ("up", "Service desk lead", "R001")
    assert f"/commit/{row.commit}" in row.commit_href


def test_without_a_history_the_page_says_why(make_site: MakeSite) -> None:
    view = changes_view(edition(make_site()))
    assert view.weeks == ()
    assert "git fetch --unshallow" in view.untold


def test_what_happens_after_the_day_is_on_no_page(make_site: MakeSite) -> None:
    later = told(*STORY.turns, turn(TODAY + timedelta(days=3), then("critical"), then("low")))
    assert changes_view(edition(make_site(told=later))) == changes_view(
        edition(make_site(told=STORY))
    )


def test_a_long_history_is_cut_and_says_so(make_site: MakeSite) -> None:
    days = [date(2024, 1, 1) + timedelta(weeks=number) for number in range(2 * WEEKS)]
    levels = ["high", "low"] * WEEKS
    turns = [
        turn(day, then(was), then(now))
        for day, was, now in zip(days, levels, [*levels[1:], "low"], strict=True)
    ]
    view = changes_view(edition(make_site(sample_book(sign_offs=()), told=told(*turns))))
    assert len(view.weeks) == WEEKS
    assert view.older.startswith(str(len([one for one in turns if one.moves]) - WEEKS))


def test_a_week_that_brings_in_a_whole_register_is_cut_and_says_so(make_site: MakeSite) -> None:
    imported = told(*(turn(OCTOBER, None, then(), f"R{number:03}") for number in range(A_WEEK + 7)))
    (week,) = changes_view(edition(make_site(sample_book(sign_offs=()), told=imported))).weeks
    assert (len(week.rows), week.rest) == (A_WEEK, "7 more")


def test_a_long_history_of_a_risk_is_cut_and_says_how_to_see_it(make_site: MakeSite) -> None:
    levels = ["high", "low"] * TURNS
    moved = told(
        *(
            turn(SPRING + timedelta(days=number), then(was), then(now))
            for number, (was, now) in enumerate(pairwise(levels))
        )
    )
    history = history_of(edition(make_site(told=moved)), "R001")
    assert len(history.rows) == TURNS
    assert history.rest == f"{TURNS - 1} earlier changes: riskbook history R001 shows them."


def test_old_sign_offs_wait_to_be_opened_and_the_oldest_are_files(make_press: MakePress) -> None:
    days = [date(2025, 1, 6) + timedelta(weeks=4 * number) for number in range(15)]
    entries = [sample_sign_off("R001", SignOffKind.REVIEW, day) for day in days]
    press = make_press(sample_book(sign_offs=entries))
    signed = sign_offs(press.edition, "R001")
    assert (len(signed.latest), len(signed.earlier)) == (LATEST, EARLIER)
    assert signed.title == "10 earlier sign-offs"
    assert signed.rest.startswith("3 more are files in ")
    main = press.risk("R001").main
    assert main.count("Review by Hotline lead") == LATEST + EARLIER
    assert "<details" in main


def test_what_is_named_by_a_key_is_shown_by_its_name(make_site: MakeSite) -> None:
    english, chinese = (edition(make_site(language=one)) for one in ("en", "zh"))
    pointers = (
        "assessment/current/impact/financial",
        "service/customer-hotline",
        "process/ticket-intake",
    )
    assert changed_parts(english, pointers) == (
        "current impact (Financial), business importance of Customer hotline, process Ticket intake"
    )
    assert "financial" not in changed_parts(chinese, pointers)


def test_a_new_draft_is_no_news_and_its_history_is_on_its_page(make_site: MakeSite) -> None:
    drafted = then(level="low", status=Status.DRAFT)
    made = edition(
        make_site(
            sample_book(sign_offs=()),
            told=told(turn(SPRING, None, drafted), turn(SUMMER, drafted, then("low"))),
        )
    )
    assert [plain(row.words) for week in changes_view(made).weeks for row in week.rows] == [
        "opened"
    ]
    assert [plain(row.words) for row in history_of(made, "R001").rows] == ["opened", "New, at Low"]


def test_approvals_and_changes_of_the_criteria_are_among_the_changes(make_site: MakeSite) -> None:
    approval = sample_sign_off("P001", SignOffKind.APPROVAL, OCTOBER)
    criteria = CriteriaTurn("c" * 40, OCTOBER, OCTOBER, "", "1", "2", ("R001", "R002"))
    book = sample_book(sign_offs=(approval,))
    made = edition(make_site(book, told=told(*STORY.turns, criteria=(criteria,))))
    said = {plain(row.words) for row in changes_view(made).weeks[0].rows}
    assert {"plan approved", "changed; moved the level of 2 risks"} <= said


def test_since_the_quarter_began(make_site: MakeSite) -> None:
    since = since_last_quarter(edition(make_site(told=STORY)))
    assert since is not None
    assert plain(since.title) == "Since the quarter began on 1 Oct 2026"
    assert since.figures == ("1 went up", "0 went down", "1 new", "0 closed")
    assert [(row.record.id, plain(row.words)) for row in since.rows] == [
        ("R001", "High → Critical"),
        ("R002", "new, at Low"),
    ]
    assert movement(edition(make_site(told=STORY))) == {"R001": "up", "R002": "new"}


def test_what_moved_there_and_back_has_not_moved(make_site: MakeSite) -> None:
    back = told(
        turn(SPRING, None, then("high")),
        turn(OCTOBER, then("high"), then("low")),
        turn(OCTOBER + timedelta(days=1), then("low"), then("high")),
    )
    assert movement(edition(make_site(told=back))) == {}


def test_a_history_that_does_not_reach_back_says_nothing_of_the_quarter(
    make_site: MakeSite,
) -> None:
    made = edition(make_site(told=told(turn(OCTOBER, None, then()))))
    assert since_last_quarter(made) is None
    assert movement(made) == {}


def changed_since() -> Book:
    """A risk that was reviewed before its consequence was another."""
    risk = sample_risk()
    signed = replace(
        sample_sign_off("R001", SignOffKind.REVIEW, date(2026, 11, 2)),
        content=tuple(content_of(risk).items()),
    )
    after = replace(risk, statement=replace(risk.statement, consequence="Something else"))
    return sample_book([after], sign_offs=(signed,))


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "Changed since the review of 2 Nov 2026: consequence."),
        ("zh", "2026年11月2日审核后有改动：后果。"),
    ],
)
def test_a_risk_says_what_changed_since_its_review(
    make_site: MakeSite, language: str, note: str
) -> None:
    assert (
        note in risk_entry(edition(make_site(changed_since(), language=language)), "R001")["notes"]
    )


def test_the_page_of_reviews_lists_what_changed_and_what_is_late(make_site: MakeSite) -> None:
    view = reviews_view(edition(make_site(changed_since())))
    changed = next(one for one in view.lists if one.key == "changed")
    assert plain(changed.rows[0].detail) == ("Changed since the review of 2 Nov 2026: consequence.")
    late = reviews_view(edition(make_site(changed_since(), today=date(2027, 6, 1))))
    overdue = next(one for one in late.lists if one.key == "overdue")
    assert all(row.late for row in overdue.rows)


def test_the_quarter_is_worked_through_by_owner(make_site: MakeSite) -> None:
    view = quarter_view(edition(make_site(changed_since())))
    assert view.title == "Quarterly review 2026-Q4"
    assert "Hotline lead" in {plain(part.owner) for part in view.agenda}
    assert sum(len(part.rows) for part in view.agenda) > 0


def test_an_action_that_an_exercise_left_says_what_it_is(make_site: MakeSite) -> None:
    bought = Text((("en", "Buy a spare phone"), ("zh", "购置备用电话")))
    lesson = ExerciseAction("A1", bought, "risk-manager", TODAY, ActionStatus.OPEN)
    made = edition(make_site(sample_book(exercises=(sample_exercise(actions=(lesson,)),))))
    (part,) = [one for one in quarter_view(made).agenda if plain(one.owner) == "Risk manager"]
    assert [(row.what, plain(row.detail)) for row in part.rows] == [
        ("Action A1 from an exercise", "Buy a spare phone")
    ]


def test_whoever_brings_much_to_the_meeting_has_the_rest_on_their_page(make_site: MakeSite) -> None:
    bought = Text((("en", "Buy a spare phone"), ("zh", "购置备用电话")))
    lessons = tuple(
        ExerciseAction(f"A{number}", bought, "risk-manager", TODAY, ActionStatus.OPEN)
        for number in range(BROUGHT + 3)
    )
    made = edition(make_site(sample_book(exercises=(sample_exercise(actions=lessons),))))
    (part,) = [one for one in quarter_view(made).agenda if plain(one.owner) == "Risk manager"]
    assert len(part.rows) == BROUGHT
    assert part.count == "53 items"
    assert part.rest == '<a href="owners/risk-manager.html">3 more</a>'


def test_an_owner_has_the_words_of_the_page_of_reviews(make_site: MakeSite) -> None:
    made = edition(make_site(changed_since()))
    (row,) = next(one for one in reviews_view(made).lists if one.key == "changed").rows
    lists = {one.key: one for one in owner_view(made, groups(made), "hotline-lead").to_do}
    assert lists["reviews"].entries[0].note == row.detail


def test_confidential_records_leave_only_a_number(make_site: MakeSite) -> None:
    book = sample_book(
        [sample_risk("R001"), sample_risk("R002", title="Hush", confidential=True, plan="")]
    )
    made = edition(make_site(book, today=date(2027, 6, 1)))
    for text in (
        calendar(made, Lines()),
        feed(made),
        repr(reviews_view(made)),
        repr(quarter_view(made)),
    ):
        assert "Hush" not in text
        assert "R002" not in text


def test_the_calendar_has_every_day_on_which_something_is_due(make_site: MakeSite) -> None:
    text = calendar(edition(make_site()), Lines())
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "UID:R001-review@git.example.org" in text
    assert "UID:P001-exercise@git.example.org" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert calendar(edition(make_site()), Lines()) == text


def test_the_feed_is_atom_newest_first_and_never_too_long(make_site: MakeSite) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(feed(edition(make_site(told=STORY))))  # noqa: S314  # our own
    entries = root.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}updated") for entry in entries] == [
        "2026-10-14T00:00:00Z",
        "2026-10-14T00:00:00Z",
        "2026-04-06T00:00:00Z",
    ]
    ids = [entry.findtext(f"{atom}id") for entry in entries]
    assert len({*ids}) == 3
    assert all(one is not None and one.startswith("urn:uuid:") for one in ids)
    many = told(
        *(
            turn(SPRING + timedelta(days=number % 200), then("high"), then("low"), f"R{number:03}")
            for number in range(MOST_ENTRIES + 50)
        )
    )
    long = ET.fromstring(feed(edition(make_site(told=many))))  # noqa: S314  # our own
    assert len(long.findall(f"{atom}entry")) == MOST_ENTRIES


def test_a_hostile_title_is_text_in_the_feed(make_site: MakeSite) -> None:
    hostile = then("low", title="]]><script>alert(1)</script>&\x0b")
    gone = told(turn(OCTOBER, None, hostile, "R099"))
    text = feed(edition(make_site(told=gone)))
    assert "<script>" not in text
    ET.fromstring(text)  # noqa: S314  # our own


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pages_are_rendered_with_their_history(make_press: MakePress, language: str) -> None:
    press = make_press(
        sample_book([sample_risk(), sample_risk("R002")], plans=[sample_plan()]),
        language=language,
        told=STORY,
    )
    pages = {page.path: page.main for page in press.summaries()}
    assert "images/trend.svg" in pages["changes.html"]
    assert "images/trend.svg" in pages["index.html"]
    assert 'class="way up"' in pages["index.html"]
    assert "changes.atom" in pages["changes.html"]
    assert "reviews.ics" in pages["reviews.html"]
    assert 'class="changes"' in press.risk("R001").main
