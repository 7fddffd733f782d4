"""riskbook serve in a real Chromium: what is saved is on the screen, under the same policy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

from preview import PATIENCE, Preview, copy_book, served

NOT_THERE = "Failed to load resource: the server responded with a status of 404 (Not Found)"
FOR_ALL = PATIENCE * 1000
"""Milliseconds that something may take on a busy machine; the time it took is printed."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    book = copy_book(tmp_path_factory.mktemp("served"))
    with served(book, "--port", "0", "--lang", "en") as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that has nothing to complain of when the test is over."""
    context = browser.new_context()
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [said for said in complaints if said != NOT_THERE] == []


def address(preview: Preview, path: str) -> str:
    return f"http://127.0.0.1:{preview.port}/{path}"


def test_a_saved_risk_is_on_the_screen(preview: Preview, page: Page) -> None:
    page.goto(address(preview, "risks/R001.html"))
    for number in range(3):
        title = f"Written just now, for the {number}. time"
        begun = monotonic()
        preview.edit_title(title)
        expect(page.locator("h1")).to_contain_text(title, timeout=FOR_ALL)
        sys.stdout.write(f"saved and on the screen in {monotonic() - begun:.2f} s\n")
    page.goto(address(preview, "register.html"))
    expect(page.locator("main")).to_contain_text(title)


def test_a_reader_stays_where_they_were(preview: Preview, page: Page) -> None:
    page.goto(address(preview, "method.html?seen=yes"))
    page.evaluate("window.scrollTo(0, 600); window.before = true")
    preview.edit_title("Another title for those who read elsewhere")
    page.wait_for_function("() => !window.before", timeout=FOR_ALL)
    page.wait_for_function("() => window.scrollY === 600")
    assert page.url.endswith("method.html?seen=yes")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("risks/R001.html", "The book has 1 error. The site shows the book as it was before."),
        ("zh/risks/R001.html", "登记册有 1 处错误。站点仍显示此前的内容。"),
    ],
)
def test_errors_are_told_in_the_page_and_taken_back(
    path: str, words: str, preview: Preview, page: Page
) -> None:
    page.goto(address(preview, path))
    notice = page.get_by_role("alert")
    expect(notice).to_have_count(0)
    text = preview.risk.read_text(encoding="utf-8")
    hostile = '<img src=x onerror="document.title=1">'
    preview.save(text.replace("\nstatus: ", f"\nstatus: '{hostile}' #"))
    expect(notice).to_be_visible(timeout=FOR_ALL)
    expect(notice.locator("strong")).to_have_text(words)
    expect(notice.locator("code")).to_contain_text("R001-urgent-faults-outside-working-hours.md:")
    expect(notice).to_contain_text(hostile)
    assert notice.locator("img").count() == 0
    box = notice.bounding_box()
    assert box
    assert (box["x"], box["y"]) == (0, 0)
    page.evaluate("window.before = true")
    preview.save(text)
    expect(notice).to_have_count(0, timeout=FOR_ALL)
    assert page.evaluate("window.before"), "the site is the same: there is nothing to load anew"


def test_a_page_that_is_gone_says_so_and_comes_back(preview: Preview, page: Page) -> None:
    text = preview.risk.read_text(encoding="utf-8")
    draft = Path(str(preview.risk).replace("R001-", "R901-"))
    draft.write_text(text.replace("id: R001", "id: R901"), encoding="utf-8")
    page.goto(address(preview, "index.html"))
    page.wait_for_timeout(300)
    page.goto(address(preview, "risks/R901.html"))
    expect(page.locator("h1")).to_contain_text("R901", timeout=FOR_ALL)
    draft.unlink()
    expect(page.locator("h1")).to_have_text("There is no such page", timeout=FOR_ALL)


def test_a_page_that_is_out_of_sight_gives_its_connection_back(
    preview: Preview, browser: Browser
) -> None:
    """A browser opens six connections to one server; a seventh page must load all the same."""
    context = browser.new_context()
    opened = [context.new_page() for _ in range(8)]
    for number, one in enumerate(opened):
        one.goto(address(preview, "index.html"))
        if number < len(opened) - 1:
            one.evaluate(
                "Object.defineProperty(document, 'hidden', {value: true});"
                "document.dispatchEvent(new Event('visibilitychange'))"
            )
    expect(opened[-1].locator("h1")).to_be_visible()
    context.close()
