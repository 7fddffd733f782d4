"""How fast the register, the search and the first paint are with 10,000 risks, from disk.

Makes the book of the other benchmarks, builds it and opens its pages from ``file://`` in a real
Chromium: ``.venv/bin/python tests/bench/table.py``. Prints the median of several runs beside the
goal, all in milliseconds. What a reader does is timed from the event to the rows that stand in the
page, with their layout.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from corpus import make_book
from playwright.sync_api import Browser, Page, sync_playwright

T = TypeVar("T")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
TODAY = "2026-11-23"
GOALS: Mapping[str, int] = {
    "first paint": 100,
    "register: ready": 100,
    "register: filter": 20,
    "register: no filter": 20,
    "register: search": 20,
    "register: sort": 50,
    "search: by names": 100,
}
"""By how the names begin of what is measured; for the rest there is no goal."""

_WATCHED = """() => {
  window.riskbookAt = {};
  for (const name of ["riskbookRegister", "riskbookSearch", "riskbookGuide"]) {
    let held;
    Object.defineProperty(window, name, {
      get: () => held,
      set: (value) => { held = value; window.riskbookAt.read = performance.now(); },
    });
  }
  const replace = Element.prototype.replaceChildren;
  Element.prototype.replaceChildren = function (...children) {
    replace.apply(this, children);
    if (!this.matches("#register tbody, #hits")) return;
    this.getBoundingClientRect();
    window.riskbookAt.drawn = performance.now();
    window.riskbookAt.first ??= window.riskbookAt.drawn;
  };
}"""
"""Notes when the data have been read, and when rows stand in the page with their layout."""

_TIMED = """async ([selector, event, value]) => {
  const place = document.querySelector(selector);
  const begin = performance.now();
  if (event === "click") place.click();
  else { place.value = value; place.dispatchEvent(new InputEvent(event, { bubbles: true })); }
  while (!(window.riskbookAt.drawn > begin)) await new Promise((done) => setTimeout(done));
  return window.riskbookAt.drawn - begin;
}"""

_IN_CHINESE = """() => {
  const letters = [..."运营商线路中断客户来电无人接听投诉升级数据迁移泄露权限备份恢复"];
  let seed = 7;
  const letter = () => letters[(seed = (seed * 48271) % 2147483647) % letters.length];
  const title = window.riskbookRegister.columns.indexOf("title");
  for (const row of window.riskbookRegister.rows) {
    row[title] = Array.from({ length: 12 }, letter).join("");
  }
  document.documentElement.lang = "zh";
}"""


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", type=int, default=10_000, help="risks in the book")
    options.add_argument("--runs", type=int, default=5, help="times that each is measured")
    options.add_argument("--site", type=Path, help="a site of such a book, already built")
    asked = options.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if chromium is None:
        sys.stderr.write("there is no Chromium here\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="riskbook-table-") as folder:
        site = asked.site or _built(Path(folder), asked.size)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            runs = [dict(_measured(browser, site)) for _ in range(asked.runs)]
            browser.close()
    return _told(runs)


def _built(folder: Path, size: int) -> Path:
    book, site = folder / "book", folder / "site"
    make_book(book, size)
    riskbook = Path(sys.executable).with_name("riskbook")
    command = [str(riskbook), "build", "--book", str(book), "--out", str(site), "--today", TODAY]
    subprocess.run(command, check=True, capture_output=True)
    return site


def _told(runs: Sequence[Mapping[str, float]]) -> int:
    missed = 0
    sys.stdout.write(f"{f'ms, median of {len(runs)}':48}{'took':>8}{'goal':>8}\n")
    for name in runs[0]:
        took = median(run[name] for run in runs)
        goal = next((goal for begin, goal in GOALS.items() if name.startswith(begin)), None)
        late = goal is not None and took > goal
        missed += late
        sys.stdout.write(f"{name:48}{took:8.1f}{goal or '':>8}{'  missed' if late else ''}\n")
    return 1 if missed else 0


def _measured(browser: Browser, site: Path) -> Iterator[tuple[str, float]]:
    yield "an empty page, for comparison", _opened(browser, site, "assets/icon.svg", _first_paint)
    for name, path in (
        ("register", "register.html"),
        ("overview", "index.html"),
        ("a risk", f"risks/{_first(site)}.html"),
        ("search", "search.html"),
    ):
        yield f"first paint: {name}", _opened(browser, site, path, _first_paint)
    yield from _opened(browser, site, "register.html?q=service", _register)
    name = "register: sort by Chinese title, first time"
    yield name, _opened(browser, site, "register.html", _chinese)
    yield from _opened(browser, site, "search.html?q=service", _search)


def _first(site: Path) -> str:
    return min(page.stem for page in (site / "risks").glob("*.html"))


def _opened(browser: Browser, site: Path, path: str, measure: Callable[[Page], T]) -> T:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(f"({_WATCHED})()")
    file, _, query = path.partition("?")
    page.goto(f"{(site / file).as_uri()}?{query}")
    try:
        return measure(page)
    finally:
        page.close()


def _first_paint(page: Page) -> float:
    _until(page, "performance.getEntriesByName('first-contentful-paint').length")
    return float(
        page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    )


def _register(page: Page) -> list[tuple[str, float]]:
    _until(page, "riskbookAt.first")
    found = [("register: ready after its data have loaded", _evaluated(page, _READY))]
    page.fill("#filters [name=q]", "")
    for name, selector, event, value in (
        ("filter by level", "[name=level]", "input", "high"),
        ("filter by level and next review", "[name=due]", "input", "quarter"),
        ("filter by level alone again", "[name=due]", "input", ""),
        ("no filter", "[name=level]", "input", ""),
        ("search a word", "#filters [name=q]", "input", "escalation"),
        ("search parts of two words", "#filters [name=q]", "input", "scal eri"),
        ("search nothing", "#filters [name=q]", "input", ""),
        ("sort by title, first time", "th[data-sort=title] button", "click", ""),
        ("sort by title, other way", "th[data-sort=title] button", "click", ""),
        ("sort by owner", "th[data-sort=owner] button", "click", ""),
        ("sort by level", "th[data-sort=level] button", "click", ""),
    ):
        found.append((f"register: {name}", _timed(page, selector, event, value)))
    return found


def _chinese(page: Page) -> float:
    _timed(page, "[name=level]", "input", "high")
    _timed(page, "[name=level]", "input", "")
    page.evaluate(_IN_CHINESE)
    return _timed(page, "th[data-sort=title] button", "click")


def _search(page: Page) -> list[tuple[str, float]]:
    _until(page, "riskbookAt.first")
    ready = _evaluated(page, _READY)
    _until(page, "!document.querySelector('#found').textContent.includes('…')")
    return [
        ("search: by names, after they have loaded", ready),
        ("search: all texts loaded and scanned", _evaluated(page, "riskbookAt.drawn")),
        ("search: a word in all texts", _timed(page, "#query", "input", "knowledge")),
        ("search: two words in all texts", _timed(page, "#query", "input", "refund carrier")),
        ("search: what nothing has", _timed(page, "#query", "input", "zebra")),
    ]


def _until(page: Page, expression: str) -> None:
    """Wait; what Playwright has for it is refused by the policy of our pages."""
    while not page.evaluate(expression):
        page.wait_for_timeout(20)


_READY = "riskbookAt.first - riskbookAt.read"


def _evaluated(page: Page, expression: str) -> float:
    return float(page.evaluate(expression))


def _timed(page: Page, selector: str, event: str, value: str = "") -> float:
    return float(page.evaluate(_TIMED, [selector, event, value]))


if __name__ == "__main__":
    sys.exit(main())
