from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from riskbook.reporting import Colour, RulePage, Screen, read_rule_page, show_rule_page
from riskbook.reporting.cells import cells
from riskbook.reporting.rule_page import Kind, prose

PageIn = Callable[[str], RulePage]


def test_a_page_is_read(page_in: PageIn) -> None:
    page = page_in("en")
    assert (page.code, page.name) == ("RB304", "target-above-current")
    assert page.summary == "The target is worse than today's assessment."
    assert [section.title for section in page.sections] == [
        "What it checks",
        "Why it matters",
        "Bad",
        "Good",
    ]
    kinds = [block.kind for block in page.sections[1].blocks]
    assert kinds == [Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM, Kind.PARAGRAPH]


def test_code_keeps_its_lines(page_in: PageIn) -> None:
    (code,) = page_in("en").sections[2].blocks
    assert code.text == (
        "assessment:\n  current: {likelihood: 3, impact: 4}\n\n  target: {likelihood: 4, impact: 3}"
    )


def test_lines_of_a_chinese_paragraph_join_without_a_space(page_in: PageIn) -> None:
    assert "阶段的相应评分" in page_in("zh").sections[0].blocks[0].text


def test_a_heading_inside_code_is_code() -> None:
    page = read_rule_page("# RB002 x\n\nSummary.\n\n## Bad\n\n```md\n## Not a heading\n```\n")
    assert [section.title for section in page.sections] == ["Bad"]
    assert page.sections[0].blocks[0].text == "## Not a heading"


def test_fences_may_hold_fences() -> None:
    page = read_rule_page("# RB002 x\n\nSummary.\n\n## Bad\n\n````md\n```yaml\n````\n\nAfter.\n")
    assert [block.text for block in page.sections[0].blocks] == ["```yaml", "After."]


@pytest.mark.parametrize(
    "markdown",
    ["", "RB304\n\nx\n", "# RB304 x\n", "# RB304 x\n\n## Bad\n", "# X304 x\n\nSummary\n"],
)
def test_what_is_no_page_is_refused(markdown: str) -> None:
    with pytest.raises(ValueError, match="not a rule page"):
        read_rule_page(markdown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_prose_is_the_page_without_its_examples(language: str, page_in: PageIn) -> None:
    page = page_in(language)
    assert prose(page).startswith(page.summary)
    assert "{likelihood" not in prose(page)
    assert "**" not in prose(page)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [50, 80])
def test_text_fits_the_screen(language: str, width: int, page_in: PageIn) -> None:
    for line in show_rule_page(page_in(language), Screen(width)).splitlines():
        assert cells(line) <= width


@pytest.mark.parametrize("width", [30, 34, 40, 80])
def test_marks_become_tones(width: int, page_in: PageIn) -> None:
    shown = show_rule_page(page_in("en"), Screen(width, Colour.ANSI))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "`" not in plain
    assert "**" not in plain
    assert "\x1b[36mtarget\x1b[0m" in shown
