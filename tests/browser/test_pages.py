"""Every kind of page, in both languages, as a reader meets it."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

PAGES = (
    "index.html",
    "register.html",
    "matrix.html",
    "plans.html",
    "controls.html",
    "processes.html",
    "reviews.html",
    "quarter.html",
    "changes.html",
    "services.html",
    "departments.html",
    "owners.html",
    "registers.html",
    "method.html",
    "risks/R001.html",
    "risks/R003.html",
    "risks/R019.html",
    "risks/R020.html",
    "plans/P001.html",
    "plans/P005.html",
    "controls/C001.html",
    "processes/issue-intake.html",
    "services/customer-hotline.html",
    "departments/customer-service.html",
    "owners/quality-lead.html",
    "registers/customer-service.html",
    "guide/index.html",
    "guide/write-a-risk.html",
    "guide/set-criteria.html",
    "rules/index.html",
    "rules/RB406.html",
)
LANGUAGES = (("", "en"), ("zh/", "zh"))


@contextmanager
def reading(
    browser: Browser, address: str, **options: Any
) -> Iterator[tuple[Page, list[str], list[str]]]:
    """A page, what its console complained of, and every address it asked for."""
    context = browser.new_context(**options)
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)  # until it has loaded: deferred scripts have run by then
    try:
        yield page, complaints, requests
    finally:
        context.close()


def address(site: Path, path: str) -> str:
    file, mark, rest = path.partition("?")
    return f"{(site / file).as_uri()}{mark}{rest}"


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "language"), LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (768, "light"), (1440, "light")])
def test_a_page_stands(
    browser: Browser, site: Path, path: str, folder: str, language: str, width: int, scheme: str
) -> None:
    viewport = {"width": width, "height": 900}
    where = address(site, f"{folder}{path}")
    with reading(browser, where, viewport=viewport, color_scheme=scheme) as (page, said, asked):
        assert said == []
        assert all(url.startswith(site.as_uri()) for url in asked), asked
        assert page.evaluate("document.documentElement.lang").startswith(language)
        assert page.locator("h1").count() == 1
        assert page.locator("main").count() == 1
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"the page is {wide} wide"
        assert page.locator("[style]:not(svg [style])").count() == 0
        assert page.locator("script:not([src])").count() == 0
        assert page.locator("img:not([alt])").count() == 0
        broken = page.evaluate(
            "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        )
        assert broken == []


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(browser: Browser, site: Path, path: str) -> None:
    with reading(browser, address(site, path)) as (page, _, _):
        links = page.evaluate(
            "[...document.querySelectorAll('a[href]')]"
            ".map(a => new URL(a.getAttribute('href'), location).href)"
        )
        root = site.as_uri()
        for link in sorted(set(links)):
            if link.startswith("http"):
                assert link.startswith("https://git.example.org/")
                continue
            assert link.startswith(root), link
            file, _, anchor = link.removeprefix(root + "/").partition("#")
            target = site / file.partition("?")[0]
            assert target.is_file(), link
            if anchor:
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), link


@pytest.mark.browser
def test_nothing_is_refused_by_the_policy_and_a_planted_script_is(
    browser: Browser, site: Path
) -> None:
    with reading(browser, address(site, "index.html")) as (page, said, _):
        assert said == []
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('img'),"
            " {src: 'https://example.org/spy.png'}))"
        )
        page.wait_for_timeout(200)
        assert any("Content Security Policy" in line for line in said)


@pytest.mark.browser
def test_a_cell_of_the_matrix_leads_to_its_risks(browser: Browser, site: Path) -> None:
    with reading(browser, address(site, "index.html")) as (page, _, _):
        cell = page.locator("table.matrix a").first
        count = int(cell.locator("b").inner_text())
        cell.click()
        page.wait_for_load_state("load")
        assert "register.html?" in page.url
        assert page.locator("table tbody tr:visible").count() == count


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "query"), [("", "carrier"), ("zh/", "运营商"), ("zh/", "运营")])
def test_the_search_finds_any_part_of_a_title(
    browser: Browser, site: Path, folder: str, query: str
) -> None:
    with reading(browser, address(site, f"{folder}register.html?q={query}")) as (page, _, _):
        rows = page.locator("table tbody tr:visible")
        assert rows.count() >= 1
        assert all(query in text.lower() for text in rows.all_inner_texts())
        assert page.locator("[role=status]").first.inner_text() != ""


@pytest.mark.browser
def test_a_search_that_finds_nothing_says_so(browser: Browser, site: Path) -> None:
    with reading(browser, address(site, "register.html?q=no-such-thing")) as (page, _, _):
        assert page.locator("#nothing").is_visible()
        page.locator("#clear").click()
        page.locator("table tbody tr").first.wait_for()
        assert page.locator("#nothing").is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "language"), LANGUAGES)
@pytest.mark.parametrize("path", ["risks/R001.html", "risks/R003.html", "plans/P001.html"])
def test_a_sheet_is_two_pages_of_paper(
    browser: Browser, site: Path, path: str, folder: str, language: str
) -> None:
    with reading(browser, address(site, f"{folder}{path}")) as (page, _, _):
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2, language


@pytest.mark.browser
def test_the_other_language_is_the_same_place(browser: Browser, site: Path) -> None:
    with reading(browser, address(site, "register.html?level=high#R001")) as (page, _, _):
        page.locator("a[data-language]").click()
        page.wait_for_load_state("load")
        assert page.url.endswith("/zh/register.html?level=high#R001")
        page.locator("a[data-language]").click()
        page.wait_for_load_state("load")
        assert page.url == address(site, "register.html") + "?level=high#R001"


@pytest.mark.browser
def test_it_reads_without_scripts(browser: Browser, site: Path) -> None:
    where = address(site, "register.html")
    with reading(browser, where, java_script_enabled=False) as (page, _, _):
        register = page.locator("main").inner_text()
        assert all(risk.stem in register for risk in (site / "risks").glob("*.html"))
        page.goto(address(site, "risks/R001.html"))
        assert "out" in page.locator("main").inner_text()


@pytest.mark.browser
def test_late_is_told_by_the_readers_own_day(browser: Browser, site: Path) -> None:
    where = address(site, "risks/R005.html")
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time("2026-12-08T12:00:00")
    page.goto(where)
    page.wait_for_load_state("load")
    assert "10 days late" in page.locator("main").inner_text()
    context.close()


@pytest.mark.browser
def test_it_works_from_a_sub_path_of_a_server(browser: Browser, site: Path) -> None:
    handler = functools.partial(_Quiet, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/site/"
        for path in ("index.html", "zh/risks/R001.html", "matrix.html"):
            with reading(browser, root + path) as (page, said, asked):
                assert said == []
                assert all(url.startswith(root) for url in asked)
                assert page.locator("h1").count() == 1
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.browser
@pytest.mark.parametrize("path", ["risks/R001.html", "plans/P001.html", "register.html"])
def test_print_leaves_out_what_paper_cannot_use(browser: Browser, site: Path, path: str) -> None:
    with reading(browser, address(site, path)) as (page, _, _):
        page.emulate_media(media="print")
        assert not page.locator("nav.main-nav").is_visible()
        assert not page.locator("form.search").is_visible()
        assert page.locator("h1").is_visible()
