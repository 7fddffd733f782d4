"""What moved and what waits, as a reader meets it: on a screen, by keyboard, and in a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FOLDERS = ("", "zh/")


@contextmanager
def reading(browser: Browser, site: Path, path: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    page = context.new_page()
    file, mark, anchor = path.partition("#")
    page.goto(f"{(site / file).as_uri()}{mark}{anchor}")
    try:
        yield page
    finally:
        context.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_can_be_subscribed_to_is_there(browser: Browser, site: Path, folder: str) -> None:
    for path, ending in (("reviews.html", ".ics"), ("changes.html", ".atom")):
        with reading(browser, site, f"{folder}{path}") as page:
            link = page.locator(f"main a[href$='{ending}']")
            assert link.is_visible()
            file = site / folder / (link.get_attribute("href") or "")
        text = file.read_bytes().decode()
        if ending == ".ics":
            assert text.count("BEGIN:VEVENT\r\n") == text.count("END:VEVENT\r\n") > 30
        else:
            assert len(ET.fromstring(text)) > 50  # noqa: S314  # our own


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_week_is_the_same_place_in_the_other_language(
    browser: Browser, site: Path, folder: str
) -> None:
    with reading(browser, site, f"{folder}changes.html#2026-W42") as page:
        page.locator("a[data-language]").click()
        page.wait_for_load_state("load")
        assert page.url.endswith("changes.html#2026-W42")
        assert ("/zh/" in page.url) is not bool(folder)
        assert page.locator("[id='2026-W42'] .changes li").count() > 0


def test_what_is_folded_away_opens_by_keyboard_and_without_scripts(
    browser: Browser, site: Path
) -> None:
    with reading(browser, site, "risks/R020.html", java_script_enabled=False) as page:
        table = page.locator("#sign-offs details table")
        assert not table.is_visible()
        page.locator("#sign-offs summary").focus()
        page.keyboard.press("Enter")
        assert table.is_visible()


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_picture_of_the_levels_has_a_twin_in_figures(
    browser: Browser, site: Path, folder: str
) -> None:
    with reading(browser, site, f"{folder}changes.html") as page:
        page.locator("#trend summary").click()
        today = page.locator("#trend tbody tr").first.locator("td").all_inner_texts()
        assert sum(map(int, today[:-1])) == int(today[-1]) == 35
        alt = page.locator("#trend img").get_attribute("alt") or ""
        assert {"2", "9", "20", "4"} <= set(re.findall(r"\d+", alt))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_date_stands_in_one_line_beside_what_moved(
    browser: Browser, site: Path, folder: str
) -> None:
    viewport: Any = {"width": 1440, "height": 900}
    with reading(browser, site, f"{folder}changes.html", viewport=viewport) as page:
        days = page.locator(".changes .day").all()
        titles = page.locator(".changes li > div").all()
        boxes = [(day.bounding_box(), title.bounding_box()) for day, title in zip(days, titles)]  # noqa: B905
        assert boxes
        for day, title in boxes:
            assert day
            assert title
            assert day["height"] < 30
            assert day["x"] + day["width"] <= title["x"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_meeting_has_room_to_write_in(browser: Browser, site: Path, folder: str) -> None:
    with reading(browser, site, f"{folder}quarter.html") as page:
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 1020, "height": 800})
        row = page.locator(".meeting tbody tr").first
        assert row.locator(".box").is_visible()
        decision = row.locator(".notes-column").bounding_box()
        assert decision
        assert decision["width"] > 200
        assert decision["height"] >= 40
        shown = "[...document.querySelectorAll(%r)].map(e => getComputedStyle(e)[%r])"
        assert set(page.evaluate(shown % (".meeting thead", "display"))) == {"table-header-group"}
        assert set(page.evaluate(shown % (".agenda", "breakInside"))) == {"avoid"}
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        sizes = re.findall(rb"/MediaBox\s*\[0 0 (\S+) (\S+)\]", paper)
        assert all(float(width) > float(height) for width, height in sizes)
        assert 1 < len(sizes) <= 8


def test_a_phone_shows_what_is_to_be_done_and_no_empty_columns(
    browser: Browser, site: Path
) -> None:
    viewport: Any = {"width": 360, "height": 800}
    with reading(browser, site, "quarter.html", viewport=viewport) as page:
        assert page.locator(".meeting tbody th").first.is_visible()
        assert not page.locator(".meeting .notes-column").first.is_visible()
        assert not page.locator(".meeting .box").first.is_visible()


def test_a_page_says_what_changed_since_it_was_signed(browser: Browser, site: Path) -> None:
    for path, words in (
        ("risks/R020.html", "Changed since the treatment was approved on 24 Jun 2026: action A3."),
        ("risks/R028.html", "current impact (Money), current impact (Operations)"),
        ("plans/P005.html", "Changed since its approval on 20 Aug 2026: step S3"),
        ("zh/plans/P005.html", "2026年8月20日批准后有改动：步骤 S3"),
    ):
        with reading(browser, site, path) as page:
            assert words in page.locator(".standing .alerts").inner_text()
