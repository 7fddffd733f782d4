"""Every kind of page measured: on a telephone, at 200 %, with other spacing, nothing is lost.

With ``RISKBOOK_SCREENSHOTS`` naming a folder, each kind of page is also kept there as a picture, as
a telephone and a desk have it, in both languages and colour schemes: to be looked at, not compared.
"""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from browsing import LANGUAGES, go_through, reading
from page_kinds import Pages

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

LOST = """([drawings]) => {
  // What is wider than the window, cut off, cannot be scrolled by keyboard, or lies upon another.
  const found = [];
  const name = one => `${one.localName}.${one.className.baseVal ?? one.className} `
    + (one.textContent || "").replace(/\\s+/g, " ").trim().slice(0, 40);
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) {
    const over = [...document.body.querySelectorAll("*")].filter(one =>
      one.getBoundingClientRect().right > innerWidth + 1);
    found.push(`the page is ${wide} wide: ${over.slice(-2).map(name).join(" | ")}`);
  }
  const shown = one => one.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && one.getClientRects().length > 0;
  const aside = new Set();  // for those who listen
  for (const one of document.body.querySelectorAll("*")) {
    if (aside.has(one.parentElement) || getComputedStyle(one).clipPath !== "none"
      || one.matches(".skip, dialog:not([open])")) aside.add(one);
  }
  for (const one of document.body.querySelectorAll("*")) {
    if (aside.has(one) || !shown(one)) continue;
    const {overflowX, overflowY} = getComputedStyle(one);
    const [across, down] = [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight];
    const scrolls = /auto|scroll/.test(overflowX) && across > 1;
    const labelled = one.hasAttribute("aria-label") || one.hasAttribute("aria-labelledby");
    if (scrolls && !(one.tabIndex >= 0 && labelled)) found.push(`scrolls for some: ${name(one)}`);
    const cut = /hidden|clip/.test(overflowX + overflowY) && (across > 1 || down > 1);
    if (cut && one.innerText?.trim()) found.push(`cut off: ${name(one)}`);
  }
  const words = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, one = node.parentElement;
    if (!node.data.trim() || aside.has(one) || !shown(one) || one.closest("option")) continue;
    if (!drawings && one.closest("svg")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const {left, right, top, bottom, width, height} of range.getClientRects()) {
      const room = height * 0.28;  // above and below the letters
      if (width > 1) words.push([left + 1, right - 1, top + room, bottom - room, node]);
    }
  }
  words.sort((one, other) => one[2] - other[2]);
  words.forEach(([left, right, , bottom, node], place) => {
    for (let next = place + 1; next < words.length && words[next][2] < bottom; next++) {
      const [from, to, , , other] = words[next];
      if (node !== other && left < to && from < right) {
        found.push(`meet: ${node.data.trim().slice(0, 30)} | ${other.data.trim().slice(0, 30)}`);
      }
    }
  });
  return [...new Set(found)].slice(0, 8);
}"""
SPACED = """
* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
p {margin-bottom: 2em !important}
"""
"""What a reader may set by WCAG 2.2, 1.4.12."""


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "language"), LANGUAGES)
def test_nothing_is_lost_at_any_width(
    browser: Browser, pages: Pages, folder: str, language: str
) -> None:
    """640 is a window of 1280 at 200 %, 320 the same at 400 %."""

    def look(page: Page) -> list[str]:
        found = []
        for width in (320, 360, 640, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(20)  # what watches sizes has seen it
            found += [f"{language} {width}: {one}" for one in page.evaluate(LOST, [True])]
        return found

    with reading(browser) as tab:
        go_through(tab, pages.addresses(folder), look)


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "language"), LANGUAGES)
def test_nothing_is_lost_when_a_reader_spaces_the_text(
    browser: Browser, pages: Pages, folder: str, language: str
) -> None:
    """Drawings apart: what they say stands beside them as text."""

    def look(page: Page) -> list[str]:
        found = []
        page.add_style_tag(content=SPACED)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(20)
            found += [f"{language} {width}: {one}" for one in page.evaluate(LOST, [False])]
        return found

    with reading(browser, bypass_csp=True) as tab:
        go_through(tab, pages.addresses(folder), look)


@pytest.mark.browser
def test_what_would_be_lost_is_found(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><style>b {position: absolute; top: 99px; left: 9px} div {width: 90px;"
        " white-space: nowrap; overflow: hidden} p {width: 2000px}</style><b>one</b><b>other</b>"
        "<div>cut off at ninety pixels</div><div style='overflow: auto'>not for a keyboard</div>"
        "<p>wide",
        encoding="utf-8",
    )
    with reading(browser) as tab:
        found = [one.partition(":")[0] for one in tab.go(page.as_uri()).evaluate(LOST, [True])]
        assert found == ["the page is 2008 wide", "cut off", "scrolls for some", "meet"]


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "language"), LANGUAGES)
@pytest.mark.skipif("RISKBOOK_SCREENSHOTS" not in os.environ, reason="RISKBOOK_SCREENSHOTS")
def test_pictures_are_kept(browser: Browser, pages: Pages, folder: str, language: str) -> None:
    kept = Path(os.environ["RISKBOOK_SCREENSHOTS"]) / language
    with reading(browser) as tab:
        for path in pages.full:
            if not (pages.folder / folder / path).is_file():
                continue
            page = tab.go(pages.address(f"{folder}{path}"))
            name = path.removesuffix(".html").replace("/", "-")
            for width, scheme in product((360, 1440), SCHEMES):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                picture = kept / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=picture, full_page=True)
                assert picture.stat().st_size > 5000
