"""The bow-tie on a risk's page: the drawing and the list say the same, in the page's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Pathway, Risk, Translation
from riskbook.model.terms import ControlStatus
from riskbook.site.edition import edition
from riskbook.site.input import SiteInput
from riskbook.site.rendering import Press
from riskbook.site.views.bow_tie import SHEET, BowTieView, bow_tie_view
from samples import sample_book, sample_control, sample_plan, sample_risk

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]

CAUSES = (
    Pathway("CA1", "The evening shift is ill", ("C001", "C002")),
    Pathway("CA2", "The number is misprinted", ()),
)
CONSEQUENCES = (Pathway("CO1", "A fault stands all night", ("P001",)),)


def tied(**changes: Any) -> Risk:
    given = {"causes": CAUSES, "consequences": CONSEQUENCES, "controls": ("C001", "C002")}
    return sample_risk(**{**given, **changes})


def book_of(risk: Risk, **parts: Any) -> Book:
    controls = [
        sample_control(),
        sample_control("C002", title="Second phone", status=ControlStatus.PLANNED, since=None),
    ]
    return sample_book([risk], **{"controls": controls, **parts})


def view_of(site: SiteInput) -> BowTieView:
    made = edition(site)
    risk = made.risks["R001"]
    view = bow_tie_view(made, risk, made.reading(risk))
    assert view is not None
    return view


def test_a_risk_without_pathways_has_none(make_site: MakeSite, make_press: MakePress) -> None:
    made = edition(make_site())
    risk = made.risks["R001"]
    assert bow_tie_view(made, risk, made.reading(risk)) is None
    assert "<details" not in make_press().risk("R001").main


def test_the_drawing_and_the_list_say_the_same(make_site: MakeSite) -> None:
    view = view_of(make_site(book_of(tied())))
    listed = [barrier for way in (*view.causes, *view.consequences) for barrier in way.barriers]
    assert re.findall(r'href="([^"]+)"', view.drawing) == [one.record.href for one in listed]
    drawn = re.sub(r"<[^>]+>", " ", view.drawing)
    for one in listed:
        assert f"{one.record.id} · {one.state}" in drawn
    for way in (*view.causes, *view.consequences):
        assert way.id in drawn
    assert "No barrier" in drawn


def test_a_barrier_that_is_simply_there_has_no_mark(make_site: MakeSite) -> None:
    first, _ = view_of(make_site(book_of(tied()))).causes
    assert [(one.key, one.state) for one in first.barriers] == [
        ("", "In force"),
        ("planned", "Planned"),
    ]


def test_it_is_translated_where_somebody_has_done_so(make_site: MakeSite) -> None:
    texts = (("causes/CA1/what", "晚班人员生病"), ("consequences/CO1/what", "故障整夜无人处理"))
    translation = Translation(sample_risk().source, "R001", "zh", texts, (), "")
    view = view_of(make_site(book_of(tied(), translations=[translation]), language="zh"))
    assert [way.what for way in view.consequences] == ["故障整夜无人处理"]
    assert view.causes[0].what == "晚班人员生病"
    assert view.causes[1].what == '<span lang="en">The number is misprinted</span>'
    assert "晚班人员生病" in view.drawing
    assert re.search(r'<g lang="en"><text[^>]*>The number', view.drawing)


def test_a_withheld_barrier_is_no_link_and_has_no_name(make_site: MakeSite) -> None:
    controls = [sample_control(), sample_control("C002", title="Second phone", confidential=True)]
    view = view_of(make_site(book_of(tied(), controls=controls)))
    hidden = view.causes[0].barriers[-1]
    assert (hidden.record.id, hidden.record.href, hidden.state) == ("", "", "")
    for secret in ("C002", "Second phone"):
        assert secret not in view.drawing
    assert hidden.record.title in re.sub(r"<[^>]+>", "", view.drawing)


def test_a_barrier_that_is_not_there_is_named_and_no_link(make_site: MakeSite) -> None:
    causes = (Pathway("CA1", "No staff", ("C099",)),)
    view = view_of(make_site(book_of(tied(causes=causes, consequences=()))))
    (missing,) = view.causes[0].barriers
    assert (missing.record.id, missing.record.href, missing.state) == ("C099", "", "")
    assert "C099" in view.drawing
    assert "<a " not in view.drawing


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_has_both(make_press: MakePress, language: str) -> None:
    main = make_press(book_of(tied()), language=language).risk("R001").main
    assert main.count('class="flow"') == 1
    assert '<li id="causes-CA1">' in main
    assert '<li id="consequences-CO1">' in main
    ids = re.findall(r' id="([^"]+)"', main)
    assert sorted(ids) == sorted(set(ids))


def test_a_cause_and_an_action_may_have_the_same_id(make_press: MakePress) -> None:
    causes = (replace(CAUSES[0], id="A1"),)
    consequences = (replace(CONSEQUENCES[0], id="A1"),)
    main = make_press(book_of(tied(causes=causes, consequences=consequences))).risk("R001").main
    ids = re.findall(r' id="([^"]+)"', main)
    assert sorted(ids) == sorted(set(ids))


def test_one_that_does_not_go_on_a_sheet_says_so(make_site: MakeSite) -> None:
    assert not view_of(make_site(book_of(tied()))).tall
    many = tuple(
        Pathway(f"CA{number}", "The evening shift is ill", ("C001", "C002"))
        for number in range(round(SHEET / 100))
    )
    assert view_of(make_site(book_of(tied(causes=many)))).tall


def test_a_plan_shows_whether_it_is_proven(make_site: MakeSite) -> None:
    view = view_of(make_site(book_of(tied(), plans=[sample_plan()], exercises=())))
    (plan,) = view.consequences[0].barriers
    assert (plan.key, plan.state) == ("unproven", "Unproven plan")
