"""The pages of incidents, and what the page of a risk says of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from riskbook.model.book import Book
from riskbook.model.records import FoundIn
from riskbook.model.terms import Status
from riskbook.picturing.reliability import Stated, draw_reliability
from riskbook.reviewing.timeline import Timeline
from riskbook.reviewing.turns import Cause, Event, Then, Turn
from riskbook.site.edition import edition
from riskbook.site.input import SiteInput
from riskbook.site.rendering import Press
from riskbook.site.views.incidents import incident_view, incidents_view
from riskbook.site.views.risk_experience import LISTED, risk_experience
from sample_incidents import SINCE, book_with, old_risk, sample_incident, some_incidents
from samples import TODAY, sample_book

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]

MANY = [SINCE + timedelta(days=60 * n) for n in range(1, 9)]
UNFORESEEN = sample_incident("I900", risks=(), unforeseen=True)


def history(*risks: str) -> Timeline:
    """Every risk open and at step 3 since before incidents were recorded."""
    then = Then("", "en", Status.OPEN, "", None, 3, 3, None, above=False)
    day = SINCE - timedelta(9)
    turns = tuple(
        Turn(key, "c", day, day, "", Event.ADDED, Cause.RECORD, None, then, ()) for key in risks
    )
    return Timeline(day, turns, (), {one.risk: (one,) for one in turns})


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_book_without_incidents_has_no_page_of_them_and_no_section(make_press: MakePress) -> None:
    press = make_press(sample_book())
    assert list(press.discoveries()) == []
    assert 'id="experience"' not in press.risk("R001").main


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_is_a_list_and_a_page_of_each(make_press: MakePress, language: str) -> None:
    press = make_press(book_with([*some_incidents(*MANY), UNFORESEEN]), language=language)
    pages = {page.path: page for page in press.discoveries() if "incident" in page.path}
    assert sorted(pages) == [
        "incidents.html",
        *(f"incidents/I{number:03}.html" for number in range(1, 9)),
        "incidents/I900.html",
    ]
    every = pages["incidents.html"]
    for path in pages:
        assert path == "incidents.html" or f'href="{path}"' in every.main
    assert ("Nobody answered" if language == "en" else "无人接听") in every.main


def test_the_list_has_the_latest_first_and_gaps_apart(make_site: MakeSite) -> None:
    book = book_with([*some_incidents(*MANY), UNFORESEEN])
    view = incidents_view(edition(make_site(book)))
    assert [row.record.id for row in view.rows][:2] == ["I900", "I008"]
    assert [row.record.id for row in view.gaps] == ["I900"]
    assert view.lead == "9 incidents, from 2 Mar 2025 to 1 Jul 2026"
    assert view.losses == "9 losses are stated, together CN¥10,800."
    assert view.unjudged == ""


def test_a_register_that_promises_nothing_is_named(make_site: MakeSite) -> None:
    view = incidents_view(edition(make_site(book_with(some_incidents(*MANY), since=None))))
    assert "Customer service" in view.unjudged
    assert view.calibrations == ()


def test_a_risk_that_is_proposed_to_be_rescored_stands_out(make_site: MakeSite) -> None:
    book = book_with(some_incidents(*MANY), [old_risk(), old_risk("R002")])
    view = incidents_view(edition(make_site(book)))
    (row,) = view.calibrations
    assert (row.record.id, row.events, row.warns) == ("R001", 8, True)
    assert row.says == "re-score to 5 Expected"
    assert view.quiet.startswith("To one more open risk nothing has happened")


def test_the_past_is_held_up_where_git_tells_it(make_site: MakeSite) -> None:
    few = incidents_view(edition(make_site(book_with(some_incidents(*MANY)), told=history("R001"))))
    assert few.back_test is not None
    assert few.back_test.drawing == ""
    assert few.back_test.says[1] == "Fewer than 20 risk-years: too few to judge."
    keys = [f"R{number:03}" for number in range(1, 13)]
    book = book_with(some_incidents(*MANY), [old_risk(key) for key in keys])
    enough = incidents_view(edition(make_site(book, told=history(*keys))))
    assert enough.back_test is not None
    assert enough.back_test.drawing.count("<circle") == 1
    (row,) = enough.back_test.rows
    assert (row.quarters, row.happened, row.bearing) == (84, 6, "as stated")
    untold = incidents_view(edition(make_site(book)))
    assert untold.back_test is None
    assert untold.no_back_test


def test_a_page_says_what_is_missing(make_site: MakeSite) -> None:
    nobody = sample_incident("I901", risks=())
    book = book_with([UNFORESEEN, nobody])
    made = edition(make_site(book))
    assert incident_view(made, UNFORESEEN).missing.startswith("No registered risk foresaw it")
    assert incident_view(made, nobody).missing.startswith("Nobody has said which risk")
    risk = old_risk(found_in=(FoundIn("incident", "I900", ""),))
    view = incident_view(edition(make_site(book_with([UNFORESEEN], [risk]))), UNFORESEEN)
    assert (view.missing, [one.record.id for one in view.found]) == ("", ["R001"])


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.25, "15 minutes"),
        (1.0, "1 hour"),
        (5 + 35 / 60, "5 hours 35 minutes"),
        (36.0, "36 hours"),
        (48.0, "2 days"),
        (None, ""),
    ],
)
def test_how_long_it_lasted(make_site: MakeSite, hours: float | None, words: str) -> None:
    incident = sample_incident(hours=hours)
    assert incident_view(edition(make_site(book_with([incident]))), incident).lasted == words


def said(make_site: MakeSite, book: Book, today: date = TODAY) -> tuple[str, ...]:
    made = edition(make_site(book, today=today))
    found = risk_experience(made, made.site.book.risks["R001"])
    assert found is not None
    return (*found.says, found.warns)


def test_a_risk_says_rate_and_stated_step_side_by_side(make_site: MakeSite) -> None:
    happened, losses, warning = said(make_site, book_with(some_incidents(*MANY)))
    assert happened.startswith("8 events since 1 Jan 2025, in 1.9 years: 4.2 a year")
    assert "between 86 % and over 99 %" in happened
    assert losses.startswith("Losses of")
    assert warning.replace("\xa0", " ").startswith(
        "Stated is 3 · Possible (20–50 % a year), which this leaves under 1 %"
    )
    quiet, few, _ = said(make_site, book_with([UNFORESEEN]))
    assert quiet.startswith("No event since 1 Jan 2025")
    assert few.endswith("too few to judge.")


def test_a_risk_lists_its_latest_and_says_what_does_not_count(make_site: MakeSite) -> None:
    nearly = sample_incident("I950", date(2026, 10, 1), near_miss=True)
    before = sample_incident("I951", SINCE - timedelta(1))
    made = edition(make_site(book_with([nearly, before])))
    found = risk_experience(made, made.site.book.risks["R001"])
    assert found is not None
    assert [(one.record.id, one.tag) for one in found.incidents] == [
        ("I950", "Near miss"),
        ("I951", "not counted"),
    ]
    made = edition(make_site(book_with(some_incidents(*MANY))))
    found = risk_experience(made, made.site.book.risks["R001"])
    assert found is not None
    assert len(found.incidents) == LISTED
    assert found.more == "2 earlier incidents"


def test_a_closed_risk_shows_its_incidents_and_is_not_judged(make_site: MakeSite) -> None:
    closed = replace(old_risk(), status=Status.CLOSED)
    made = edition(make_site(book_with([sample_incident()], [closed])))
    found = risk_experience(made, made.site.book.risks["R001"])
    assert found is not None
    assert (found.says, len(found.incidents)) == ((), 1)


def test_what_is_confidential_leaves_no_trace(make_press: MakePress) -> None:
    secret = sample_incident("I950", confidential=True, loss=98765.0)
    press = make_press(book_with([sample_incident(), secret]))
    pages = {page.path: page.main for page in press.discoveries()}
    pages["risk"] = press.risk("R001").main
    assert "incidents/I950.html" not in pages
    assert not [path for path, main in pages.items() if "I950" in main or "98,765" in main]
    assert "One event since" in text_of(pages["risk"])


def test_the_drawing_is_one_image_of_any_width() -> None:
    row = Stated("3 <b>", 0.2, 0.5, 0.25, 0.1, 0.4)
    drawn = draw_reliability([row, row], 'What "came"', [(0.0, "0 %"), (1.0, "100 %")])
    assert drawn.startswith('<svg width="100%" height="128"')
    assert 'role="img" aria-label="What &quot;came&quot;"' in drawn
    assert "<b>" not in drawn
    assert " style=" not in drawn
    places = [float(number) for number in re.findall(r'(?:x|cx|x1|x2)="([\d.]+)%"', drawn)]
    assert all(0 <= place <= 100 for place in places)
