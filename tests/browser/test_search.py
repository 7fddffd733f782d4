"""The search: what it finds, in which order, how it is reached, and what it says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import Reading, reading
from page_kinds import Pages

pytestmark = pytest.mark.browser

KINDS = (
    ("R005", "risks/R005.html"),
    ("P001", "plans/P001.html"),
    ("C001", "controls/C001.html"),
    ("RB406", "rules/RB406.html"),
    ("customer's issue", "processes/issue-intake.html"),
    ("Customer hotline", "services/customer-hotline.html"),
    ("Customer service", "departments/customer-service.html"),
    ("Quality lead", "owners/quality-lead.html"),
    ("Write your first risk", "guide/write-a-risk.html"),
)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Reading]:
    with reading(browser, viewport={"width": 1440, "height": 900}) as tab:
        yield tab
        assert tab.said == []


def found(page: Page) -> list[str]:
    """Where the results lead, once everything has been read."""
    expect(page.locator("#found")).not_to_have_text("")
    expect(page.locator("#found")).not_to_contain_text("…")
    links = page.locator("#hits a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return list(links)


@pytest.mark.parametrize(("query", "path"), KINDS)
def test_everything_is_found_by_its_name(tab: Reading, pages: Pages, query: str, path: str) -> None:
    page = tab.go(pages.address(f"search.html?q={query}"))
    assert path in found(page)[:3]
    page.locator(f"#hits a[href='{path}']").click()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    ("folder", "query"),
    [("", "carrier"), ("", "scal"), ("zh/", "运营"), ("zh/", "ＣＲＭ"), ("", "Crm Hours")],
)
def test_every_hit_is_marked(tab: Reading, pages: Pages, folder: str, query: str) -> None:
    page = tab.go(pages.address(f"{folder}search.html?q={query}"))
    count = len(found(page))
    assert count > 0
    assert page.locator("#hits li:has(mark)").count() == count
    folded = {"ＣＲＭ": "crm"}.get(query, query.lower())
    marks = {text.lower() for text in page.locator("#hits mark").all_inner_texts()}
    assert marks == set(folded.split())
    expect(page.locator("#found")).to_contain_text(str(count))


def test_the_best_stands_first(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("search.html?q=r00"))
    assert found(page)[0].startswith("risks/R00")
    page.fill("#query", "r005")
    paths = found(page)
    assert paths[0] == "risks/R005.html"
    assert len(paths) > 1  # others name it in their text
    page.fill("#query", "carrier")
    expect(page.locator("#hits li").first.locator("a mark")).to_have_text("carrier")
    in_title = page.locator("#hits li").evaluate_all(
        "all => all.map(one => Boolean(one.querySelector('a mark')))"
    )
    assert in_title == sorted(in_title, reverse=True)


def test_all_words_must_occur(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("search.html?q=carrier"))
    one = set(found(page))
    page.fill("#query", "carrier  backlog")
    both = set(found(page))
    assert not both - one
    assert len(both) < len(one)
    page.fill("#query", "carrier standby")
    assert "risks/R020.html" in found(page)


def test_a_kind_narrows(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("search.html?q=carrier&kind=2"))
    assert found(page)
    assert all(path.startswith("controls/") for path in found(page))
    expect(page.locator("#kind")).to_have_value("2")
    page.fill("#query", "zzz")
    expect(page.locator("#narrowed")).to_be_visible()


def test_a_body_is_found_and_quoted(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("search.html?q=standby host"))
    assert "risks/R020.html" in found(page)
    item = page.locator("#hits li", has=page.locator("a[href='risks/R020.html']"))
    expect(item.locator("p").last).to_contain_text("standby host")


def test_what_is_read_is_read_once_and_only_when_asked(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("search.html"))
    assert not [url for url in tab.asked if "bodies" in url or "data" in url]
    expect(page.locator("#about")).to_be_visible()
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.type("carrier")
    assert found(page)
    bodies = [url for url in tab.asked if "/bodies/" in url]
    assert bodies
    assert len(bodies) == len(set(bodies))
    expect(page.locator("#about")).to_be_hidden()


def test_nothing_found_says_what_to_try(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("search.html?q=no-such-thing"))
    expect(page.locator("#nothing")).to_be_visible()
    expect(page.locator("#found")).to_have_text("0 results")
    expect(page.locator("#narrowed")).to_be_hidden()
    expect(page.locator("#nothing a")).to_have_attribute("href", "register.html")


def test_what_is_asked_runs_nothing(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"))
    expect(page.locator("#nothing")).to_be_visible()
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("path", ["index.html", "risks/R001.html", "guide/write-a-risk.html"])
@pytest.mark.parametrize("folder", ["", "zh/"])
def test_the_search_is_a_field_on_every_page(
    tab: Reading, pages: Pages, folder: str, path: str
) -> None:
    page = tab.go(pages.address(f"{folder}{path}"))
    page.keyboard.press("Control+k")
    expect(page.locator(".search input")).to_be_focused()
    page.keyboard.type("CRM 中断" if folder else "crm hours")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{folder}search.html?q=*")
    assert len(found(page)) > 0


def test_a_narrow_page_leads_to_the_search(browser: Browser, pages: Pages) -> None:
    with reading(browser, viewport={"width": 360, "height": 800}) as tab:
        page = tab.go(pages.address("risks/R001.html"))
        expect(page.locator(".search")).to_be_hidden()
        page.locator("a.seek").click()
        expect(page.locator("#query")).to_be_focused()
        page.keyboard.type("carrier")
        assert found(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_search_leads_to_the_register(browser: Browser, pages: Pages) -> None:
    with reading(browser, java_script_enabled=False) as tab:
        page = tab.go(pages.address("search.html"))
        expect(page.locator("#ask")).to_be_hidden()
        page.locator("noscript a, main .note a").first.click()
        expect(page.locator("#register tbody tr").first).to_be_visible()
        expect(page.locator("a.seek")).to_be_visible()


def test_many_results_come_in_parts(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("search.html?q=e"))
    assert len(found(page)) == 50
    page.click("#more")
    expect(page.locator("#hits li")).to_have_count(100)
    expect(page.locator("#hits li").nth(50).locator("a")).to_be_focused()
