"""Processes drawn, as a browser sets them: what is written stays in its place, links are links."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from riskbook.model.terms import NodeKind
from riskbook.picturing.flow import narrow_flow, wide_flow
from riskbook.picturing.flow_parts import Flow, FlowEdge, FlowNode, FlowRisk

ASSETS = Path(__file__).resolve().parents[2] / "site_templates" / "theme" / "assets"

STRAY = """() => {
  // Every text of every drawing that is seen, and the shape that it must stay in.
  const out = (inner, outer, room) => inner.left < outer.left - room
    || inner.right > outer.right + room || inner.top < outer.top - room
    || inner.bottom > outer.bottom + room;
  const stray = [];
  const seen = [...document.querySelectorAll('svg.flow')].filter(s => s.getClientRects().length);
  for (const svg of seen) {
    const whole = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll('text')) {
      const risk = text.closest('.flow-risk, .flow-more');
      const node = text.closest('.flow-node');
      const lane = text.closest('.flow-lane-name');
      const frame = risk ? risk.querySelector('rect') : node ? node.querySelector('.flow-box')
        : lane ? lane.previousElementSibling : svg;
      const area = frame === svg ? whole : frame.getBoundingClientRect();
      if (out(text.getBoundingClientRect(), area, 0.5)) stray.push(text.textContent);
    }
  }
  return [seen.length, stray];
}"""

MEETING = """() => {
  // Words at the edges that touch a node or one another.
  const meet = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5
    && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
  const found = [];
  for (const svg of document.querySelectorAll('svg.flow')) {
    if (!svg.getClientRects().length) continue;
    const words = [...svg.querySelectorAll('.flow-when text')];
    const boxes = [...svg.querySelectorAll('.flow-box')].map(b => b.getBoundingClientRect());
    words.forEach((word, place) => {
      const area = word.getBoundingClientRect();
      const others = words.slice(0, place).map(w => w.getBoundingClientRect())
        .map(o => ({left: o.left, right: o.right, top: o.top + 2, bottom: o.bottom - 2}));
      if ([...boxes, ...others].some(other => meet(area, other))) found.push(word.textContent);
    });
  }
  return found;
}"""

TITLES = (
    "将升级工单移交给二线服务台，并在十五分钟内向客户说明原因、预计恢复时间和后续联系人",
    "Escalate the case to the second-line service desk, and tell the customer why it takes longer",
    "WWWWWW MMMMMM 150 %",
    "结单归档",
    "Internationalisierungsbeauftragtenversammlung einberufen",
)


@contextmanager
def opened(browser: Browser, where: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(where)
    try:
        yield page
    finally:
        context.close()


def processes(site: Path) -> list[Path]:
    found = sorted((site / "processes").glob("*.html"))
    assert found
    return found


@pytest.mark.browser
@pytest.mark.parametrize("folder", ["", "zh/"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_what_is_written_stays_in_its_box(
    browser: Browser, site: Path, folder: str, width: int
) -> None:
    for path in processes(site):
        where = (site / folder / "processes" / path.name).as_uri()
        with opened(browser, where, viewport={"width": width, "height": 900}) as page:
            shown, stray = page.evaluate(STRAY)
            assert (shown, stray) == (1, []), path.name
            assert page.evaluate(MEETING) == [], path.name
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "zh"])
def test_long_titles_stay_in_their_boxes_too(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    kinds = tuple(NodeKind)
    nodes = tuple(
        FlowNode(
            id=f"n{number}",
            kind=kinds[number % len(kinds)],
            lane=f"l{number % 3}",
            href=f"#n{number}",
            label="node",
            title=TITLES[number % len(TITLES)],
            language="",
            caption=f"{number} · Subprocess · {TITLES[number % 4]}",
            mark="Critical" if number % 2 else "关键",
            bare=False,
            risks=(FlowRisk("R001 Exceptionally grave", "risk", "#", 3),) * (number % 4),
            more="+12" * (number % 2),
            more_label="more",
        )
        for number in range(30)
    )
    edges = [FlowEdge(one.id, other.id, other.title, "") for one, other in pairwise(nodes)]
    edges += [FlowEdge(f"n{n}", f"n{n * 7 % 30}", TITLES[n % 4], "") for n in range(0, 30, 4)]
    lanes = tuple((f"l{number}", TITLES[number]) for number in range(3))
    flow = Flow("Flow", "About", lanes, nodes, tuple(edges))
    page_file = tmp_path / "flow.html"
    page_file.write_text(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><style>'
        f"{(ASSETS / 'riskbook.css').read_text(encoding='utf-8')}</style>"
        f"<body>{wide_flow(flow)}{narrow_flow(flow)}",
        encoding="utf-8",
    )
    with opened(browser, page_file.as_uri(), viewport={"width": 1440, "height": 900}) as page:
        shown, stray = page.evaluate(STRAY)
        assert (shown, stray) == (2, [])
        assert page.evaluate(MEETING) == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "variant"), [(360, "narrow"), (1440, "wide")])
def test_links_are_reached_by_keyboard_big_enough_and_seen(
    browser: Browser, site: Path, width: int, variant: str
) -> None:
    where = (site / "processes" / "issue-intake.html").as_uri()
    with opened(browser, where, viewport={"width": width, "height": 900}) as page:
        flow = page.locator(f".flow-{variant} svg.flow")
        heights = flow.locator("a").evaluate_all(
            "all => all.map(a => a.getBoundingClientRect().height)"
        )
        assert min(heights) >= 24
        page.locator(f".flow-{variant}").focus()
        page.keyboard.press("Tab")
        stroke = "getComputedStyle(document.activeElement.querySelector('.flow-box')).strokeWidth"
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#answer-contact"
        assert page.evaluate(stroke) == "3.5px"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/risks/R0*.html")


@pytest.mark.browser
def test_a_node_leads_to_its_entry(browser: Browser, site: Path) -> None:
    where = (site / "processes" / "issue-intake.html").as_uri()
    with opened(browser, where, viewport={"width": 1440, "height": 900}) as page:
        page.locator(".flow-wide a[href='#triage']").first.click(position={"x": 8, "y": 60})
        assert page.url.endswith("#triage")
        assert page.locator("li#triage:target").count() == 1


@pytest.mark.browser
def test_paper_shows_the_wide_drawing_and_no_sheets_of_a_short_one(
    browser: Browser, site: Path
) -> None:
    where = (site / "processes" / "issue-intake.html").as_uri()
    with opened(browser, where, viewport={"width": 700, "height": 900}) as page:
        page.emulate_media(media="print")
        assert page.locator(".flow-wide svg.flow").is_visible()
        assert not page.locator(".flow-narrow").is_visible()
        assert page.locator(".flow-sheet").count() == 0
