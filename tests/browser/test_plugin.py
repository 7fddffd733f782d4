"""The register inside other people's themes, as a reader meets it."""

from __future__ import annotations

import http.server
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from foreign_site import THEMES, built, write_site

PAGES = (
    "index.html",
    "register.html",
    "matrix.html",
    "reviews.html",
    "quarter.html",
    "changes.html",
    "method.html",
    "owners.html",
    "risks/R001.html",
    "plans/P001.html",
    "processes/issue-intake.html",
)
MATERIAL = """\
  name: material
  font: false
  features: [navigation.instant]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/star, name: dark}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/star, name: light}
"""
THEIRS = ("hljs is not defined", "Failed to load resource")
"""What MkDocs' own themes complain of where they cannot reach the hosts they load from."""

pytestmark = pytest.mark.browser


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Iterator[str]:
    """The address of a folder with the example and its history in a site of each theme."""
    folder = tmp_path_factory.mktemp("themes")
    subprocess.run(["git", "clone", "--quiet", demo, folder], check=True)
    (folder / "all").mkdir()
    handler = partial(_Silent, directory=str(folder / "all"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        for theme in THEMES:
            write_site(folder, theme, settings=f"site_url: {address}{theme}/\n")
            _set_up_material(folder / "mkdocs.yml")
            built(folder).rename(folder / "all" / theme)
        yield address
        server.shutdown()


def _set_up_material(settings: Path) -> None:
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(f" {THEMES['material']}\n", f"\n{MATERIAL}"), encoding="utf-8")


@contextmanager
def reading(browser: Browser, address: str, width: int, scheme: str) -> Iterator[Page]:
    """A page that complains of nothing but what its theme does everywhere."""
    viewport = {"width": width, "height": 900}
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    try:
        yield page
        assert [one for one in complaints if not one.startswith(THEIRS)] == []
    finally:
        context.close()


@pytest.mark.parametrize("page_path", PAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_pages_fit_every_theme(theme: str, page_path: str, sites: str, browser: Browser) -> None:
    for width in (360, 1440):
        with reading(browser, f"{sites}{theme}/register/{page_path}", width, "light") as page:
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) <= 0, width
            stamp = page.locator(".riskbook-foot [data-stamp]")
            expect(stamp).to_contain_text("As of 23 November 2026")


def test_light_and_dark_are_the_themes(sites: str, browser: Browser) -> None:
    """Dark where the theme is dark; never where it has no dark, whatever the reader's system."""
    light, dark = "rgb(23, 107, 64)", "rgb(99, 203, 147)"
    shade = "getComputedStyle(document.querySelector('.state.done')).color"
    for theme, in_dark in (("material", dark), ("mkdocs", dark), ("readthedocs", light)):
        for scheme, wanted in (("light", light), ("dark", in_dark)):
            address = f"{sites}{theme}/register/risks/R001.html"
            with reading(browser, address, 1440, scheme) as page:
                assert page.evaluate(shade) == wanted, f"{theme}, {scheme}"


@pytest.mark.parametrize("theme", THEMES)
def test_rules_of_the_theme_end_at_the_register(
    theme: str, sites: str, browser: Browser, site: Path
) -> None:
    """Lists, cells, headings and links have the measures that they have on our own site."""
    measures = """selectors => selectors.map(selector => {
        const style = getComputedStyle(document.querySelector("main, .riskbook:not(.riskbook-nav)")
            .querySelector(selector));
        return [selector, style.margin, style.padding, style.borderWidth, style.listStyleType,
            style.fontSize, style.fontWeight, style.textTransform, style.boxSizing];
    })"""
    looked_at = [
        *("h1", "h2", "h3", "p", ".facts dt", ".facts dd", ".stages li", ".chip", "table.plain"),
        *("table.plain td", "table.plain th", ".prose p", ".record-foot", ".scroll", ".tag, code"),
        *("[data-cite]", ".record-list li", ".position svg", "figcaption"),
    ]
    with reading(browser, (site / "risks" / "R001.html").as_uri(), 1440, "light") as page:
        ours = page.evaluate(measures, looked_at)
    with reading(browser, f"{sites}{theme}/register/risks/R001.html", 1500, "light") as page:
        page.evaluate(
            "document.querySelector('.riskbook:not(.riskbook-nav)').style.width = '1240px'"
        )
        theirs = page.evaluate(measures, looked_at)
    assert theirs == ours


def test_the_register_sorts_and_filters_there(sites: str, browser: Browser) -> None:
    with reading(browser, f"{sites}material/register/register.html", 1440, "light") as page:
        page.fill("#filters [name=q]", "CRM")
        expect(page.locator("#results")).to_contain_text("of 41 risks")
        expect(page.locator("#register tbody tr").first).to_contain_text("CRM")
        page.locator("#register tbody th a").first.click()
        expect(page.locator(".riskbook h1").first).to_contain_text("CRM")


def test_instant_navigation_brings_all_along(sites: str, browser: Browser) -> None:
    """Material exchanges the content alone: styles, scripts and ranks must come with it."""
    with reading(browser, f"{sites}material/", 1440, "light") as page:
        page.evaluate("window.sameDocument = true")
        page.get_by_role("link", name="the register").click()
        expect(page.locator(".riskbook-foot")).to_contain_text("As of 23 November 2026")
        page.locator(".riskbook-nav").get_by_role("link", name="Processes").click()
        page.locator(".riskbook a[href*='issue-intake']").first.click()
        expect(page.locator("svg .flow-node").first).to_be_visible()
        page.locator(".riskbook a[href*='risks/R001']").first.click()
        expect(page.locator(".standing b").first).to_contain_text("Rank")
        expect(page.locator(".standing b").first).to_contain_text("of 35")
        page.locator(".riskbook-nav").get_by_role("link", name="Register").click()
        expect(page.locator("#results")).to_contain_text("41 of 41 risks")
        page.locator(".md-header").get_by_role("link", name="Handbook").first.click()
        expect(page.locator("h1")).to_have_text("Handbook")
        assert page.evaluate("window.sameDocument") is True
        sheets = "[...document.styleSheets].filter(one => /register/.test(one.href)).length"
        assert page.evaluate(sheets) == 0
