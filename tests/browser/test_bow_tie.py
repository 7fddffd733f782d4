"""Bow-ties, as a browser sets them: words stay in their boxes, links are links, lists stand in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bow_ties import a_bow_tie
from riskbook.picturing.bow_tie import bow_tie

ASSETS = Path(__file__).resolve().parents[2] / "site_templates" / "theme" / "assets"

STRAY = """() => {
  // Every text of a drawing, and the box that it must stay in; words of lines stand in none.
  const boxes = svg => [...svg.querySelectorAll('.flow-box')].flatMap(path => {
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const at = path.getCTM(), shift = at.e / at.a;
    return [...path.getAttribute('d').matchAll(/M([-\\d.]+) ([-\\d.]+)h([\\d.]+)v([\\d.]+)/g)]
      .map(([, x, y, w, h]) => ({left: (+x + shift) * scale, top: y * scale,
        right: (+x + shift + +w) * scale, bottom: (+y + +h) * scale}));
  });
  const stray = [], seen = [...document.querySelectorAll('.tie > svg')]
    .filter(svg => svg.getClientRects().length);
  for (const svg of seen) {
    const whole = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll('text')) {
      const one = text.getBoundingClientRect();
      const area = {left: one.left - whole.left, right: one.right - whole.left,
        top: one.top - whole.top, bottom: one.bottom - whole.top};
      const inside = box => area.left > box.left && area.right < box.right
        && area.top > box.top - 1 && area.bottom < box.bottom + 1;
      const touches = box => area.left < box.right && box.left < area.right
        && area.top + 2 < box.bottom && box.top < area.bottom - 2;
      const loose = text.hasAttribute('x');
      if (loose ? boxes(svg).some(touches) : !boxes(svg).some(inside)) stray.push(text.textContent);
    }
  }
  return [seen.length, stray];
}"""


@contextmanager
def opened(browser: Browser, where: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(where)
    try:
        yield page
    finally:
        context.close()


def tied(site: Path, folder: str = "") -> list[str]:
    """The addresses of the risks with a bow-tie."""
    found = [
        path.as_uri()
        for path in sorted((site / folder / "risks").glob("*.html"))
        if 'class="tie' in path.read_text(encoding="utf-8")
    ]
    assert len(found) > 2
    return found


def a_page(tmp_path: Path, causes: tuple[int, ...], consequences: tuple[int, ...]) -> str:
    """A page with nothing but a bow-tie and a list that stands in for it."""
    drawing = bow_tie(a_bow_tie(causes, consequences))
    tall = " tall" if len(causes) > 6 else ""
    page = tmp_path / "tie.html"
    page.write_text(
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        f"<link rel='stylesheet' href='{(ASSETS / 'riskbook.css').as_uri()}'>"
        f"<main class='wrap'><figure class='tie{tall}'>{drawing}"
        "<details class='twin'><summary>As a list</summary><ul class='tie-ways'>"
        "<li>Cause<ul><li><a href='#'>Barrier</a></li></ul></li></ul></details></figure></main>",
        encoding="utf-8",
    )
    return page.as_uri()


@pytest.mark.browser
@pytest.mark.parametrize("folder", ["", "zh/"])
@pytest.mark.parametrize("width", [920, 1440])
def test_words_stay_in_their_boxes(browser: Browser, site: Path, folder: str, width: int) -> None:
    for where in tied(site, folder):
        with opened(browser, where, viewport={"width": width, "height": 900}) as page:
            assert page.evaluate(STRAY) == [1, []], where
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize(
    ("causes", "consequences"),
    [((0, 1, 2, 3, 4, 5, 6), (6, 0, 2)), ((1,), ()), ((), (2, 2)), ((6,) * 12, (1,) * 12)],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_long_words_of_any_number_of_barriers_do_too(
    browser: Browser,
    tmp_path: Path,
    causes: tuple[int, ...],
    consequences: tuple[int, ...],
    scheme: Any,
) -> None:
    where = a_page(tmp_path, causes, consequences)
    size = {"width": 1440, "height": 900}
    with opened(browser, where, viewport=size, color_scheme=scheme) as page:
        assert page.evaluate(STRAY) == [1, []]


@pytest.mark.browser
def test_barriers_are_reached_by_keyboard_and_big_enough_to_touch(
    browser: Browser, site: Path
) -> None:
    for where in tied(site):
        with opened(browser, where, viewport={"width": 920, "height": 900}) as page:
            links = page.locator(".tie > svg a")
            names, last = [], None
            for number in range(links.count()):
                link = links.nth(number)
                area = link.bounding_box()
                assert area is not None
                assert min(area["width"], area["height"]) >= 24
                link.focus()
                focused = "document.activeElement.getAttribute('href')"
                assert page.evaluate(focused) == link.get_attribute("href")
                names.append(link.text_content())
                last = link
            assert all(name and " · " in name for name in names)
            assert last is not None
            last.press("Enter")
            page.wait_for_url("**/controls/*.html" if "C0" in (names[-1] or "") else "**/plans/*")


@pytest.mark.browser
@pytest.mark.parametrize("folder", ["", "zh/"])
def test_a_phone_shows_the_list_and_nothing_to_open(
    browser: Browser, site: Path, folder: str
) -> None:
    for where in tied(site, folder):
        with opened(browser, where, viewport={"width": 360, "height": 800}) as page:
            assert not page.locator(".tie > svg").is_visible()
            assert not page.locator(".tie summary").is_visible()
            for link in page.locator(".tie-ways a").all():
                assert link.is_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
def test_a_wide_page_has_the_list_folded(browser: Browser, site: Path) -> None:
    with opened(browser, tied(site)[0], viewport={"width": 1440, "height": 900}) as page:
        first = page.locator(".tie-ways").first
        assert not first.is_visible()
        page.locator(".tie summary").press("Enter")
        assert first.is_visible()


@pytest.mark.browser
def test_paper_shows_the_drawing_and_only_that(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, a_page(tmp_path, (1, 2), (1,))) as page:
        page.emulate_media(media="print")
        assert page.locator(".tie > svg").is_visible()
        assert not page.locator("summary").is_visible()
        assert not page.locator(".tie-ways").is_visible()


@pytest.mark.browser
def test_paper_shows_the_list_of_one_that_is_too_high(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, a_page(tmp_path, (6,) * 12, (1,))) as page:
        page.emulate_media(media="print")
        assert not page.locator(".tie > svg").is_visible()
        assert page.locator(".tie-ways a").is_visible()
