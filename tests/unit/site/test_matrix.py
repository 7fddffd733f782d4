"""The matrix and who moves on it: between the stages, since a day, by part of the book."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Assessment, Risk
from riskbook.model.terms import Status, Strategy
from riskbook.picturing.matrix_routes import MOST_ARROWS, Spot
from riskbook.reading.history import History
from riskbook.reviewing.timeline import Timeline
from riskbook.reviewing.turns import Cause, Event, LevelThen, Then, Turn
from riskbook.site.edition import edition
from riskbook.site.groups import groups
from riskbook.site.input import SiteInput
from riskbook.site.journeys import Way, first_days, journeys
from riskbook.site.one_language import movement_pictures
from riskbook.site.rendering import Press
from riskbook.site.views.matrix import matrix_page
from riskbook.site.views.method import method_view
from riskbook.site.views.movement import LISTED, MOST_ROWS, Movement, MoveRow
from riskbook.site.views.rollup import where
from riskbook.site.views.selection import all_open, those_of
from riskbook.wording import Text
from samples import TODAY, sample_book, sample_criteria, sample_risk, sample_stage

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]

QUARTER = date(TODAY.year, (TODAY.month - 1) // 3 * 3 + 1, 1)
LEVELS = ("low", "medium", "high", "critical")


def moving(
    key: str,
    inherent: tuple[int, int] | None,
    current: tuple[int, int] | None,
    target: tuple[int, int] | None,
    **changes: Any,
) -> Risk:
    inherent_stage, current_stage, target_stage = (
        sample_stage(*place) if place else None for place in (inherent, current, target)
    )
    assessment = Assessment(inherent_stage, current_stage, target_stage, None, None)
    return sample_risk(key, assessment=assessment, **changes)


def then(likelihood: int, impact: int, level: str, status: Status = Status.OPEN) -> Then:
    place = LEVELS.index(level)
    known = LevelThen(level, Text.of("en", level.title()), place)
    return Then("Title", "en", status, "hotline-lead", Strategy.MITIGATE, likelihood, impact, known,
                above=False)  # fmt: skip


def told(begins: date, states: dict[str, Then]) -> Timeline:
    """A history in which everything was as it was from its first day on."""
    by_risk = {
        risk: (
            Turn(risk, "a" * 40, begins, begins, "", Event.ADDED, Cause.RECORD, None, state, ()),
        )
        for risk, state in sorted(states.items())
    }
    turns = tuple(turn for turns in by_risk.values() for turn in turns)
    return Timeline(begins, turns, (), by_risk)


def movements(site: SiteInput) -> dict[str, Movement]:
    return {one.key: one for one in matrix_page(edition(site)).movements}


def shown(row: MoveRow) -> tuple[str, str, str, list[str]]:
    """A row without markup: from where, to where, which way, who."""
    ends = [
        f"{re.sub('<[^>]+>', '', end.chip)} {end.at}" if end else ""
        for end in (row.before, row.after)
    ]
    return ends[0], ends[1], row.way, [record.id for record in row.risks]


def test_controls_and_plan_move_risks_between_the_stages(make_site: MakeSite) -> None:
    book = sample_book(
        [
            moving("R001", (5, 5), (4, 4), (2, 2)),
            moving("R002", (5, 5), (4, 4), (4, 4)),
            moving("R003", (2, 2), (5, 5), None),
            moving("R004", (3, 3), (3, 3), None),
            moving("R005", (5, 5), None, None),
            moving("R006", (5, 5), (1, 1), None, status=Status.CLOSED),
        ]
    )
    found = movements(make_site(book))
    assert list(found) == ["controls", "plan"]
    controls = found["controls"]
    assert [shown(row) for row in controls.rows] == [
        ("Low 2·2", "Critical 5·5", "up", ["R003"]),
        ("Critical 5·5", "Critical 4·4", "", ["R001", "R002"]),
    ]
    assert [row.number for row in controls.rows] == ["", "2 risks"]
    assert controls.figures == (
        "1 risk went up a level",
        "0 went down",
        "2 moved within their level",
        "1 stayed where it was",
    )
    assert controls.drawing.count("<circle") == 2
    assert [shown(row) for row in found["plan"].rows] == [
        ("Critical 4·4", "Low 2·2", "down", ["R001"])
    ]
    assert found["plan"].rows[0].href.endswith("?status=open&stage=target&likelihood=2&impact=2")


def test_the_text_says_where_in_words(make_site: MakeSite) -> None:
    book = sample_book([moving("R001", (5, 5), (4, 4), None)])
    (row,) = movements(make_site(book))["controls"].rows
    assert row.before is not None
    assert row.before.spoken.replace("\xa0", " ") == "likelihood 5 · Expected, impact 5 · Severe"
    (record,) = row.risks
    assert (record.id, record.href) == ("R001", "risks/R001.html")


def test_levels_from_to_count_every_risk_that_has_both_ends(make_site: MakeSite) -> None:
    book = sample_book([moving("R001", (5, 5), (1, 1), None), moving("R002", (5, 5), (5, 5), None)])
    (critical,) = movements(make_site(book))["controls"].crossings
    assert (critical.counts, critical.total) == ((1, 0, 0, 1), 2)


def test_a_drawing_that_leaves_arrows_out_says_so_and_every_arrow_is_in_the_text(
    make_site: MakeSite,
) -> None:
    ends = [(x, y) for x in range(1, 6) for y in range(1, 6) if (x, y) != (5, 5)]
    risks = [moving(f"R{index:03}", (5, 5), end, None) for index, end in enumerate(ends, 1)]
    crowd = [moving(f"R{index:03}", (5, 5), (1, 1), None) for index in range(100, 108)]
    controls = movements(make_site(sample_book([*risks, *crowd])))["controls"]
    assert controls.drawing.count("<circle") == MOST_ARROWS
    assert controls.undrawn == f"{24 - MOST_ARROWS} more risks moved in ways that are not drawn."
    assert len(controls.rows) == MOST_ROWS >= MOST_ARROWS
    assert controls.rest == f"{24 - MOST_ROWS} more risks moved in ways that are not listed."
    (many,) = [row for row in controls.rows if row.number]
    assert (many.number, len(many.risks), many.more) == ("9 risks", LISTED, "5 more")


def test_movement_since_a_day_is_told_from_the_history(make_site: MakeSite) -> None:
    book = sample_book(
        [
            moving("R001", None, (4, 4), None),
            moving("R002", None, (2, 2), None),
            moving("R003", None, (3, 3), None),
            moving("R004", None, (5, 5), None),
            moving("R005", None, (5, 5), None, status=Status.CLOSED),
        ]
    )
    past = told(
        date(2020, 1, 1),
        {
            "R001": then(3, 4, "high"),
            "R002": then(2, 2, "medium"),  # the criteria were others then
            "R003": then(3, 3, "medium"),
            "R005": then(5, 5, "critical"),
            "R999": then(5, 5, "critical"),  # gone from the book
        },
    )
    found = movements(make_site(book, told=past))
    assert list(found)[:3] == ["controls", "plan", "quarter"]
    quarter = found["quarter"]
    assert [shown(row) for row in quarter.rows] == [
        ("High 3·4", "Critical 4·4", "up", ["R001"]),
        ("Medium 2·2", "Low 2·2", "down", ["R002"]),
        ("", "", "new", ["R004"]),
        ("", "", "gone", ["R005"]),
    ]
    assert quarter.drawing.count("<circle") == 1
    assert "1 stayed where it was" in quarter.figures


def test_a_place_that_the_matrix_no_longer_has_is_counted_and_not_taken_for_new(
    make_site: MakeSite,
) -> None:
    book = sample_book([moving("R001", None, (4, 4), None)])
    past = told(date(2020, 1, 1), {"R001": then(8, 9, "critical")})
    quarter = movements(make_site(book, told=past))["quarter"]
    assert quarter.rows == ()
    assert "1 was scored on steps that the criteria no longer have" in quarter.figures


def test_days_that_the_history_does_not_reach_are_not_offered(make_site: MakeSite) -> None:
    book = sample_book([moving("R001", None, (4, 4), None)])
    states = {"R001": then(3, 4, "high")}
    assert list(movements(make_site(book, told=told(TODAY, states)))) == ["controls", "plan"]
    just = told(date(QUARTER.year, QUARTER.month - 1, 1), states)
    assert list(movements(make_site(book, told=just)))[2:] == ["quarter"]


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 11, 23), ["2026-10-01", "2026-01-01", "2025-11-23"]),
        (date(2026, 1, 15), ["2026-01-01", "2025-01-15"]),
        (date(2028, 2, 29), ["2028-01-01", "2027-03-01"]),
        (date(2026, 12, 31), ["2026-10-01", "2026-01-01"]),
    ],
)
def test_days_begin_a_quarter_a_year_and_twelve_months_and_never_two_alike(
    make_site: MakeSite, today: date, days: list[str]
) -> None:
    site = make_site(
        sample_book([moving("R001", None, (4, 4), None)]),
        today=today,
        told=told(date(2020, 1, 1), {"R001": then(3, 4, "high")}),
    )
    found = [journey.since.isoformat() for journey in journeys(site) if journey.since]
    assert found == days
    assert {way for way, _ in first_days(today)} == {Way.QUARTER, Way.YEAR, Way.TWELVE_MONTHS}


def two_services() -> Book:
    return sample_book(
        [
            moving("R001", (5, 5), (4, 4), None),
            moving("R002", (5, 5), (1, 1), None, service="service-desk"),
            moving("R003", None, None, None, service="project-office"),
        ]
    )


def test_every_part_with_a_risk_on_the_matrix_has_a_page_that_others_lead_to(
    make_press: MakePress,
) -> None:
    book = two_services()
    press = make_press(book)
    made = edition(press.site)
    pages = {page.path: page for page in press.rollups() if page.kind == "part-matrix"}
    drawings = dict(press.drawings())
    linked = {part.href for kind in matrix_page(made).parts for part in kind.parts}
    assert linked == set(pages)
    assert {path.replace(".svg", ".html") for path in drawings} == set(pages)
    assert {page.nav for page in pages.values()} == {"matrix"}
    for field, by_key in (
        ("service", groups(made).of_service),
        ("register", groups(made).of_register),
    ):
        for key, risks in by_key.items():
            href = where(made, those_of(field, key, risks)).movement
            there = href.removeprefix("../")
            assert (there in pages) is bool(href)
            assert bool(href) is any(made.stages(risk).current for risk in risks)
    assert where(made, all_open(made)).movement == ""


def test_a_part_shows_its_own_risks_alone(make_press: MakePress) -> None:
    press = make_press(two_services())
    pages = {page.path: page.main for page in press.rollups() if page.kind == "part-matrix"}
    keys = sorted(path for path in pages if path.startswith("matrix/service-"))
    assert len(keys) == len({risk.service for risk in two_services().risks.values()}) - 1
    by_service = [re.findall(r"risks/(R\d+)\.html", pages[path]) for path in keys]
    assert sorted(map(set, by_service), key=min) == [{"R001"}, {"R002"}]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_drawing_of_a_part_says_what_it_is_and_of_when(
    make_press: MakePress, language: str
) -> None:
    press = make_press(two_services(), language=language)
    for path, text in press.drawings():
        root = ET.fromstring(text)  # noqa: S314  # our own
        title, alt, *_ = (one.text or "" for one in root)
        assert title.endswith("matrix" if language == "en" else "风险矩阵"), path
        assert "3f2c9ab" in alt
        assert "2026" in alt
        assert "style=" not in text
    assert dict(press.drawings()) == dict(make_press(two_services(), language=language).drawings())


def test_images_of_movement_show_what_the_page_does(make_site: MakeSite) -> None:
    book = sample_book(
        [moving("R001", (5, 5), (4, 4), (2, 2)), moving("R002", (3, 3), (3, 3), None)]
    )
    site = make_site(book, told=told(date(2020, 1, 1), {"R001": then(3, 4, "high")}))
    pictures = movement_pictures(site, journeys(site), History("3f2c9ab" + "0" * 33, {}))
    assert list(pictures) == [
        "images/matrix-controls", "images/matrix-plan", "images/matrix-since",
    ]  # fmt: skip
    controls = pictures["images/matrix-controls"]
    assert [(one.start, one.end, one.count) for one in controls.moves] == [
        (Spot(5, 5), Spot(4, 4), 1)
    ]
    assert "3f2c9ab" in controls.subtitle
    assert controls.alt.startswith(controls.title)
    page = matrix_page(edition(site))
    assert {one.image for one in page.movements if one.image} == set(pictures)


def test_a_confidential_risk_moves_nowhere(make_press: MakePress) -> None:
    book = sample_book(
        [
            moving("R001", (5, 5), (4, 4), None),
            moving("R002", (5, 5), (2, 1), None, confidential=True, service="service-desk"),
        ]
    )
    past = told(date(2020, 1, 1), {"R001": then(3, 4, "high")})
    press = make_press(book, told=past)
    texts = [page.main for page in (*press.summaries(), *press.rollups())]
    texts += [text for _, text in press.drawings()]
    assert not [text for text in texts if "R002" in text]
    assert "matrix/service-service-desk.svg" not in dict(press.drawings())


def test_the_colours_are_judged_in_numbers_and_for_every_kind_of_eyes(make_site: MakeSite) -> None:
    view = method_view(edition(make_site())).palette
    assert [check.outcome for check in view.checks] == ["kept", "kept"]
    assert "nearest are Medium and High, 22.3 apart with green-blind eyes" in view.checks[1].words
    assert [sight.distance.number for sight in view.sights] == ["46.4", "26.9", "22.3", "32.9"]
    assert len(view.pairs) == 6
    assert {row.name.partition(":")[0]: row.mine for row in view.palettes} == {
        "default": True,
        "classic": False,
        "cividis": False,
    }
    classic = view.palettes[1]
    assert [(one.number, one.weak) for one in classic.distances][2] == ("17.6", True)


def test_colours_of_a_book_that_look_alike_are_told_with_their_names(make_site: MakeSite) -> None:
    own = ("#fff3b0", "#7fbf5f", "#d08a30", "#7f0000")
    criteria = sample_criteria(palette="custom", colours=own)
    book = replace(sample_book(), criteria=criteria)
    view = method_view(edition(make_site(book))).palette
    broken = [check.words for check in view.checks if check.outcome == "broken"]
    assert len(broken) == 2
    assert all("Medium and High look alike" in words for words in broken)
    assert view.palettes[0].mine
    assert sum(row.mine for row in view.palettes) == 1
    assert [level.colour for level in view.levels] == list(reversed(own))
