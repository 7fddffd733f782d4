"""Every kind of page to those who read it with more, with less or with other than their eyes.

axe-core judges what a program can; what it cannot is measured here and in the files beside.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page

from browsing import LANGUAGES, Reading, go_through, reading
from page_kinds import Pages

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
ALL = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("cat.color",)
"""The only rules for which light or dark makes a difference; they take most of the time."""

RUN = """([tags, colours]) => axe.run({
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
    rules: {"color-contrast": {enabled: colours}, "color-contrast-enhanced": {enabled: false}},
  }).then(done => done.violations.flatMap(one =>
    one.nodes.map(node => `${one.id}: ${node.target} ${node.html.slice(0, 120)}`)))"""


def violations(page: Page, tags: tuple[str, ...] = ALL, *, colours: bool = True) -> list[str]:
    """What axe-core finds wrong with a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [str(one) for one in page.evaluate(RUN, [tags, colours])]


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "language"), LANGUAGES)
def test_axe_finds_nothing(browser: Browser, pages: Pages, folder: str, language: str) -> None:
    def look(page: Page) -> list[str]:
        page.emulate_media(color_scheme="light")
        light = violations(page)
        if page.url not in full:
            return light
        page.emulate_media(color_scheme="dark")
        return [*light, *(f"dark {one}" for one in violations(page, COLOURS))]

    full = {pages.address(f"{folder}{path}") for path in pages.full}

    begun = monotonic()
    with reading(browser, viewport={"width": 1280, "height": 900}) as tab:
        go_through(tab, pages.addresses(folder), look)
    sys.stdout.write(f"axe, {language}: {monotonic() - begun:.0f} s\n")


@pytest.mark.browser
def test_axe_finds_nothing_on_a_telephone(browser: Browser, pages: Pages) -> None:
    """Where tables become lists and the navigation a menu, which is opened."""

    def look(page: Page) -> list[str]:
        page.locator("button.menu").click()
        page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
        return violations(page, colours=False)

    with reading(browser, viewport={"width": 360, "height": 800}) as tab:
        go_through(tab, {path: pages.address(path) for path in pages.full}, look)


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    [
        "register.html?q=data",
        "register.html?level=high&sort=title",
        "register.html?q=no-such-thing",
    ],
)
def test_axe_finds_nothing_in_what_a_script_made(browser: Browser, pages: Pages, path: str) -> None:
    with reading(browser) as tab:
        page = tab.go(pages.address(path))
        page.locator("#filters details").evaluate_all("all => all.forEach(one => one.open = true)")
        assert violations(page) == []


@pytest.mark.browser
def test_axe_would_find_something(browser: Browser, pages: Pages) -> None:
    with reading(browser) as tab:
        page = tab.go(pages.address("index.html"))
        page.evaluate(
            "document.querySelector('main').insertAdjacentHTML('beforeend',"
            "'<h5>low</h5><a href=x></a><table><tr><th></th></tr></table>')"
        )
        found = {one.partition(":")[0] for one in violations(page)}
        assert {"heading-order", "link-name", "empty-table-header"} <= found


