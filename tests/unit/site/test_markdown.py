"""A body becomes safe HTML that fits its page."""

from __future__ import annotations

import pytest

from riskbook.site.markdown import body_html, joined_lines


def test_html_in_the_text_is_left_out() -> None:
    html = body_html('Fine <script>alert(1)</script>\n\n<img src=x onerror="alert(1)">\n')
    assert "<script" not in html
    assert "onerror" not in html
    assert "Fine" in html


@pytest.mark.parametrize("scheme", ["javascript:", "JAVASCRIPT:", "vbscript:", "data:text/html,"])
def test_dangerous_links_lead_nowhere(scheme: str) -> None:
    assert scheme.lower() not in body_html(f"[a]({scheme}alert(1))").lower()


def test_template_syntax_stays_text() -> None:
    assert "{{ 7 * 7 }} {% raw %}" in body_html("{{ 7 * 7 }} {% raw %}")


def test_the_highest_heading_comes_next_below_the_title() -> None:
    assert "<h2>One</h2>" in body_html("# One\n\n## Two\n")
    assert "<h3>Two</h3>" in body_html("# One\n\n## Two\n")
    assert "<h2>Two</h2>" in body_html("## Two\n")


def test_tables_scroll_by_themselves() -> None:
    assert body_html("| a |\n|---|\n| b |\n").startswith(
        '<div class="scroll"><table class="plain">'
    )


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("热线夜间\n无人值守", "热线夜间无人值守"),
        ("热线，\n夜间", "热线，夜间"),
        ("hotline\nat night", "hotline\nat night"),
        ("热线 CRM\n系统", "热线 CRM\n系统"),
        ("热线\n\n夜间", "热线\n\n夜间"),
        ("热线  \n夜间", "热线  \n夜间"),
        ("- 热线\n- 夜间", "- 热线\n- 夜间"),
        ("# 热线\n夜间", "# 热线\n夜间"),
        ("```\n热线\n夜间\n```", "```\n热线\n夜间\n```"),
        ("```\n热线\n```\n夜间\n值守", "```\n热线\n```\n夜间值守"),
    ],
)
def test_chinese_lines_are_joined_without_a_space(text: str, joined: str) -> None:
    assert joined_lines(text) == joined


def test_no_text_is_no_html() -> None:
    assert body_html("") == ""


def test_the_empty_corner_of_a_table_is_no_heading() -> None:
    html = body_html("|  | May | June |\n|:--|--:|--:|\n| Visits | 118 | 204 |\n")
    assert "<th></th>" not in html
    assert html.count('<th scope="col" align="right">') == 2
    assert html.count("<td></td>") == 1


def test_an_image_from_elsewhere_is_a_link() -> None:
    html = body_html(
        "![A <b>](https://example.org/1.png) ![](http://example.org/2.png) ![B](//example.org/3)"
        " ![C](4.png) [![D](https://example.org/5.png)](https://example.org/) ![E](data:image/png,)"
    )
    assert '<a href="https://example.org/1.png">A &lt;b&gt;</a>' in html
    assert '<a href="http://example.org/2.png">http://example.org/2.png</a> B C' in html
    assert '<a href="https://example.org/">D</a>' in html
    assert html.count("<img") == html.count('<img src="data:') == 1
