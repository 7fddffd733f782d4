"""The register's table as a reader works with it: order, filters, columns, link, CSV, keyboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import LANGUAGES, Reading, reading
from page_kinds import Pages

TOTAL = 41
ALL = "rank.title.level.likelihood.impact.strategy.inherent.target.status.category"
EVERYTHING = f"{ALL}.department.service.register.owner.due"

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(browser: Browser) -> Iterator[Reading]:
    with reading(browser, viewport={"width": 1440, "height": 900}) as tab:
        yield tab
        assert tab.said == []


def rows(page: Page) -> list[str]:
    found = page.locator("#register tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    return list(found)


def heads(page: Page) -> list[str]:
    return page.locator("#register thead th:visible").all_inner_texts()


def cells(page: Page, name: str) -> list[str]:
    """What a column says in each row."""
    found = page.locator("#register").evaluate(
        """(table, name) => {
          const heads = [...table.tHead.rows[0].cells].filter(head => !head.hidden);
          const place = heads.findIndex(head => head.dataset.sort === name);
          return [...table.tBodies[0].rows].map(row => row.cells[place].innerText);
        }""",
        name,
    )
    return list(found)


def sort(page: Page, name: str) -> None:
    page.locator(f"th[data-sort={name}] button").click()


def test_every_column_can_be_sorted_both_ways(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address(f"register.html?columns={EVERYTHING}"))
    expect(page.locator("#register thead th:visible")).to_have_count(15)
    for name in EVERYTHING.split("."):
        sort(page, name)
        head = page.locator(f"th[data-sort={name}]")
        first, seen = head.get_attribute("aria-sort"), rows(page)
        sort(page, name)
        second = head.get_attribute("aria-sort")
        assert {first, second} == {"ascending", "descending"}
        assert sorted(seen) == sorted(rows(page)), name
        assert seen != rows(page) or len(set(cells(page, name))) == 1, name
        assert page.locator("th[aria-sort]").count() == 1


def test_what_is_sorted_stands_in_order(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("register.html?sort=title"))
    titles = cells(page, "title")
    assert len(titles) == TOTAL
    assert all(a.casefold() <= b.casefold() for a, b in pairwise(t.splitlines()[0] for t in titles))
    sort(page, "likelihood")  # worst first
    steps = [text[:1] for text in cells(page, "likelihood")]
    assert steps == sorted(steps, reverse=True)
    sort(page, "due")
    known = [text for text in cells(page, "due") if text]
    assert cells(page, "due")[: len(known)] == known  # whatever has no day stands last


def test_chinese_stands_in_the_order_of_its_sounds(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("zh/register.html?sort=owner&columns=owner"))
    owners = [text.splitlines()[0] for text in cells(page, "owner")]
    assert owners == page.evaluate(
        "all => [...all].sort(new Intl.Collator('zh', {numeric: true}).compare)", owners
    )
    assert owners != sorted(owners)


@pytest.mark.parametrize(
    ("query", "column", "wanted"),
    [
        ("level=high", "level", "High"),
        ("category=technical", "category", "Technical"),
        ("department=information-technology", "department", "Information technology"),
        ("service=customer-hotline", "service", "Customer hotline"),
        ("owner=hotline-lead", "owner", "Hotline lead"),
        ("status=open", "status", "Open"),
        ("strategy=accept", "strategy", "Accept"),
        ("register=customer-service", "register", "Customer service"),
        ("due=overdue", "due", "late"),
        ("level=unassessed", "level", "Draft"),
    ],
)
def test_a_filter_leaves_what_it_names(
    tab: Reading, pages: Pages, query: str, column: str, wanted: str
) -> None:
    page = tab.go(pages.address(f"register.html?{query}&columns={column}"))
    found = cells(page, column)
    assert 0 < len(found) < TOTAL
    assert all(wanted in text for text in found), found
    expect(page.locator("#result-line [role=status]")).to_contain_text(f"{len(found)} of {TOTAL}")
    name, _, value = query.partition("=")
    assert page.locator(f"#filters [name={name}]").input_value() == value


def test_a_filter_that_nothing_has_finds_nothing(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("register.html?level=no-such-level"))
    expect(page.locator("#nothing")).to_be_visible()
    expect(page.locator("#results")).to_have_text(f"0 of {TOTAL} risks")


def test_full_and_half_width_and_capitals_are_alike_and_marked(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("register.html"))
    page.fill("#filters [name=q]", "ＣＡＲＲＩＥＲ")
    marks = page.locator("#register tbody mark")
    expect(marks.first).to_be_visible()
    assert {text.lower() for text in marks.all_inner_texts()} == {"carrier"}


def test_nothing_is_searched_while_an_input_method_composes(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("zh/register.html"))
    page.evaluate(
        """() => {
          const input = document.querySelector("#filters [name=q]");
          const typed = (value, isComposing) => {
            input.value = value;
            input.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing }));
          };
          typed("yun'ying", true);
          typed("运营", true);
        }"""
    )
    page.wait_for_timeout(200)
    assert len(rows(page)) == TOTAL
    page.evaluate(
        """document.querySelector("#filters [name=q]")
             .dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }))"""
    )
    expect(page.locator("#register tbody mark").first).to_have_text("运营")
    assert len(rows(page)) < TOTAL


def test_columns_are_chosen_and_kept(browser: Browser, pages: Pages) -> None:
    with reading(browser, viewport={"width": 1440, "height": 900}) as tab:
        page = tab.go(pages.address("register.html"))
        usual = heads(page)
        page.get_by_text("Columns", exact=True).click()
        page.get_by_label("Category").last.check()
        page.get_by_label("Strategy").last.uncheck()
        expect(page.locator("#register thead th:visible")).to_have_text(
            ["Rank", "Risk", "Level", "Likelihood", "Impact", "Category", "Owner", "Next review"]
        )
        assert "columns=rank.title.level.likelihood.impact.category.owner.due" in page.url
        assert set(cells(page, "category")) >= {"Technical", "Operational"}
        page.goto(pages.address("register.html?status=open"))
        expect(page.locator("#register thead th:visible").nth(5)).to_have_text("Category")
        assert "columns=" in page.url  # for whoever is sent the link
        page.get_by_text("Columns", exact=True).click()
        page.get_by_label("Category").last.uncheck()
        page.get_by_label("Strategy").last.check()
        expect(page.locator("#register thead th:visible")).to_have_text(usual)
        assert "columns=" not in page.url
        assert tab.said == []


def test_a_link_is_the_view(browser: Browser, pages: Pages) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with reading(browser, **options) as tab:
        page = tab.go(pages.address("register.html"))
        page.select_option("#filters [name=level]", "high")
        page.fill("#filters [name=q]", "customer")
        sort(page, "owner")
        sort(page, "owner")
        seen = rows(page)
        assert 0 < len(seen) < TOTAL
        page.click("#link")
        expect(page.locator("#result-line [role=status]")).to_contain_text("Link copied")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link == page.url
        assert tab.said == []
    with reading(browser) as other:
        page = other.go(link)
        expect(page.locator("th[data-sort=owner]")).to_have_attribute("aria-sort", "descending")
        assert rows(page) == seen
        assert page.locator("#filters [name=q]").input_value() == "customer"


def test_clearing_keeps_order_and_columns(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("register.html?level=high&sort=title&columns=level.owner"))
    page.click("#clear")
    expect(page.locator("#register tbody tr")).to_have_count(TOTAL)
    assert page.url.endswith("register.html?sort=title&columns=title.level.owner")
    expect(page.locator("#filters [name=q]")).to_be_focused()


def download(page: Page) -> list[list[str]]:
    with page.expect_download() as waited:
        page.click("#csv")
    content = Path(waited.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("folder", "language"), LANGUAGES)
def test_the_view_as_csv(tab: Reading, pages: Pages, folder: str, language: str) -> None:
    query = "level=high&sort=title&columns=title.level.inherent.category"
    page = tab.go(pages.address(f"{folder}register.html?{query}"))
    head, *lines = download(page)
    assert head == ["ID", *heads(page)], language
    assert [line[0] for line in lines] == rows(page)
    assert [line[4] for line in lines] == cells(page, "category")
    assert all(" · " in line[3] or "・" in line[3] for line in lines)


def test_no_cell_of_the_csv_is_a_formula(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("register.html?columns=title.owner"))
    titles = ["=1+1", "+1", "-1", "@x", " =1", "\tx", 'say "hi", then', "two\nlines"]
    page.evaluate(
        """titles => {
          const { rows, columns } = window.riskbookRegister;
          titles.forEach((title, row) => { rows[row][columns.indexOf("title")] = title; });
        }""",
        titles,
    )
    lines = download(page)[1 : len(titles) + 1]
    guarded = [f"'{title}" for title in titles[:6]]
    assert [line[1] for line in lines] == [*guarded, *titles[6:]]


def test_the_table_is_read_by_the_keyboard_alone(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("register.html"))
    page.locator("th[data-sort=owner] button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[data-sort=owner]")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("th[data-sort=owner] button")).to_be_focused()
    summary = page.locator("#filters summary").last
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first box: rank
    expect(page.locator("th[data-sort=rank]")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 768])
@pytest.mark.parametrize("folder", ["", "zh/"])
def test_all_columns_fit_a_narrow_page(
    browser: Browser, pages: Pages, folder: str, width: int
) -> None:
    with reading(browser, viewport={"width": width, "height": 900}) as tab:
        page = tab.go(pages.address(f"{folder}register.html?columns={EVERYTHING}"))
        expect(page.locator("#register tbody tr")).to_have_count(TOTAL)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        for cell in page.locator("#register tbody tr").first.locator("td[data-label]").all():
            assert cell.bounding_box() is not None
