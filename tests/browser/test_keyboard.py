"""Every kind of page with the keyboard alone: all is reached, seen where one is, and left again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import Reading, go_through, reading
from page_kinds import Pages

STOPS = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter(one => one.tabIndex >= 0 && !one.disabled
    && one.checkVisibility({visibilityProperty: true}))"""
"""Where the key Tab halts, in the order of the document."""

SEEN = f"""() => {{
  // Each of them has the focus in turn: whether that can be seen, and nothing lies upon it.
  const found = [];
  const name = one => `${{one.localName}}.${{one.className.baseVal ?? one.className}} `
    + (one.getAttribute("aria-label") || one.textContent).trim().slice(0, 40);
  const bold = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const drawn = one => [...one.querySelectorAll("rect, .flow-box")].some(shape =>
    parseFloat(getComputedStyle(shape).strokeWidth) >= 3);
  for (const one of ({STOPS})()) {{
    one.focus();
    if (document.activeElement !== one) {{ found.push(`no focus: ${{name(one)}}`); continue; }}
    const inSvg = one instanceof SVGElement;
    if (!bold(getComputedStyle(one)) && !(inSvg && drawn(one))) {{
      found.push(`not seen: ${{name(one)}}`);
    }}
    const area = one.getClientRects()[0];
    const x = area.left + Math.min(area.width / 2, 12);
    const y = (Math.max(area.top, 0) + Math.min(area.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(x, y);
    if (!top) found.push(`out of sight: ${{name(one)}}`);
    else if (!one.contains(top) && !top.contains(one) && !(inSvg && top.closest("svg"))) {{
      found.push(`below ${{name(top)}}: ${{name(one)}}`);
    }}
  }}
  return found;
}}"""

COUNT = f"""() => {{
  // How many there are; from now on each that gets the focus is written down.
  const all = ({STOPS})();
  window.places = [];
  addEventListener("focusin", event => window.places.push(all.indexOf(event.target)));
  return all.length;
}}"""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Reading]:
    with reading(browser, viewport={"width": 1280, "height": 800}) as opened:
        yield opened
        assert opened.said == []


def focus(page: Page) -> Locator:
    return page.locator("*:focus")


def tab_to(page: Page, where: str, most: int = 60) -> Locator:
    """Presses Tab until the focus is there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("where => document.activeElement.matches(where)", where):
            return focus(page)
    pytest.fail(f"{where} is not reached")


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_focus_is_seen_wherever_it_is(browser: Browser, pages: Pages, width: int) -> None:
    def look(page: Page) -> list[str]:
        page.keyboard.press("Tab")  # from now on this is a reader with a keyboard
        return list(page.evaluate(SEEN))

    still = {"viewport": {"width": width, "height": 700}, "reduced_motion": "reduce"}
    with reading(browser, **still) as tab:
        go_through(tab, pages.addresses(), look)


@pytest.mark.browser
def test_tab_goes_through_a_page_in_its_order_and_out_again(browser: Browser, pages: Pages) -> None:
    """No trap, and no number that puts one before another; pages of up to 80 stops."""
    met: list[int] = []

    def look(page: Page) -> list[str]:
        if "search" in page.url:
            page.wait_for_timeout(300)  # what can be searched for has been read
        count = page.evaluate(COUNT)
        if count > 80:
            return []
        met.append(count)
        for _ in range(count + 1):
            page.keyboard.press("Tab")
        order = [place for place in page.evaluate("places") if place >= 0]
        first = order[0]
        expected = [(first + step) % count for step in range(count)]
        return [] if order[:count] == expected else [f"{count} stops, in the order {order}"]

    with reading(browser, viewport={"width": 1280, "height": 800}) as tab:
        addresses = pages.addresses()
        go_through(tab, {path: addresses[path] for path in pages.full}, look)
    assert len(met) >= 10


@pytest.mark.browser
def test_the_first_stop_leads_past_the_navigation(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("risks/R001.html"))
    page.keyboard.press("Tab")
    expect(focus(page)).to_have_class("skip")
    expect(focus(page)).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


@pytest.mark.browser
def test_the_menu_opens_leads_on_and_closes(browser: Browser, pages: Pages) -> None:
    with reading(browser, viewport={"width": 360, "height": 700}) as tab:
        page = tab.go(pages.address("index.html"))
        expect(page.locator("#main-nav")).to_be_hidden()
        tab_to(page, "button.menu").press("Enter")
        expect(page.locator("#main-nav")).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('#main-nav'))")
        page.keyboard.press("Escape")
        expect(page.locator("#main-nav")).to_be_hidden()
        expect(focus(page)).to_have_class("menu")
        page.keyboard.press("Enter")
        tab_to(page, "#main-nav a[href$='matrix.html']").press("Enter")
        page.wait_for_url("**/matrix.html")


@pytest.mark.browser
def test_language_and_colours_are_switched(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("register.html?level=high"))
    scheme = "document.documentElement.dataset.theme || ''"
    button = tab_to(page, "[data-theme-switch]")
    before = button.inner_text()
    for theme in ("light", "dark", ""):
        page.keyboard.press("Enter")
        assert page.evaluate(scheme) == theme
    assert button.inner_text() == before
    page.keyboard.press("Space")
    page.reload()
    assert page.evaluate(scheme) == "light"
    tab_to(page, "[data-language]").press("Enter")
    page.wait_for_url("**/zh/register.html?level=high")


@pytest.mark.browser
def test_the_register_is_filtered_and_sorted(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("register.html"))
    rows = page.locator("#register tbody tr")
    everything = rows.count()
    select = tab_to(page, "#filters select[name=level]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=status]").first).not_to_be_empty()
    expect(rows).not_to_have_count(everything)
    expect(select).to_be_focused()
    tab_to(page, "#filters summary").press("Enter")
    tab_to(page, "#filters select[name=service]", most=5)
    tab_to(page, "#clear").press("Enter")
    expect(rows).to_have_count(everything)
    assert page.evaluate("document.activeElement !== document.body"), "the focus is lost"
    page.goto(pages.address("register.html"))
    heading = page.locator("th[data-sort=title]")
    tab_to(page, "th[data-sort=title] button").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(heading.locator("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")


@pytest.mark.browser
def test_a_cell_of_the_matrix_is_entered(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("matrix.html"))
    tab_to(page, "table.matrix a.cell").press("Enter")
    page.wait_for_url("**/register.html?*likelihood=*")
    expect(page.locator("#register tbody tr").first).to_be_visible()


@pytest.mark.browser
def test_what_is_folded_opens(tab: Reading, pages: Pages) -> None:
    for path in pages.both:
        page = tab.go(pages.address(path))
        folded = page.locator("main details").filter(visible=True)
        if folded.count() and not path.startswith("register"):
            folded.first.locator("summary").focus()
            page.keyboard.press("Enter")
            expect(folded.first).to_have_attribute("open", "")
            return
    pytest.fail("nothing is folded anywhere")


@pytest.mark.browser
def test_what_is_searched_is_found(tab: Reading, pages: Pages) -> None:
    page = tab.go(pages.address("method.html"))
    tab_to(page, "form.search input").fill("R001")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=R001")
    expect(page.locator("main a[href*='risks/R001.html']").first).to_be_visible()
