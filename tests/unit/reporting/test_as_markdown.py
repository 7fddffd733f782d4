from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import cmarkgfm
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskbook.findings import Finding, Location, Severity
from riskbook.reporting import Report
from riskbook.reporting.as_markdown import MOST_CHARACTERS, as_markdown
from riskbook.wording import say

ReportIn = Callable[..., Report]


class Page(HTMLParser):
    """What a forge would show: the elements, and the words outside code."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.words = ""
        self.everything = ""
        self._code = 0
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, UNSAFE))

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self._code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.everything += data
        self.words += "" if self._code else data


UNSAFE = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE  # or HTML would go unseen
OURS = {"p", "strong", "details", "summary", "b", "ul", "li", "code", "br", "em", "span"}


def of(title: str, path: str = "a.md") -> tuple[Finding, ...]:
    message = say("finding.hostile", title=title)
    return (Finding("RB113", Severity.ERROR, message, Location(path), message),)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_only_our_own_elements_stand_in_it(language: str, report_in: ReportIn) -> None:
    assert Page(as_markdown(report_in(language))).elements <= OURS


HOSTILE = st.lists(
    st.sampled_from(
        ["<script>", "</details>", "<!--", "@all", "#1", "`", "``", "*", "**", "_", "[a](//b)", "a",
         "![i](http://x.y/z)", "http://x.y", "www.x.y", "GH-1", "|", "~~", "\\", "&lt;", "1. ",
         "\n", "- ", "# ", "> ", "$x$", "]", "<https://x.y>", "me@x.y", "风险", " "]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE, HOSTILE)
def test_words_of_the_book_are_only_words(report_in: ReportIn, title: str, path: str) -> None:
    page = Page(as_markdown(report_in("en", findings=of(title, path or "a.md"))))
    assert page.elements <= OURS
    assert not re.search(r"@\w|#\d|://|www\.|GH-\d", page.words)
    sentence = " ".join(f"The title {title} holds markup.".split())
    assert sentence in page.words.replace("\u200b", "")


def test_a_path_may_hold_backticks(report_in: ReportIn) -> None:
    page = Page(as_markdown(report_in("en", findings=of("x", "a``b`.md"))))
    assert "a``b`.md" in page.everything
    assert "a``b`.md" not in page.words


def test_of_too_many_the_worst_are_kept(report_in: ReportIn) -> None:
    findings = tuple(
        Finding("RB301", severity, say("finding.event"), Location(f"risks/{number:04}.md"))
        for number in range(400)
        for severity in Severity
    )
    text = as_markdown(report_in("en", findings=findings))
    assert MOST_CHARACTERS - 2_000 < len(text) <= MOST_CHARACTERS
    shown = len(re.findall(r"^- ", text, re.MULTILINE))
    assert "<b>400 errors</b>" in text
    assert text.count("<details") == text.count("</details>") == 2
    left_out = re.search(r"Left out here: (\d+) warnings, 400 notes\.", text)
    assert left_out
    assert shown + int(left_out[1]) + 400 == 1200


def test_one_endless_message_does_not_push_out_the_others(report_in: ReportIn) -> None:
    other = Finding("RB301", Severity.ERROR, say("finding.event"), Location("b.md"))
    text = as_markdown(report_in("en", findings=(*of("@" * 200_000), other)))
    assert len(text) < MOST_CHARACTERS
    assert "`b.md`" in text


def test_the_worst_kind_is_open_and_the_others_are_folded(report_in: ReportIn) -> None:
    text = as_markdown(report_in("en"))
    assert re.findall(r"<details( open)?>\n<summary><b>(.+?)</b>", text) == [
        (" open", "7 errors"),
        ("", "5 warnings"),
        ("", "1 note"),
    ]


def test_nothing_found(report_in: ReportIn) -> None:
    text = as_markdown(report_in("en", findings=()))
    assert text == "**Checked 41 records in 57 files: no findings**\n"
