"""The matrix with its movement, as a reader meets it: what is drawn, what is said, what opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FOLDERS = ("", "zh/")
WIDTHS = (360, 1440)
PART = "matrix/register-customer-service.html"

ON_COUNTS = """() => [...document.querySelectorAll('.matrix-map')].flatMap((map, number) => {
  const boxes = [...map.querySelectorAll('g[font-weight]:not([text-anchor]) text')]
    .map(text => text.getBBox());
  const arrows = [...map.querySelectorAll('path[fill=none][stroke-width]:not(.map-halo)')];
  const numbers = [...map.querySelectorAll('rect.map-halo')].map(rect => rect.getBBox());
  const hit = (box, x, y) => x > box.x && x < box.x + box.width
    && y > box.y + box.height * .2 && y < box.y + box.height * .85;
  const crossed = arrows.filter(arrow => {
    const length = arrow.getTotalLength();
    return [...Array(60).keys()].some(step => {
      const at = arrow.getPointAtLength(length * step / 59);
      return boxes.some(box => hit(box, at.x, at.y));
    });
  }).length;
  const covered = numbers.filter(one => boxes.some(box => hit(box, one.x, one.y)
    || hit(box, one.x + one.width, one.y + one.height)
    || hit(box, one.x + one.width / 2, one.y + one.height / 2))).length;
  return crossed + covered ? [[number, crossed, covered]] : [];
})"""


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
@pytest.mark.parametrize("path", ["matrix.html", PART])
def test_no_arrow_lies_on_a_count(browser: Browser, site: Path, folder: str, path: str) -> None:
    with reading(browser, site, f"{folder}{path}") as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.locator(".matrix-map").count() >= 3
        assert page.evaluate(ON_COUNTS) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_arrow_is_said_in_words_and_leads_to_its_risks(
    browser: Browser, site: Path, folder: str
) -> None:
    with reading(browser, site, f"{folder}matrix.html") as page:
        for key in ("controls", "plan", "twelve-months"):
            section = page.locator(f"#{key}")
            arrows = section.locator(".matrix-map circle").count()
            rows = section.locator("table.fold tbody tr")
            moved = rows.filter(has_text="→")
            assert 0 < arrows <= moved.count(), key
            assert section.locator("svg.matrix-map").get_attribute("aria-hidden") == "true"
            for row in moved.all():
                assert row.locator("td a[href^='risks/']").count() >= 1
                assert len(re.findall(r"\d·\d", row.locator("th").inner_text())) <= 2
        links = page.locator("#controls table.fold td a[href^='risks/']")
        for href in {link.get_attribute("href") or "" for link in links.all()}:
            assert (site / folder / href).exists()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_day_is_chosen_by_a_link_without_scripts(
    browser: Browser, site: Path, folder: str
) -> None:
    with reading(browser, site, f"{folder}matrix.html", java_script_enabled=False) as page:
        quarter, months = page.locator("#quarter"), page.locator("#twelve-months")
        assert quarter.is_visible()
        assert not months.is_visible()
        page.locator("main nav a[href='#twelve-months']").click()
        assert months.is_visible()
        assert not quarter.is_visible()
        assert months.locator(".matrix-map").is_visible()


@pytest.mark.parametrize("folder", FOLDERS)
def test_images_of_every_stage_and_of_movement_can_be_downloaded(
    browser: Browser, site: Path, folder: str
) -> None:
    with reading(browser, site, f"{folder}matrix.html") as page:
        links = page.locator("main a[download]")
        found = {link.get_attribute("href") or "" for link in links.all()}
    names = {"inherent", "current", "target", "controls", "plan", "since"}
    assert found == {f"images/matrix-{name}.{kind}" for name in names for kind in ("png", "svg")}
    for href in found:
        content = (site / folder / href).read_bytes()
        assert content.startswith(b"\x89PNG" if href.endswith("png") else b"<?xml")


@pytest.mark.parametrize("folder", FOLDERS)
def test_parts_have_their_own_matrix_both_ways(browser: Browser, site: Path, folder: str) -> None:
    with reading(browser, site, f"{folder}matrix.html") as page:
        hrefs = [
            link.get_attribute("href") or "" for link in page.locator("#parts .record-list a").all()
        ]
        kinds = {href.partition("/")[2].partition("-")[0] for href in hrefs}
        assert kinds == {"register", "department", "service"}
        page.locator(f"#parts a[href='{PART}']").click()
        page.wait_for_url(f"**/{PART}")
        assert page.locator("h1").is_visible()
        sheet = page.locator("main a[download]").get_attribute("href") or ""
        assert (site / folder / "matrix" / sheet).resolve().exists()
        page.locator("header.head a[href^='../registers/']").click()
        page.wait_for_url("**/registers/*")
        page.locator(f"a[href='../{PART}']").click()
        page.wait_for_url(f"**/{PART}")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_wider_than_the_screen_and_numbers_can_be_read(
    browser: Browser, site: Path, folder: str, width: int
) -> None:
    screen = {"width": width, "height": 800}
    for path in ("matrix.html", PART, "method.html"):
        with reading(browser, site, f"{folder}{path}", viewport=screen) as page:
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            sizes = page.evaluate(
                """() => [...document.querySelectorAll('.matrix-map g[font-weight] text')].map(
                  text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
            )
            assert all(size >= 8.5 for size in sizes), (path, min(sizes))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_colours_are_shown_as_every_kind_of_eyes_sees_them(
    browser: Browser, site: Path, folder: str
) -> None:
    with reading(browser, site, f"{folder}method.html") as page:
        rows = page.locator("#colours > .scroll tbody tr")
        assert rows.count() == 4
        seen = [
            [rect.get_attribute("fill") for rect in row.locator("rect").all()] for row in rows.all()
        ]
        assert seen[0] == ["#9ecae9", "#ffe066", "#f58518", "#a50f15"]
        assert len({tuple(colours) for colours in seen}) == 4
        worst = [float(row.locator("td.num").inner_text()) for row in rows.all()]
        assert min(worst) >= 20
        assert not page.locator("#colours details table").first.is_visible()
        page.locator("#colours summary").last.click()
        classic = page.locator("#colours details").last.locator("tbody tr").nth(1)
        assert classic.locator(".past").count() == 1
