"""A third language in every page, the switch between three, and the order of names.

The third language is one catalogue file of English in accents and brackets, 40 % longer
(``pseudo_locale``): what has not gone through the catalogue stands out, and so does what has no
room for longer words.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import reading
from page_kinds import kind_of
from pseudo_locale import DAY, FEW, MANY, OPENING, TAG, Written, library, riskbook, trilingual
from riskbook.reading.resources import catalogue
from riskbook.wording.collation import collation

__all__ = ["library", "trilingual"]  # fixtures

HERE = Path(__file__).parent
OUTSIDE = (HERE / "outside.js").read_text(encoding="utf-8")
CLIPPED = (HERE / "clipped.js").read_text(encoding="utf-8")
CHINESE = (HERE / "chinese_names.txt").read_text(encoding="utf-8").split()
"""Surnames, and words of the field with marks, numbers, Latin letters and several readings."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def spoken(library: Path, trilingual: Path) -> Path:
    """The site in three languages."""
    riskbook(library, "build", "--lang", TAG, *DAY, cwd=trilingual)
    return trilingual / "site"


def pages_of_every_kind(site: Path, folder: str) -> list[str]:
    """The largest and the smallest page of each kind in a language."""
    files = json.loads((site / "manifest.json").read_bytes())["files"]
    kinds: dict[str, list[str]] = {}
    for path in files:
        if path.startswith(folder) and path.endswith(".html"):
            kinds.setdefault(kind_of(path.removeprefix(folder)), []).append(path)
    assert len(kinds) > 20
    found: list[str] = []
    for _, paths in sorted(kinds.items()):
        by_size = sorted(paths, key=lambda path: ((site / path).stat().st_size, path))
        found += dict.fromkeys((by_size[0], by_size[-1]))
    return found


def test_every_word_of_the_site_comes_from_the_catalogue(
    browser: Browser, spoken: Path, trilingual: Path
) -> None:
    said: dict[str, str] = {}  # and where first: most of it stands on many pages
    with reading(browser, viewport={"width": 1440, "height": 900}) as tab:
        for path in pages_of_every_kind(spoken, f"{TAG}/"):
            for place, words in tab.go((spoken / path).as_uri()).evaluate(OUTSIDE):
                heads_of_english = path.startswith(
                    (f"{TAG}/guide/", f"{TAG}/rules/", f"{TAG}/checklists/")
                )
                if place.startswith("html head") and heads_of_english:
                    continue  # <title> and description of a page that says that it is English
                said.setdefault(words, f"{path}: {place}")
    written = Written.of(trilingual)
    assert {where: rest for words, where in said.items() if (rest := written.leaves(words))} == {}


@pytest.mark.parametrize("width", [360, 1440])
def test_longer_words_have_room(browser: Browser, spoken: Path, width: int) -> None:
    found: list[str] = []
    with reading(browser, viewport={"width": width, "height": 900}) as tab:
        for path in pages_of_every_kind(spoken, f"{TAG}/"):
            page = tab.go((spoken / path).as_uri())
            found += [f"{path}: {fault}" for fault in page.evaluate(CLIPPED)]
    assert found == []


def test_what_is_untranslated_or_clipped_is_found(browser: Browser) -> None:
    """The two looks themselves: a page with one fault of each kind."""
    with reading(browser, viewport={"width": 360, "height": 640}) as tab:
        tab.page.set_content(
            """<html lang="pl"><title>⟦T⟧</title><p>⟦a <b>b</b> c⟧ <i lang="en">own</i> Loose</p>
            <input placeholder="Bare"><p style="width:40px;overflow:hidden">⟦Unbreakable⟧</p>
            <p style="width:20px">⟦Leaving⟧</p>
            <p style="margin-top:-30px">⟦Lying on it⟧</p></html>"""
        )
        assert [words for _, words in tab.page.evaluate(OUTSIDE)] == ["Loose", "Bare"]
        faults = tab.page.evaluate(CLIPPED)
        assert [fault.partition(":")[0] for fault in faults] == [
            "cut",
            "outside",
            "outside",
            "overlap",
        ]


def test_scripts_count_by_the_rule_of_the_language(browser: Browser, spoken: Path) -> None:
    with reading(browser) as tab:
        page = tab.go((spoken / TAG / "index.html").as_uri())
        said = page.evaluate(
            "[1, 2, 5, 22].map(count => window.riskbookCounted(window.riskbook.late, count))"
        )
    assert [FEW in words for words in said] == [False, True, False, True]
    assert [MANY in words for words in said] == [False, False, True, False]
    assert ["1" in said[0], "22" in said[3]] == [True, True]


