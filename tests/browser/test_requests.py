"""Nothing leaves a page: from disk and from a server, in odd folders, whatever people wrote."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route

from browsing import LANGUAGES, Reading, go_through, reading
from hostile_book import SPY, plant
from page_kinds import Pages, built

ODD = "50 % of #1? 风险 登记册 & 'more' +"
"""A folder's name with all that means something in an address."""

MADE = """() => {
  // What a page holds that could ask for something, run, or take the reader elsewhere.
  const found = [];
  const is = (selector, words) => document.querySelectorAll(selector)
    .forEach(one => found.push(`${words}: ${one.outerHTML.slice(0, 120)}`));
  is("iframe, object, embed, base, form[action], video, audio, portal", "not of ours");
  is("style, script:not([src]), [style]", "inline");
  is("meta[http-equiv=refresh]", "leads away");
  for (const one of document.querySelectorAll("*")) {
    for (const {name, value} of one.attributes) {
      if (name.startsWith("on")) found.push(`runs: ${name}`);
      if (/^\\s*(javascript|data|vbscript):/i.test(value) && name !== "content") {
        found.push(`leads astray: ${name}=${value.slice(0, 60)}`);
      }
    }
  }
  for (const one of document.querySelectorAll("[src], link[href]:not([rel=alternate])")) {
    const to = new URL(one.getAttribute("src") ?? one.getAttribute("href"), location);
    if (to.origin !== location.origin || to.protocol !== location.protocol) {
      found.push(`from elsewhere: ${to}`);
    }
  }
  return found;
}"""


