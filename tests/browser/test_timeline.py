"""Actions drawn over time: words stay apart at every width, and the reader's day decides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

MEETING = """() => {
  // Words in the drawing that touch one another, and what leaves the window sideways.
  const texts = [...document.querySelectorAll('.timeline text')].map(t => [t.textContent,
    t.getBoundingClientRect()]);
  const found = texts.filter(([, box]) => box.left < 0 || box.right > innerWidth);
  texts.forEach(([words, a], place) => texts.slice(0, place).forEach(([, b]) => {
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3
      && b.top < a.bottom - 3) found.push([words]);
  }));
  return [texts.length, found.map(([words]) => words)];
}"""


@contextmanager
def reading(
    browser: Browser, site: Path, path: str, day: str = "2026-11-23", **options: Any
) -> Iterator[Page]:
    context = browser.new_context(**options)
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00"))
    page.goto((site / path).as_uri())
    try:
        yield page
    finally:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("path", ["actions.html", "zh/actions.html", "zh/risks/R020.html"])
def test_words_never_meet(browser: Browser, site: Path, path: str, width: int) -> None:
    with reading(browser, site, path, viewport={"width": width, "height": 800}) as page:
        count, meeting = page.evaluate(MEETING)
        assert count > 6
        assert meeting == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_mark_leads_to_its_action_and_is_large_enough(browser: Browser, site: Path) -> None:
    with reading(browser, site, "actions.html", viewport={"width": 360, "height": 800}) as page:
        mark = page.locator(".timeline-mark").nth(1)
        box = mark.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        href = mark.get_attribute("href")
        mark.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{href}")
        assert page.locator(f"#{str(href).partition('#')[2]}").count() == 1


@pytest.mark.browser
def test_what_is_late_is_late_on_the_day_of_the_reader(browser: Browser, site: Path) -> None:
    path = "risks/R020.html"
    with reading(browser, site, path) as page:
        assert page.locator(".timeline-mark.late").count() == 0
        line = page.locator(".timeline-today")
        assert line.get_attribute("visibility") == "visible"
        before = float(str(line.get_attribute("x")).rstrip("%"))
    with reading(browser, site, path, day="2026-12-20") as page:
        late = page.locator(".timeline-mark.late")
        assert late.count() == 1
        assert late.locator("use").get_attribute("href") == "#mark-late"
        assert float(str(page.locator(".timeline-today").get_attribute("x")).rstrip("%")) > before
    with reading(browser, site, path, day="2030-01-01") as page:
        assert page.locator(".timeline-today").get_attribute("visibility") == "hidden"


@pytest.mark.browser
def test_late_actions_lead_to_their_risks_in_the_register(browser: Browser, site: Path) -> None:
    with reading(browser, site, "actions.html") as page:
        said = page.locator(".tiles a").first.locator("b").inner_text()
        page.locator("#late .onward a").click()
        page.wait_for_url("**/register.html?*")
        assert 1 <= page.locator("#register tbody tr").count() <= int(said)
