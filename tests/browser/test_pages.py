"""Every kind of page, in both languages, as a reader meets it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page

from browsing import LANGUAGES, go_through, reading
from page_kinds import Pages, kind_of
from riskbook.site.addresses import (
    GUIDE_PAGES,
    RECORD_PAGES,
    ROLLUP_PAGES,
    ROLLUPS,
    SUMMARIES,
)

OUTSIDE = ("https://git.example.org/", "https://github.com/", "https://pre-commit.com/")

STANDS = """() => {
  const found = [];
  const count = selector => document.querySelectorAll(selector).length;
  const once = ["h1", "main", "header.bar", "footer.foot"];
  once.filter(one => count(one) !== 1).forEach(one => found.push(`${count(one)} of ${one}`));
  if (count("[style], style")) found.push("a style in the page");
  if (count("script:not([src])")) found.push("a script in the page");
  if (count("img:not([alt])")) found.push("an image without words");
  for (const image of document.images) {
    if (image.complete && !image.naturalWidth) found.push(`no image: ${image.src}`);
  }
  return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "language"), LANGUAGES)
def test_every_page_stands(browser: Browser, pages: Pages, folder: str, language: str) -> None:
    def look(page: Page) -> list[str]:
        spoken = page.evaluate("document.documentElement.lang")
        wrong = [] if spoken.startswith(language) else [f"speaks {spoken}"]
        return [*page.evaluate(STANDS), *wrong, *tab.said]

    with reading(browser) as tab:
        go_through(tab, pages.addresses(folder), look)


def test_no_kind_of_page_is_left_out(pages: Pages) -> None:
    """What the tests of every page go through is what the site is made of."""
    known = {*SUMMARIES.values(), *ROLLUPS.values()}
    folders = {*RECORD_PAGES, *ROLLUP_PAGES, *GUIDE_PAGES}
    known.update(f"{name}*" for name in folders)
    known.update(("guide/index.html", "rules/index.html"))
    assert known <= set(pages.kinds)
    met = {kind_of(path) for path in pages.both}
    on_disk = {str(path.relative_to(pages.folder)) for path in pages.folder.rglob("*.html")}
    assert met == {kind_of(path) for path in on_disk if not path.startswith("zh/")}
    assert {f"zh/{path}" for path in pages.both} <= on_disk


@pytest.mark.browser
def test_every_link_leads_somewhere(browser: Browser, pages: Pages) -> None:
    root = pages.folder.as_uri()
    ids: dict[str, set[str]] = {}

    def look(page: Page) -> list[str]:
        links = page.evaluate(
            "[...document.querySelectorAll('a[href]')]"
            ".map(a => new URL(a.getAttribute('href'), location).href)"
        )
        return [link for link in sorted(set(links)) if not leads(link)]

    def leads(link: str) -> bool:
        if link.startswith("http"):
            return link.startswith(OUTSIDE)
        file, _, anchor = link.removeprefix(f"{root}/").partition("#")
        file = unquote(file.partition("?")[0])
        if not link.startswith(root) or not (pages.folder / file).is_file():
            return False
        if anchor and file not in ids:
            text = (pages.folder / file).read_text(encoding="utf-8")
            ids[file] = set(re.findall(r' id="([^"]+)"', text))
        return not anchor or unquote(anchor) in ids[file]

    with reading(browser) as tab:
        for folder, _ in LANGUAGES:
            go_through(tab, pages.addresses(folder), look)


@pytest.mark.browser
def test_a_cell_of_the_matrix_leads_to_its_risks(browser: Browser, pages: Pages) -> None:
    with reading(browser) as tab:
        page = tab.go(pages.address("index.html"))
        cell = page.locator("table.matrix a").first
        count = int(cell.locator("b").inner_text())
        cell.click()
        page.wait_for_load_state("load")
        assert "register.html?" in page.url
        assert page.locator("table tbody tr:visible").count() == count


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "query"), [("", "carrier"), ("zh/", "运营商"), ("zh/", "运营")])
def test_the_search_finds_any_part_of_a_title(
    browser: Browser, pages: Pages, folder: str, query: str
) -> None:
    with reading(browser) as tab:
        page = tab.go(pages.address(f"{folder}register.html?q={query}"))
        rows = page.locator("table tbody tr:visible")
        assert rows.count() >= 1
        assert all(query in text.lower() for text in rows.all_inner_texts())
        assert page.locator("[role=status]").first.inner_text() != ""


@pytest.mark.browser
def test_a_search_that_finds_nothing_says_so(browser: Browser, pages: Pages) -> None:
    with reading(browser) as tab:
        page = tab.go(pages.address("register.html?q=no-such-thing"))
        assert page.locator("#nothing").is_visible()
        page.locator("#clear").click()
        page.locator("table tbody tr").first.wait_for()
        assert page.locator("#nothing").is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "language"), LANGUAGES)
@pytest.mark.parametrize("path", ["risks/R001.html", "risks/R003.html", "plans/P001.html"])
def test_a_sheet_is_two_pages_of_paper(
    browser: Browser, pages: Pages, path: str, folder: str, language: str
) -> None:
    with reading(browser) as tab:
        page = tab.go(pages.address(f"{folder}{path}"))
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2, language


@pytest.mark.browser
def test_the_other_language_is_the_same_place(browser: Browser, pages: Pages) -> None:
    with reading(browser) as tab:
        page = tab.go(pages.address("register.html?level=high#R001"))
        page.locator("a[data-language]").click()
        page.wait_for_load_state("load")
        assert page.url.endswith("/zh/register.html?level=high#R001")
        page.locator("a[data-language]").click()
        page.wait_for_load_state("load")
        assert page.url == pages.address("register.html") + "?level=high#R001"


@pytest.mark.browser
def test_it_reads_without_scripts(browser: Browser, pages: Pages) -> None:
    with reading(browser, java_script_enabled=False) as tab:
        page = tab.go(pages.address("register.html"))
        register = page.locator("main").inner_text()
        assert all(risk.stem in register for risk in (pages.folder / "risks").glob("*.html"))
        page.goto(pages.address("risks/R001.html"))
        assert "out" in page.locator("main").inner_text()


@pytest.mark.browser
def test_late_is_told_by_the_readers_own_day(browser: Browser, pages: Pages) -> None:
    with reading(browser) as tab:
        tab.page.clock.set_fixed_time("2026-12-08T12:00:00")
        page = tab.go(pages.address("risks/R005.html"))
        assert "10 days late" in page.locator("main").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["risks/R001.html", "plans/P001.html", "register.html"])
def test_print_leaves_out_what_paper_cannot_use(browser: Browser, pages: Pages, path: str) -> None:
    with reading(browser) as tab:
        page = tab.go(pages.address(path))
        page.emulate_media(media="print")
        assert not page.locator("nav.main-nav").is_visible()
        assert not page.locator("form.search").is_visible()
        assert page.locator("h1").is_visible()