SCHEMES = """() => {
  const names = ["ink", "muted", "line", "hair", "page", "surface", "accent", "accent-soft",
    "good", "bad"];
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries([...names.map(name => [name, style.getPropertyValue("--" + name)]),
    ["scheme", style.colorScheme], ["page", style.backgroundColor]]);
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_scheme_that_a_reader_chose_is_that_of_the_system(
    browser: Browser, pages: Pages, scheme: str
) -> None:
    """So what holds in the one by the system's choice holds by the button's too."""
    with reading(browser, color_scheme="light") as tab:
        page = tab.go(pages.address("index.html"))
        light = page.evaluate(SCHEMES)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        system = {**page.evaluate(SCHEMES), "scheme": ""}
        page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
        page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
        chosen = page.evaluate(SCHEMES)
        assert chosen.pop("scheme") == scheme
        assert chosen == {name: value for name, value in system.items() if name != "scheme"}
        assert (chosen["page"] == light["page"]) == (scheme == "light")


SPEECH = """() => {
  // Words in a language other than that of the element they stand in.
  const found = [];
  const spoken = element => (element.closest("[lang]") || {lang: ""}).lang.slice(0, 2);
  const Han = /\\p{Script=Han}/u;
  const sentence = /[a-z]+(?:[ ,]+[a-z'’-]+){3,}/i;
  const judge = (element, words, place) => {
    const lang = spoken(element);
    const wrong = Han.test(words) ? lang !== "zh" : lang === "zh" && sentence.test(words);
    if (wrong) found.push(`${lang} ${place}: ${words.trim().slice(0, 60)}`);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!element.closest("script, code, template")) {
      judge(element, walk.currentNode.textContent, element.localName);
    }
  }
  for (const name of ["alt", "aria-label", "title", "placeholder"]) {
    document.querySelectorAll(`[${name}]`)
      .forEach(element => judge(element, element.getAttribute(name), name));
  }
  judge(document.documentElement, document.title, "title");
  return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("folder", ["", "zh/"])
def test_words_are_marked_with_the_language_they_are_in(
    browser: Browser, pages: Pages, folder: str
) -> None:
    """Code is in none: a sample of YAML has both languages, and is read letter by letter."""
    with reading(browser) as tab:
        go_through(tab, pages.addresses(folder), lambda page: list(page.evaluate(SPEECH)))
        tab.page.evaluate("document.querySelector('h1').lang = 'fr'")
        assert len(tab.page.evaluate(SPEECH)) == (folder == "zh/")


PARTS = """() => {
  const found = [];
  const said = element => (element.getAttribute("aria-label") || element.textContent)
    .replace(/\\s+/g, " ").trim();
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.localName[1]);
    if (own > level + 1) found.push(`h${own} after h${level}: ${said(heading)}`);
    if (!said(heading)) found.push(`an empty h${own}`);
    level = own;
  }
  for (const table of document.querySelectorAll("table")) {
    const written = table.closest(".prose");
    if (!table.caption && !written) found.push(`no caption: ${said(table).slice(0, 60)}`);
    for (const head of table.querySelectorAll("th")) {
      if (!head.scope) found.push(`no scope: ${said(head)}`);
    }
  }
  const names = {};
  for (const link of document.querySelectorAll("main a[href]")) {
    const name = said(link);
    if (/^(here|more|link|click here|read more|这里|此处|更多|链接|点击这里)$/i.test(name)) {
      found.push(`a link that says nothing: ${name}`);
    }
    // A heading, a term, a head or the words around may tell what a link below them is about.
    if (!link.closest("table, dl, p, svg, .prose, .facts")) {
      const heading = link.closest("section, main").querySelector("h1, h2, h3");
      const full = `${said(heading)}: ${name}`;
      names[full] = names[full] || new Set();
      names[full].add(link.href);
    }
  }
  for (const [name, places] of Object.entries(names)) {
    if (places.size > 1) found.push(`${places.size} places by the name of ${name}`);
  }
  return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("folder", ["", "zh/"])
def test_headings_tables_and_links_tell_what_they_are(
    browser: Browser, pages: Pages, folder: str
) -> None:
    with reading(browser) as tab:
        go_through(tab, pages.addresses(folder), lambda page: list(page.evaluate(PARTS)))


@pytest.mark.browser
def test_nothing_moves_for_those_who_ask_for_stillness(browser: Browser, pages: Pages) -> None:
    moving = """() => [document.documentElement, ...document.querySelectorAll("*")].filter(one => {
      const style = getComputedStyle(one);
      return style.animationName !== "none" || style.scrollBehavior === "smooth"
        || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0);
    }).map(one => one.localName + "." + one.className)"""
    with reading(browser, reduced_motion="reduce") as tab:
        go_through(tab, pages.addresses(), lambda page: list(page.evaluate(moving)))
        tab.page.emulate_media(reduced_motion="no-preference")
        assert set(tab.page.evaluate(moving)) == {"html."}


@pytest.mark.browser
def test_levels_are_told_apart_in_the_colours_of_the_reader(browser: Browser, pages: Pages) -> None:
    """Where a reader's own few colours replace all others: levels keep theirs, and their names."""
    colours = """() => [...document.querySelectorAll(".cell, .chip")].map(one =>
      [one.className + one.closest("[class*=level-]").className,
       getComputedStyle(one).backgroundColor, getComputedStyle(one).color])"""
    with reading(browser, forced_colors="active") as tab:
        page = tab.go(pages.address("index.html"))
        seen = page.evaluate(colours)
        assert len({tuple(one) for one in seen if "empty" not in one[0]}) >= 4
        assert len({back for name, back, _ in seen if "chip" in name}) >= 3
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_tab_is_a_tab(browser: Browser) -> None:
    """What a page says to its console is heard, and forgotten with the next page."""
    with reading(browser) as tab:
        tab.go("data:text/html,<script>console.error('said'); no_such()</script>")
        assert len(tab.said) == 2
        assert isinstance(tab, Reading)
        tab.go("data:text/html,<p>")
        assert tab.said == []