PLACES = (
    ("register.html", "?level=critical&sort=owner&order=desc", "#R004"),
    ("risks/R003.html", "", "#history"),
    ("registers/customer-service.html", "?a=%E4%BD%A0&b=1", "#x"),
    ("guide/write-a-risk.html", "", ""),
)


@pytest.mark.parametrize(("path", "query", "mark"), PLACES)
def test_the_switch_keeps_page_query_and_place(
    browser: Browser, spoken: Path, path: str, query: str, mark: str
) -> None:
    with reading(browser) as tab:
        page = tab.go(f"{(spoken / path).as_uri()}{query}{mark}")
        for tag, folder in (("zh", "zh/"), (TAG, f"{TAG}/"), ("en", "")):
            switch_to(page, tag)
            assert page.url == f"{(spoken / folder / path).as_uri()}{query}{mark}"
            assert page.evaluate("document.documentElement.lang") == tag
            assert page.locator("main h1").count() == 1


def test_the_switch_keeps_what_a_reader_has_filtered_since(browser: Browser, spoken: Path) -> None:
    with reading(browser) as tab:
        page = tab.go((spoken / "register.html").as_uri())
        page.select_option("select[name=level]", "high")
        page.wait_for_url("**level=high**")
        switch_to(page, TAG)
        assert page.url.endswith(f"/{TAG}/register.html?level=high")
        assert page.locator("select[name=level]").input_value() == "high"
        shown = page.locator("table.register tbody tr:visible .chip").all_text_contents()
        assert set(shown) == {"High"}


def test_a_page_names_itself_in_every_language(browser: Browser, spoken: Path) -> None:
    with reading(browser) as tab:
        page = tab.go((spoken / TAG / "plans" / "P001.html").as_uri())
        links = page.eval_on_selector_all(
            "link[rel=alternate][hreflang]",
            "links => links.map(link => [link.hreflang, link.href])",
        )
        names = page.locator("a[data-language]").all_text_contents()
    assert names == ["English", "中文"]
    assert dict(links) == {
        tag: (spoken / folder / "plans" / "P001.html").as_uri()
        for tag, folder in (("en", ""), ("zh", "zh"), (TAG, TAG))
    }


def test_every_language_has_the_same_pages(spoken: Path) -> None:
    """So no switch leads nowhere, and no page is in one language only."""
    files = json.loads((spoken / "manifest.json").read_bytes())["files"]
    pages = [path for path in files if path.endswith(".html") and path != "404.html"]
    own: dict[str, set[str]] = {"": set(), "zh/": set(), f"{TAG}/": set()}
    for path in pages:
        folder = next((folder for folder in own if folder and path.startswith(folder)), "")
        own[folder].add(path.removeprefix(folder))
    assert own[""] == own["zh/"] == own[f"{TAG}/"]


def test_three_languages_have_room_in_the_header(browser: Browser, spoken: Path) -> None:
    with reading(browser, viewport={"width": 360, "height": 640}) as tab:
        for folder in ("", "zh/", f"{TAG}/"):
            page = tab.go((spoken / folder / "index.html").as_uri())
            box = page.locator("header .brand").bounding_box()
            assert box is not None
            assert box["width"] > 140
            for link in page.locator("header a.language").all():
                place = link.bounding_box()
                assert place is not None
                assert place["x"] >= 0
                assert place["x"] + place["width"] <= 360
                assert min(place["width"], place["height"]) >= 24


def switch_to(page: Page, tag: str) -> None:
    page.locator(f"a[data-language][hreflang={tag}]").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_list_from_the_server_is_in_the_order_of_a_browser(
    browser: Browser, trilingual: Path, language: str
) -> None:
    written = [text for text in Written.of(trilingual).texts if len(text) < 40]
    names = sorted({*written, *CHINESE})
    assert len(names) > 1000
    with reading(browser) as tab:
        theirs = tab.page.evaluate(
            "([names, tag]) => names.sort(new Intl.Collator(tag, { numeric: true }).compare)",
            [names, language],
        )
    assert sorted(names, key=collation(language)) == theirs


@pytest.mark.parametrize(("folder", "language"), [("", "en"), ("zh/", "zh")])
def test_the_options_of_filters_are_in_order(
    browser: Browser, spoken: Path, folder: str, language: str
) -> None:
    with reading(browser) as tab:
        page = tab.go((spoken / folder / "register.html").as_uri())
        for name in ("category", "register", "department", "service", "owner"):
            options = page.locator(f"select[name={name}] option").all_text_contents()[1:]
            assert len(options) > 1
            assert options == sorted(options, key=collation(language)), name


def test_the_catalogues_of_the_product_have_no_brackets() -> None:
    """What the tests above look for occurs in no real language."""
    for tag in ("en", "zh"):
        assert not any(
            OPENING in form for forms in catalogue(tag).entries.values() for form in forms
        )
