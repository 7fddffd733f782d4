"""What is open, said: each sentence in both languages, within the screen, inert in Markdown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.assessing.standing import Doubt, Held
from riskbook.model.book import Book
from riskbook.model.records import ExerciseAction, SignOff, Translation
from riskbook.model.terms import ActionStatus
from riskbook.reading.resources import catalogue
from riskbook.reporting import Colour, Screen
from riskbook.reporting.cells import cells
from riskbook.reporting.status import (
    StatusReport,
    status_as_calendar,
    status_as_json,
    status_as_markdown,
    status_as_text,
)
from riskbook.reviewing.status import Open, State, days
from riskbook.run import judge
from samples import (
    TODAY,
    sample_book,
    sample_exercise,
    sample_plan,
    sample_risk,
    sample_settings,
    sample_sign_off,
    text,
)

LANGUAGES = ("en", "zh")
OWNER = "hotline-lead"
ENTRY: SignOff = sample_sign_off()
DOUBTED = Held(ENTRY, (), (), Doubt.NO_ROLE)
LESSON = ExerciseAction(
    "A2", text("Buy a second phone", "再购一部电话"), OWNER, TODAY, ActionStatus.OPEN
)


def book(**changes: Any) -> Book:
    plan = sample_plan()
    return sample_book(
        plans=[plan], exercises=(sample_exercise(plan, actions=(LESSON,)),), **changes
    )


def one(matter: str, state: State, record: str = "R001", **facts: Any) -> Open:
    return Open(OWNER, matter, state, record, **facts)


EVERY = [
    one("review", State.OVERDUE, day=date(2026, 11, 21)),
    one("review", State.DUE, day=date(2026, 12, 1)),
    one("review", State.CHANGED, changed=("statement/event",), basis_changed=("criteria",)),
    one("review", State.BASIS_CHANGED, basis_changed=("process/ticket-intake/triage",)),
    one("review", State.NEVER, day=date(2027, 2, 20)),
    one("review", State.WITHOUT_AUTHORITY, held=DOUBTED),
    one("acceptance", State.LAPSED, day=date(2026, 11, 1)),
    one("acceptance", State.DUE, day=date(2026, 12, 1)),
    one("acceptance", State.CHANGED, changed=("assessment/current/impact/customer",)),
    one("acceptance", State.NEVER),
    one("acceptance", State.WITHOUT_AUTHORITY, held=replace(DOUBTED, doubt=Doubt.NOT_ENOUGH)),
    one("assessment", State.NEVER),
    one("strategy", State.NEVER),
    one("approval", State.CHANGED, changed=("treatment/actions/A1",)),
    one("approval", State.NEVER),
    one("approval", State.WITHOUT_AUTHORITY, held=replace(DOUBTED, doubt=Doubt.OWN_CHANGE)),
    one("plan", State.CHANGED, "P001", changed=("steps/S1",)),
    one("plan", State.NEVER, "P001"),
    one("plan", State.WITHOUT_AUTHORITY, "P001", held=DOUBTED),
    one("action", State.OVERDUE, day=date(2026, 11, 1), item="A1"),
    one("action", State.DUE, day=date(2026, 12, 1), item="A1"),
    one("lesson", State.OVERDUE, "P001", day=date(2026, 11, 1), item="A2", of=date(2026, 9, 3)),
    one("lesson", State.DUE, "P001", day=date(2026, 12, 1), item="A2", of=date(2026, 9, 3)),
    one("exercise", State.OVERDUE, "P001", day=date(2026, 11, 1)),
    one("exercise", State.DUE, "P001", day=date(2026, 12, 1)),
    one("exercise", State.CHANGED, "P001", changed=("trigger/T1",)),
    one("exercise", State.NEVER, "P001"),
    one("framework", State.CHANGED, "criteria", changed=("matrix", "levels/high")),
    one("framework", State.WITHOUT_AUTHORITY, "criteria", held=DOUBTED),
]


def report(*found: Open, language: str = "en", **changes: Any) -> StatusReport:
    return StatusReport(judge(book(**changes), TODAY, {}), found, catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("each", EVERY, ids=lambda each: f"{each.matter}-{each.state.value}")
def test_everything_that_is_open_has_a_sentence(each: Open, language: str) -> None:
    said = report(language=language)
    sentence = said.words.say(said.sentence(each))
    assert sentence
    assert any("\u4e00" <= one <= "\u9fff" for one in sentence) == (language == "zh")
    assert sentence.isprintable()


def test_a_sentence_names_what_changed_who_is_asked_and_why_an_entry_is_worth_nothing() -> None:
    said = report()
    sentences = {(each.matter, each.state): said.words.say(said.sentence(each)) for each in EVERY}
    assert sentences["review", State.CHANGED].endswith("(event, criteria used)")
    assert sentences["approval", State.NEVER].endswith("by Risk owner, Management")
    assert (
        "did not hold the role “Risk owner” on 2026-11-02"
        in (sentences["review", State.WITHOUT_AUTHORITY])
    )
    assert sentences["review", State.OVERDUE] == "Review overdue by 1 day"
    assert sentences["lesson", State.DUE].endswith("Buy a second phone")


def test_a_risk_that_nobody_reviewed_yet_is_told_as_that() -> None:
    said = report(sign_offs=())
    first = said.sentence(one("review", State.OVERDUE, day=date(2026, 11, 20)))
    assert said.words.say(first) == "Never reviewed; overdue by 2 days"
    assert said.words.say(said.sentence(EVERY[1])) == "First review due"


def test_titles_and_actions_are_read_in_the_language_of_the_reader() -> None:
    source = sample_risk().source
    texts = (("title", "夜间无人接听"), ("treatment/actions/A1/what", "增加第二班"))
    translated = Translation(source, "R001", "zh", texts, (), "")
    changes: dict[str, Any] = {
        "translations": (translated,),
        "settings": sample_settings(languages=("en", "zh")),
    }
    said = report(language="zh", **changes)
    action = next(each for each in EVERY if each.matter == "action")
    assert said.title(action) == "夜间无人接听"
    assert said.words.say(said.sentence(action)).endswith("增加第二班")
    assert report(**changes).title(action).startswith("Customers who call")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80])
def test_text_stays_on_the_screen(language: str, width: int) -> None:
    shown = status_as_text(report(*EVERY, language=language), Screen(width))
    assert max(cells(line) for line in shown.splitlines()) <= width
    assert all(line == line.rstrip() for line in shown.splitlines())


def test_text_is_by_owner_with_the_title_once_for_things_of_one_record() -> None:
    other = replace(EVERY[0], owner="service-desk-lead")
    shown = status_as_text(report(EVERY[0], EVERY[13], other), Screen(80)).splitlines()
    assert shown == [
        "Hotline lead  hotline-lead",
        "  2026-11-21  R001  Review overdue by 1 day",
        "              R001  Treatment to be approved again by Risk owner, Management:",
        "                    changed since (action A1)",
        "                    Customers who call outside working hours wait too long",
        "",
        "Service desk lead  service-desk-lead",
        "  2026-11-21  R001  Review overdue by 1 day",
        "                    Customers who call outside working hours wait too long",
        "",
        "Open: 2 overdue, 1 changed since it was signed.",
    ]


def test_what_presses_is_red_and_nothing_is_coloured_where_there_are_no_colours() -> None:
    coloured = status_as_text(report(EVERY[0]), Screen(80, Colour.ANSI))
    assert "\x1b[1;31mReview overdue by 1 day\x1b[0m" in coloured
    assert "\x1b" not in status_as_text(report(EVERY[0]), Screen(80))


def test_markdown_is_inert_and_leaves_out_what_is_confidential() -> None:
    secret = sample_risk("R002", confidential=True)
    loud = sample_risk(title="<script> @everyone [x](https://example.org)")
    said = report(EVERY[0], replace(EVERY[0], record="R002"), risks=[loud, secret])
    shown = status_as_markdown(said)
    assert "R002" not in shown
    assert shown.endswith("it is shown in the repository only.\n")
    assert "&lt;script&gt;" in shown
    assert "@everyone" not in shown
    assert "[x](" not in shown


def test_json_is_plain_data() -> None:
    facts = json.loads(status_as_json(report(*EVERY)))
    assert (facts["format"], facts["today"], len(facts["open"])) == (
        1,
        TODAY.isoformat(),
        len(EVERY),
    )
    doubted = next(each for each in facts["open"] if each["state"] == "without-authority")
    assert doubted["doubt"] == "no-role"
    assert facts["open"][2]["changed"] == ["statement/event"]
    assert facts["open"][2]["basis_changed"] == ["criteria"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_names_each_day_and_its_owner(language: str) -> None:
    judged = judge(book(), TODAY, {})
    shown = status_as_calendar(judged, days(judged), catalogue(language)).replace("\r\n ", "")
    assert "UID:R001-review@git.example.org\r\n" in shown
    assert "UID:P001-exercise@git.example.org\r\n" in shown
    assert ("责任人：热线主管" if language == "zh" else "Owner: Hotline lead") in shown


def test_a_calendar_of_a_book_without_an_address_has_ids_all_the_same() -> None:
    nowhere = sample_settings(repository="")
    judged = judge(book(settings=nowhere), TODAY, {})
    assert "UID:R001-review@riskbook.invalid" in status_as_calendar(
        judged, days(judged), catalogue("en")
    )


def test_what_is_confidential_is_in_no_calendar() -> None:
    judged = judge(book(risks=[sample_risk(confidential=True)]), TODAY, {})
    assert "R001" not in status_as_calendar(judged, days(judged), catalogue("en"))
