"""The page of actions, and the picture of a risk's actions over time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Action, ExerciseAction, Risk
from riskbook.model.terms import ActionStatus, Status
from riskbook.picturing.timeline_parts import MarkState
from riskbook.site.edition import edition
from riskbook.site.input import SiteInput
from riskbook.site.rendering import Press
from riskbook.site.views.actions import DRAWN, LISTED, ActionsView, actions_view
from riskbook.site.views.timeline import axis, risk_timeline
from riskbook.wording import Text
from samples import TODAY, sample_action, sample_book, sample_exercise, sample_plan, sample_risk

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]


def with_actions(*actions: Action, **changes: Any) -> Risk:
    risk = sample_risk(**changes)
    return replace(risk, treatment=replace(risk.treatment, actions=actions))


def due(number: int, day: date | None, status: ActionStatus = ActionStatus.OPEN) -> Action:
    return sample_action(id=f"A{number}", what=f"Measure {number}", due=day, status=status)


def book(*actions: Action, **changes: object) -> Book:
    return sample_book([with_actions(*actions, **changes)])


def view(make_site: MakeSite, shown: Book, **options: object) -> ActionsView:
    return actions_view(edition(make_site(shown, **options)))


def test_late_first_then_by_quarter_and_without_a_day_last(make_site: MakeSite) -> None:
    shown = view(
        make_site,
        book(
            due(1, None),
            due(2, date(2027, 3, 31)),
            due(3, date(2026, 11, 21)),
            due(4, date(2026, 12, 31)),
            due(5, TODAY),
        ),
    )
    assert [(one.key, [row.action.id for row in one.rows]) for one in shown.lists] == [
        ("late", ["R001 A3"]),
        ("2026-q4", ["R001 A5", "R001 A4"]),
        ("2027-q1", ["R001 A2"]),
        ("undated", ["R001 A1"]),
    ]
    assert [tile.number for tile in shown.tiles] == [1, 2, 1, 1]
    assert [tile.href for tile in shown.tiles] == ["#late", "#2026-q4", "#2027-q1", "#undated"]
    assert [tile.grave for tile in shown.tiles] == [True, False, False, False]
    (late,) = shown.lists[0].rows
    assert late.late
    assert late.action.href == "risks/R001.html#A3"
    assert "1 day late" in late.when


def test_only_open_actions_of_open_risks(make_site: MakeSite) -> None:
    done = due(1, TODAY, ActionStatus.DONE), due(2, TODAY, ActionStatus.DROPPED)
    assert view(make_site, book(*done)).lists == ()
    assert view(make_site, book(due(1, TODAY), status=Status.CLOSED)).lists == ()


def test_actions_of_exercises_lead_to_their_plan(make_site: MakeSite) -> None:
    lesson = ExerciseAction(
        "A1",
        Text((("en", "Charge the phone"), ("zh", "给电话充电"))),
        "hotline-lead",
        date(2026, 12, 1),
        ActionStatus.OPEN,
    )
    plan = sample_plan()
    exercised = sample_book(
        [with_actions()], plans=[plan], exercises=(sample_exercise(plan, actions=(lesson,)),)
    )
    (rows,) = (one.rows for one in view(make_site, exercised).lists)
    assert [(row.action.id, row.action.href, row.of.href) for row in rows] == [
        ("P001 A1", "plans/P001.html", "plans/P001.html")
    ]
    assert "exercise" in rows[0].note


def test_what_is_confidential_is_not_there(make_site: MakeSite) -> None:
    hidden = book(due(1, TODAY), due(2, TODAY), confidential=True)
    shown = view(make_site, hidden)
    assert shown.lists == ()
    assert shown.picture is None


def test_of_very_many_the_first_are_shown_and_the_rest_counted(make_site: MakeSite) -> None:
    many = [due(number, TODAY + timedelta(number % 300)) for number in range(1, 1001)]
    shown = view(make_site, book(*many))
    assert sum(len(one.rows) for one in shown.lists) == LISTED
    assert f"{1000 - LISTED:d}" in shown.rest
    assert shown.picture is not None
    assert shown.picture.picture.count("<a ") == DRAWN
    assert str(DRAWN) in shown.capped
    (owner,) = shown.owners
    assert (owner.late, owner.open) == (0, 1000)
    assert owner.href == "register.html?status=open&actor=hotline-lead"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_says_it_in_both_languages(make_press: MakePress, language: str) -> None:
    shown = book(due(1, date(2026, 11, 1)), due(2, date(2027, 1, 1)))
    press = make_press(shown, language=language)
    (page,) = (page for page in press.summaries() if page.kind == "actions")
    for href in re.findall(r'href="#([^"]+)"', page.main):
        assert f'id="{href}"' in page.main, href
    assert page.main.count("<caption") == page.main.count("<table")
    assert "{" not in re.sub(r"<[^>]*>", "", page.main)
    assert 'style="' not in page.main


def test_a_picture_marks_late_and_open(make_site: MakeSite) -> None:
    shown = view(make_site, book(due(1, date(2026, 11, 1)), due(2, date(2027, 1, 1)))).picture
    assert shown is not None
    marks = re.findall(r'<a class="([^"]+)".*?href="#mark-(\w+)"', str(shown.picture))
    assert marks == [("timeline-mark late", "late"), ("timeline-mark", "open")]
    assert len(shown.legend) == 2


def test_a_risk_shows_its_actions_where_there_are_two_with_a_day(make_site: MakeSite) -> None:
    days = [due(1, date(2026, 11, 1), ActionStatus.DONE), due(2, date(2027, 1, 1))]
    assert risk_timeline(edition(make_site()), with_actions(days[0])) is None
    assert risk_timeline(edition(make_site()), with_actions(days[0], due(2, None))) is None
    shown = risk_timeline(edition(make_site()), with_actions(*days))
    assert shown is not None
    assert "A1 1 Nov 2026" in shown.picture
    assert len(shown.picture) < 2000


def test_a_risk_s_picture_is_the_same_on_every_day(make_site: MakeSite) -> None:
    """A day must not move a record's page: the browser says what is late."""
    risk = with_actions(due(1, date(2026, 11, 1)), due(2, date(2027, 1, 1)))
    assert risk_timeline(edition(make_site(today=TODAY)), risk) == risk_timeline(
        edition(make_site(today=date(2028, 1, 1))), risk
    )


@pytest.mark.parametrize(
    ("first", "last", "names", "end"),
    [
        (date(2026, 11, 5), date(2026, 12, 31), ["Q4 2026"], date(2027, 1, 1)),
        (date(2026, 9, 30), date(2027, 1, 1), ["Q3 2026", "Q4", "Q1 2027"], date(2027, 4, 1)),
        (date(2024, 2, 1), date(2026, 4, 1), ["2024", "2025", "2026"], date(2027, 1, 1)),
    ],
)
def test_an_axis_has_quarters_or_years(
    make_site: MakeSite, first: date, last: date, names: list[str], end: date
) -> None:
    ticks, edge = axis(edition(make_site()).words, first, last)
    assert [" ".join(tick.lines) for tick in ticks] == names
    assert edge == end


def test_an_axis_ends_somewhere(make_site: MakeSite) -> None:
    words = edition(make_site()).words
    for first, last in ((date.min, date.max), (date.max, date.max), (date.min, date.min)):
        ticks, end = axis(words, first, last)
        assert 1 <= len(ticks) <= 12
        assert ticks[-1].day < end


def test_every_state_has_a_word(make_site: MakeSite) -> None:
    words = edition(make_site(language="zh")).words
    assert len({words.say(f"timeline.{state.value}") for state in MarkState}) == len(MarkState)
