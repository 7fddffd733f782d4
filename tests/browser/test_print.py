"""Pages on paper: how many, lying which way, with nothing cut off, by Chromium's own printing."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

pytestmark = pytest.mark.browser

FOLDERS = {"en": "", "zh": "zh/"}

LONG = {
    "en": {"R001", "R002", "R003", "R006", "R040"},
    "zh": {"R006"},
}
"""Risks with a bow-tie beside all else that they say; these may go onto a second page."""

PAPER = 96 / 25.4
"""CSS pixels to a millimetre."""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def printed(tab: Page, file: Path) -> PdfReader:
    tab.goto(file.as_uri())
    tab.wait_for_load_state("load")
    return PdfReader(BytesIO(tab.pdf(format="A4", prefer_css_page_size=True)))


def text(reader: PdfReader, page: int = 0) -> str:
    return " ".join(reader.pages[page].extract_text().split())


def lies_across(reader: PdfReader) -> bool:
    box = reader.pages[0].mediabox
    return bool(box.width > box.height)


@pytest.mark.parametrize("language", FOLDERS)
def test_a_risk_prints_on_one_page(tab: Page, site: Path, language: str) -> None:
    risks = (site / f"{FOLDERS[language]}risks").glob("R*.html")
    longest = sorted(risks, key=lambda file: file.stat().st_size)[-15:]
    pages = {file.stem: len(printed(tab, file).pages) for file in longest}
    assert {key for key, count in pages.items() if count > 1} <= LONG[language]
    assert max(pages.values()) <= 2


def test_a_sheet_says_how_many_older_sign_offs_it_leaves_out(tab: Page, site: Path) -> None:
    """R020 has 17; the three newest stand there, and what each came to."""
    said = text(printed(tab, site / "risks" / "R020.html"))
    assert said.count("Review by IT operations lead") == 3
    assert "14 older: see the page" in said
    tab.emulate_media(media="screen")
    assert not tab.locator(".paper").first.is_visible()


@pytest.mark.parametrize("language", FOLDERS)
def test_a_plan_prints_on_two_pages_at_most(tab: Page, site: Path, language: str) -> None:
    plans = sorted((site / f"{FOLDERS[language]}plans").glob("P*.html"))
    assert plans
    for file in plans:
        paper = printed(tab, file)
        assert len(paper.pages) <= 2, file.name
        assert not lies_across(paper)


@pytest.mark.parametrize(
    ("name", "heads"),
    [("register.html", ("Strategy", "应对策略")), ("quarter.html", ("Decision", "决定"))],
)
def test_what_is_read_in_rows_lies_across_and_repeats_its_heads(
    tab: Page, site: Path, name: str, heads: tuple[str, str]
) -> None:
    for folder, head in zip(FOLDERS.values(), heads, strict=True):
        paper = printed(tab, site / folder / name)
        assert lies_across(paper)
        assert len(paper.pages) > 1
        assert all(head in text(paper, number) for number in range(len(paper.pages)))


KINDS = (
    "index.html",
    "register.html",
    "matrix.html",
    "reviews.html",
    "actions.html",
    "quarter.html",
    "changes.html",
    "method.html",
    "services.html",
    "risks/R020.html",
    "risks/R002.html",
    "plans/P001.html",
    "processes/issue-intake.html",
)


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_nothing_is_cut_off_at_the_right(tab: Page, site: Path, folder: str) -> None:
    """No element reaches beyond the paper's own width, which a printer would cut or shrink."""
    tab.emulate_media(media="print")
    for name in KINDS:
        tab.set_viewport_size({"width": int((210 - 24) * PAPER), "height": 1000})
        tab.goto((site / folder / name).as_uri())
        if tab.evaluate("getComputedStyle(document.body).page") == "wide":
            tab.set_viewport_size({"width": int((297 - 26) * PAPER), "height": 700})
        beyond = tab.evaluate(
            """() => [...document.querySelectorAll('main *')].filter(one => {
                const box = one.getBoundingClientRect()
                return box.width && box.right > innerWidth + 3.5 && !one.closest('.off-screen')
            }).map(one => one.tagName + '.' + one.className)"""
        )
        assert beyond == [], name


def test_levels_keep_their_colours_and_names_on_paper(tab: Page, site: Path) -> None:
    tab.emulate_media(media="print", color_scheme="dark")
    tab.goto((site / "index.html").as_uri())
    for kept in (".chip", "a.cell"):
        style = tab.locator(kept).first.evaluate(
            "one => [getComputedStyle(one).printColorAdjust, one.innerText.trim()]"
        )
        assert style[0] == "exact"
        assert style[1]
    ink = tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ink == "rgb(255, 255, 255)"


def test_links_within_the_site_are_not_spelt_out(tab: Page, site: Path) -> None:
    said = text(printed(tab, site / "index.html"))
    assert ".html" not in said