class Odd(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of this folder."""
    handler = functools.partial(Odd, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def odd(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site in a folder of an odd name."""
    folder = tmp_path_factory.mktemp("odd") / ODD / "site"
    shutil.copytree(site, folder)
    return folder


@pytest.fixture(scope="module")
def hostile(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The site of a book whose every text is an attack."""
    book = tmp_path_factory.mktemp("hostile") / "book"
    subprocess.run(["git", "clone", "--quiet", str(demo), str(book)], check=True)
    plant(book)
    return built(book)


def all_at(pages: Pages, root: str) -> dict[str, str]:
    """The address of each kind of page below a root, in both languages."""
    found = [pages.addresses(folder) for folder, _ in LANGUAGES]
    return {path: root + path for paths in found for path in paths}


def astray(tab: Reading, root: str) -> list[str]:
    """What the page that is open asked for elsewhere, and what it complained of."""
    asked = [f"asked for {url}" for url in tab.asked if not url.startswith(root)]
    return [*asked, *tab.said, *tab.page.evaluate(MADE)]


@pytest.mark.browser
def test_from_disk_nothing_leaves(browser: Browser, pages: Pages, odd: Path) -> None:
    with reading(browser) as tab:
        root = f"{pages.folder.as_uri()}/"
        go_through(tab, all_at(pages, root), lambda _: astray(tab, root))
        elsewhere = f"{odd.as_uri()}/"
        addresses = {path: elsewhere + path for path in pages.full}
        go_through(tab, addresses, lambda _: astray(tab, elsewhere))


@pytest.mark.browser
def test_from_a_server_nothing_leaves(browser: Browser, pages: Pages, odd: Path) -> None:
    with served(odd.parents[1]) as origin:
        root = f"{origin}{quote(ODD)}/site/"
        with reading(browser) as tab:
            addresses = {path: root + path for path in pages.full}
            go_through(tab, addresses, lambda _: astray(tab, root))


@pytest.mark.browser
@pytest.mark.parametrize("where", ["disk", "server"])
def test_what_scripts_do_works_in_an_odd_folder(browser: Browser, odd: Path, where: str) -> None:
    with served(odd.parents[1]) as origin, reading(browser) as tab:
        root = f"{odd.as_uri()}/" if where == "disk" else f"{origin}{quote(ODD)}/site/"
        page = tab.go(f"{root}index.html")
        page.locator("form.search input").fill("data")
        page.locator("form.search input").press("Enter")
        page.wait_for_url("**q=data")
        page.locator("main a[href*='risks/R']").first.wait_for()
        page.goto(f"{root}register.html?level=high#R001")
        page.locator("[data-language]").click()
        page.wait_for_url("**/zh/register.html?level=high#R001")
        assert page.url.startswith(f"{root}zh/")
        page.locator("#register tbody tr a").first.click()
        page.wait_for_url(f"{root}zh/risks/*")
        assert tab.said == []
        assert [url for url in tab.asked if not url.startswith(root)] == []


@pytest.mark.browser
def test_nothing_that_people_write_runs_or_is_asked_for(browser: Browser, hostile: Pages) -> None:
    root = f"{hostile.folder.as_uri()}/"
    told: set[str] = set()

    def look(page: Page) -> list[str]:
        if SPY in page.locator("main").inner_text():
            told.add(page.url.removeprefix(root).removeprefix("zh/").partition("/")[0])
        page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
        return astray(tab, root)

    with reading(browser) as tab:
        go_through(tab, all_at(hostile, root), look)
        assert {"index.html", "register.html", "risks", "plans", "controls", "processes"} <= told
        for path in ("register.html?q=spy", "zh/register.html?q=spy&sort=title"):
            page = tab.go(root + path)
            assert SPY in page.locator("#register tbody").inner_text()
            assert astray(tab, root) == []


@pytest.mark.browser
def test_what_was_planted_would_run_without_the_policy(browser: Browser, tmp_path: Path) -> None:
    """And what the policy refuses is heard of, so that silence means something."""
    page = tmp_path / "page.html"
    spy = f"<img src='https://{SPY}/1' onerror='console.error(1)'><style>b {{}}</style>"
    page.write_text(f"<!doctype html>{spy}", encoding="utf-8")
    with reading(browser) as tab:
        tab.go(page.as_uri())
        assert [url for url in tab.asked if SPY in url]
        assert len(tab.page.evaluate(MADE)) == 3
        policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
        page.write_text(f"<!doctype html>{policy}{spy}", encoding="utf-8")
        tab.go(page.as_uri())
        assert len([line for line in tab.said if line.startswith("refused: ")]) == 3


@pytest.mark.browser
def test_nobody_learns_where_a_reader_came_from(browser: Browser, pages: Pages) -> None:
    """A register is read within a house: its address is not for those whom it links to."""
    with served(pages.folder) as origin, reading(browser) as tab:
        headers: list[dict[str, str]] = []

        def arrive(route: Route) -> None:
            headers.append(route.request.headers)
            route.fulfill(body="there", content_type="text/html")

        tab.page.route("https://**/*", arrive)
        page = tab.go(f"{origin}risks/R001.html")
        page.locator("a[href^='https://git.example.org/']").first.click()
        page.wait_for_url("https://git.example.org/**")
        assert len(headers) == 1
        assert "referer" not in headers[0]
        assert page.evaluate("document.referrer") == ""


@pytest.mark.browser
def test_without_scripts_all_is_read_and_nothing_is_offered_that_needs_one(
    browser: Browser, pages: Pages
) -> None:
    def look(page: Page) -> list[str]:
        words = page.locator("main").inner_text()
        offered = page.locator("button, input, select").filter(visible=True)
        dead = [
            one.evaluate("one => one.outerHTML")
            for one in offered.all()
            if not one.evaluate("one => one.matches('[popovertarget]')")
        ]
        return [*dead, *([] if len(words) >= 30 else [f"nothing to read: {words}"])]

    with reading(browser, java_script_enabled=False) as tab:
        go_through(tab, pages.addresses(), look)
        page = tab.go(pages.address("risks/R001.html"))
        page.set_viewport_size({"width": 360, "height": 700})
        page.locator("button.menu").click()
        page.locator("#main-nav a[href$='register.html']").click()
        page.wait_for_url("**/register.html")
