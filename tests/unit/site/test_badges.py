"""Badges: sound SVG that says its figure, wide enough for it in either language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from riskbook.assessing.palettes import LevelColour, Pattern, contrast
from riskbook.site.downloads.badges import BADGES, Badge, badge_files, draw
from riskbook.site.downloads.head_figures import head_figures
from riskbook.site.edition import edition
from riskbook.site.input import SiteInput
from samples import sample_book, sample_risk

MakeSite = Callable[..., SiteInput]
SVG = "{http://www.w3.org/2000/svg}"
BLUE = LevelColour("#0b57a4", "#ffffff", Pattern.PLAIN)


def badges_of(make_site: MakeSite, *args: Any, **how: Any) -> dict[str, ET.Element]:
    made = edition(make_site(*args, **how))
    files = badge_files(made, head_figures(made))
    return {
        path.rpartition("/")[2].removesuffix(".svg"): ET.fromstring(content)  # noqa: S314  # ours
        for path, content in files
    }


def texts(badge: ET.Element) -> list[str]:
    return [one.text or "" for one in badge.iter(f"{SVG}text")]


def test_there_is_a_badge_for_each_head_figure(make_site: MakeSite) -> None:
    found = badges_of(
        make_site, sample_book([sample_risk("R001", 5, 5), sample_risk("R002", 1, 1)])
    )
    assert tuple(found) == BADGES
    assert texts(found["worst-level"]) == ["highest risk level", "Critical"]
    assert texts(found["open-risks"]) == ["open risks", "2"]


def test_a_badge_speaks_the_language_of_the_site(make_site: MakeSite) -> None:
    found = badges_of(make_site, sample_book([sample_risk("R001", 5, 5)]), language="zh")
    assert texts(found["worst-level"]) == ["最高风险等级", "严重"]
    title = found["worst-level"].find(f"{SVG}title")
    assert title is not None
    assert title.text == "最高风险等级：严重，截至2026年11月22日"


def test_a_book_without_risks_has_no_highest_level(make_site: MakeSite) -> None:
    found = badges_of(make_site, sample_book([]))
    assert texts(found["worst-level"])[1] == "none"
    assert texts(found["open-risks"])[1] == "0"


@pytest.mark.parametrize("label", ["iiii", "MMMM", "最高风险等级", "Mixed 混合 ✓"])
def test_a_text_has_room_and_is_fitted_to_it(label: str) -> None:
    badge = ET.fromstring(draw(Badge(label, "7", BLUE), label))  # noqa: S314  # ours
    text, box = badge.find(f".//{SVG}text"), badge.find(f".//{SVG}g/{SVG}rect")
    assert text is not None
    assert box is not None
    assert 0 < float(text.attrib["textLength"]) <= float(box.attrib["width"]) - 12
    assert float(text.attrib["textLength"]) >= 4 * len(label)


def test_words_cannot_become_markup() -> None:
    hostile = '"><script>alert(1)</script>'
    badge = ET.fromstring(draw(Badge(hostile, "<b>", BLUE), hostile))  # noqa: S314  # ours
    assert texts(badge) == [hostile, "<b>"]
    assert badge.attrib["aria-label"] == hostile


def test_every_badge_can_be_read_on_its_colours(make_site: MakeSite) -> None:
    for badge in badges_of(make_site).values():
        boxes = [one.attrib["fill"] for one in badge.iter(f"{SVG}rect") if "fill" in one.attrib]
        inks = [one.attrib["fill"] for one in badge.iter(f"{SVG}text")]
        assert len(boxes) == len(inks) == 2
        for box, ink in zip(boxes, inks, strict=True):
            assert contrast(box, ink) >= 4.5
