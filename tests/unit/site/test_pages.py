"""Every page, in both languages: sound HTML, safe under the policy, light, and independent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Assessment, ExpectedLoss, LossRange, Treatment
from riskbook.model.terms import SignOffKind, Status, Strategy
from riskbook.reading.resources import resource
from riskbook.site.addresses import SUMMARIES
from riskbook.site.input import Page, SiteInput
from riskbook.site.lean import lean
from riskbook.site.rendering import Press
from riskbook.wording import Text
from samples import (
    TODAY,
    sample_action,
    sample_book,
    sample_control,
    sample_exercise,
    sample_plan,
    sample_process,
    sample_risk,
    sample_sign_off,
)

HOSTILE = "<script>alert('{{ 7777*7777 }}')</script><b onclick=\"x\">&amp;"


ROLLED_UP = {
    "registers/customer-service.html",
    *(f"services/{key}.html" for key in ("customer-hotline", "project-office", "service-desk")),
    *(f"departments/{key}.html" for key in ("customer-service", "it-support", "risk")),
    *(f"owners/{key}.html" for key in ("hotline-lead", "service-desk-lead")),
}


def full_book() -> Book:
    """A book with something of everything that a page may show."""
    accepted = sample_risk(
        "R004", 1, 1, treatment=Treatment(Strategy.ACCEPT, "Small", ()), plan="", controls=()
    )
    return sample_book(
        [
            sample_risk(
                "R001",
                5,
                {"customer": 5, "financial": 3},
                related=("R002",),
                body="# 背景\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
                expected_loss=ExpectedLoss(1.2, None, LossRange(2000, 30000, 0.9), "Incidents"),
            ),
            sample_risk(
                "R002",
                4,
                4,
                treatment=Treatment(None, "", (sample_action(due=date(2026, 9, 1)),)),
                plan="P002",
            ),
            sample_risk("R003", assessment=Assessment(None, None, None, None, None)),
            accepted,
            sample_risk("R005", status=Status.CLOSED),
            sample_risk("R006", status=Status.DRAFT, plan="", controls=(), arises_at=()),
        ],
        plans=[sample_plan(), sample_plan("P002", owner="", steps=(), trigger=())],
        controls=[sample_control(), sample_control("C002", last_tested=None)],
        sign_offs=(
            sample_sign_off("R001", day=date(2026, 6, 1)),
            sample_sign_off("R004", SignOffKind.ACCEPTANCE, date(2026, 5, 2)),
        ),
        exercises=(sample_exercise(findings=(Text.of("en", "The spare phone was flat"),)),),
    )


def pages(site: SiteInput) -> dict[str, Page]:
    press = Press(site, resource("site_templates"))
    return {
        page.path: page
        for page in (
            *press.summaries(),
            *press.rollups(),
            *(press.record(*one) for one in press.records()),
        )
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_is_sound(make_site: Callable[..., SiteInput], language: str) -> None:
    shown = pages(make_site(full_book(), language=language))
    parts = {path for path in shown if path.startswith("matrix/")}
    assert len(parts) == 3
    assert len(shown) == len(SUMMARIES) + 6 + 2 + 2 + 1 + 4 + len(ROLLED_UP | parts)
    assert shown.keys() >= ROLLED_UP
    for path, page in shown.items():
        outline = Outline(page.main)
        assert outline.unclosed == [], path
        assert len(outline.named("h1")) == 1, path
        levels = [1, *(int(h.name[1]) for h in outline.named("h1", "h2", "h3", "h4", "h5"))]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        for cell in outline.named("th"):
            in_a_body_of_markdown = "section" in cell.around and "prose" in page.main
            assert "scope" in cell.attributes or in_a_body_of_markdown, path
        ids = [e.attributes["id"] for e in outline.elements if e.attributes.get("id")]
        assert len(ids) == len(set(ids)), path
        assert page.title, path
        assert page.description, path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_on_a_page_needs_more_than_the_policy_allows(
    make_site: Callable[..., SiteInput], language: str
) -> None:
    for path, page in pages(make_site(full_book(), language=language)).items():
        for element in Outline(page.main).elements:
            names = set(element.attributes)
            assert "style" not in names, path
            assert not [name for name in names if name.startswith("on")], path
            assert element.name not in {"style", "iframe", "object", "form", "base"}, path
            if element.name == "script":
                assert re.fullmatch(r"(\.\./)?assets/[\w/-]+\.js", element.attributes["src"])
            href = element.attributes.get("href", "")
            assert re.match(
                r"(\.\./|https://|#|[a-z]+\.(?:html|ics|atom)|(risks|plans|controls|processes|images)/"
                r"|(registers|services|departments|owners|matrix)/|$)",
                href,
            )


def test_what_authors_write_stays_text(make_site: Callable[..., SiteInput]) -> None:
    risk = sample_risk(
        title=HOSTILE,
        statement=replace(sample_risk().statement, event=HOSTILE),
        body=HOSTILE,
        treatment=Treatment(Strategy.AVOID, HOSTILE, (sample_action(what=HOSTILE),)),
    )
    process = sample_process(title=Text.of("en", HOSTILE))
    book = sample_book([risk], processes=[process], plans=[sample_plan(title=HOSTILE)])
    for language in ("en", "zh"):
        for path, page in pages(make_site(book, language=language)).items():
            assert "<script>alert" not in page.main, path
            assert 'onclick="' not in page.main, path
            assert "60481729" not in page.main.replace("&#39;{{ 7777*7777 }}&#39;", ""), path


def test_a_risk_page_is_light(make_site: Callable[..., SiteInput]) -> None:
    site = make_site(full_book())
    assert all(
        len(page.main.encode()) < 20_000 for page in pages(site).values() if page.kind == "risk"
    )


def test_styles_and_scripts_are_light() -> None:
    assets = (resource("site_templates") / "theme" / "assets").glob("*.[cj]s*")
    published = (lean(file.name, file.read_bytes()) for file in assets)
    assert sum(map(len, published)) < 60_000


def records(site: SiteInput) -> dict[str, str]:
    return {path: page.main for path, page in pages(site).items() if not page.summary}


def test_a_day_that_passes_changes_no_record_page(make_site: Callable[..., SiteInput]) -> None:
    today = records(make_site(full_book()))
    later = records(make_site(full_book(), today=TODAY + timedelta(days=200)))
    assert {path for path in today if today[path] != later[path]} == set()


def test_a_risk_that_moves_changes_its_page_and_those_that_name_it(
    make_site: Callable[..., SiteInput],
) -> None:
    before = full_book()
    moved = sample_risk("R002", 1, 1, plan="P002")
    after = replace(before, risks={**before.risks, "R002": moved})
    one, other = records(make_site(before)), records(make_site(after))
    changed = {path for path in one if one[path] != other[path]}
    assert changed == {
        "risks/R002.html",
        "plans/P002.html",
        "controls/C001.html",
        "processes/ticket-intake.html",
    }


def test_one_risk_is_rendered_alone_as_among_all(make_press: Callable[..., Press]) -> None:
    press = make_press(full_book())
    assert (
        press.risk("R002")
        == {page.path: page for page in (press.record(*one) for one in press.records())}[
            "risks/R002.html"
        ]
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_a_risk(make_press: Callable[..., Press], golden: Any, language: str) -> None:
    page = make_press(full_book(), language=language).risk("R001")
    golden.check(f"site/risk.{language}.html", page.main)


VOID = {"img", "br", "input", "meta", "link", "hr", "path", "circle", "rect", "line", "polygon"}


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its name, its attributes, the names of the elements around it."""

    name: str
    attributes: dict[str, str]
    around: tuple[str, ...]


class Outline(HTMLParser):
    """The elements of a page in order; ``unclosed`` names those that are left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.unclosed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes, tuple(self.unclosed)))
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes, tuple(self.unclosed)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.unclosed, f"</{tag}> closes nothing"
            opened = self.unclosed.pop()
            assert opened == tag, f"</{tag}> closes <{opened}>"

    def named(self, *names: str) -> list[Element]:
        return [element for element in self.elements if element.name in names]
