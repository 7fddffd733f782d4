"""A change as text, Markdown, JSON and page: whole outputs, and what none of them may do."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm import cmark
from jsonschema import Draft202012Validator, FormatChecker

from conftest import Golden
from delta_cases import BOOK, CASES
from delta_story import HOSTILE, base_files, catalogue, head_files, judged, report
from riskbook.cli.change_desk import published
from riskbook.forge.neutral import neutral
from riskbook.reading.trees import MemoryTree
from riskbook.reporting.as_markdown import MOST_CHARACTERS
from riskbook.reporting.cells import cells
from riskbook.reporting.delta_as_html import as_html
from riskbook.reporting.delta_as_json import as_json
from riskbook.reporting.delta_as_md import as_md
from riskbook.reporting.delta_as_text import as_text
from riskbook.reporting.delta_view import DeltaReport
from riskbook.reporting.screen import Colour, Screen
from riskbook.reviewing.changes import Change, Kind, Spot, Thing
from riskbook.reviewing.delta import compare
from riskbook.reviewing.delta_lines import with_lines
from riskbook.run import judge
from samples import TODAY, sample_book, sample_risk

LANGUAGES = ("en", "zh")
SCHEMAS = Path(__file__).parents[3] / "schemas"
NOTHING = "\u200b"


@cache
def public(language: str) -> DeltaReport:
    """The change as a comment may tell it."""
    whole = report(language)
    delta, base, head = published(compare(whole.base, whole.head), whole.base, whole.head)
    placed = with_lines(delta, MemoryTree(base_files()), MemoryTree(head_files()))
    return replace(whole, delta=placed, base=base, head=head)


@cache
def empty(language: str) -> DeltaReport:
    book = judged(base_files())
    return DeltaReport(compare(book, book), book, book, "main", "topic", catalogue(language))


# Whole outputs


@pytest.mark.parametrize("language", LANGUAGES)
def test_text(language: str, golden: Golden) -> None:
    golden.check(f"delta/delta.{language}.txt", as_text(report(language), Screen()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_in_colours_on_a_narrow_screen(language: str, golden: Golden) -> None:
    output = as_text(report(language), Screen(60, Colour.ANSI))
    golden.check(f"delta/delta.{language}.ansi", output)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown(language: str, golden: Golden) -> None:
    golden.check(f"delta/delta.{language}.md", as_md(public(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_json(language: str, golden: Golden) -> None:
    output = as_json(public(language))
    content = json.loads(output)
    content["riskbook"] = "0.0.0"
    golden.check(
        f"delta/delta.{language}.json",
        json.dumps(content, ensure_ascii=False, indent=2) + "\n",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_page(language: str, golden: Golden) -> None:
    golden.check(f"delta/delta.{language}.html", as_html(public(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_changed_is_one_sentence(language: str) -> None:
    sentence = catalogue(language).word("delta.nothing")
    assert as_text(empty(language), Screen()).startswith(sentence)
    assert as_md(empty(language)).startswith(f"**{sentence}**")
    assert f'<p class="lead">{sentence}</p>' in as_html(empty(language))
    assert json.loads(as_json(empty(language)))["changes"] == []


# Text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_wider_than_the_screen_but_for_a_path(language: str, width: int) -> None:
    for line in as_text(report(language), Screen(width)).splitlines():
        assert cells(line) <= width or line.startswith("--> "), line


def test_nothing_in_a_file_reaches_the_terminal_as_a_command() -> None:
    book = sample_book([sample_risk(title="One")])
    other = sample_book([sample_risk(title="\x1b[2J\x1b]0;own\x07 two \u202e")])
    base, head = judge(book, TODAY), judge(other, TODAY)
    shown = as_text(
        DeltaReport(compare(base, head), base, head, "\x1b[1m", "b", catalogue("en")), Screen()
    )
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "two" in shown


# Confidential records


@pytest.mark.parametrize("output", [as_md, as_json, as_html])
def test_comments_and_files_name_nothing_confidential(output: Any) -> None:
    shown = output(public("en"))
    for word in ("R003", "secret", "Secret"):
        assert word not in shown
    assert "[…]" in shown.replace("\\", "")


def test_what_is_withheld_is_counted() -> None:
    assert public("en").delta.withheld == 1
    assert "1 confidential record is touched as well" in as_md(public("en"))


def test_whoever_has_the_repository_is_told_all() -> None:
    assert "The secret merger succeeds" in as_text(report("en"), Screen())


def test_a_record_that_was_confidential_and_is_gone_is_not_named() -> None:
    files = head_files()
    del files["registers/desk/risks/R003-secret.md"]
    base, head = judged(base_files()), judged(files)
    delta, before, after = published(compare(base, head), base, head)
    assert delta.withheld == 1
    shown = as_json(DeltaReport(delta, before, after, "main", "topic", catalogue("en")))
    assert "R003" not in shown


def test_a_record_that_becomes_confidential_is_not_named_at_either_end() -> None:
    files = base_files()
    path = "registers/desk/risks/R003-secret.md"
    was_open = {**files, path: files[path].replace(b"confidential: true\n", b"")}
    base, head = judged(was_open), judged(files)
    delta, before, after = published(compare(base, head), base, head)
    shown = as_json(DeltaReport(delta, before, after, "main", "topic", catalogue("en")))
    assert (delta.withheld, "R003" in shown) == (1, False)


def test_ranks_run_over_what_is_told() -> None:
    book = sample_book(
        [sample_risk("R001", 5, 5, confidential=True), sample_risk("R002", 4, 4, plan="")]
    )
    moved = replace(book, risks={**book.risks, "R003": sample_risk("R003", 1, 1, plan="")})
    base, head = judge(book, TODAY), judge(moved, TODAY)
    delta, _, _ = published(compare(base, head), base, head)
    (rank,) = [one for one in delta.changes if one.kind is Kind.RERANKED]
    assert rank.after == {"place": 2, "sharing": 1}


# Markdown


def hostile(words: str) -> DeltaReport:
    """One change whose every text is somebody's."""
    book = judged(base_files())
    change = Change(
        Thing.RISK, words, Kind.REWORDED, "statement/event", words, words, head=Spot(words, "x", 3)
    )
    delta = replace(compare(book, book), changes=(change,))
    return DeltaReport(delta, book, book, words, words, catalogue("en"))


@pytest.mark.parametrize(
    "words",
    [
        HOSTILE,
        "@everyone",
        "fixes #12",
        "![x](https://evil.example/x.png)",
        "</details><img src=x onerror=alert(1)>",
        "<!-- riskbook:pull -->",
        "a\n\n# heading\n- [ ] task\n| a | b |",
        "```\nx",
        "$x^2$ and :smile: and www.evil.example",
    ],
)
def test_words_of_the_book_are_text_and_nothing_else(words: str) -> None:
    tags = Tags()
    options = cmark.Options.CMARK_OPT_UNSAFE  # as forges do, which clean afterwards
    tags.feed(cmarkgfm.github_flavored_markdown_to_html(as_md(hostile(words)), options))
    assert set(tags.seen) == {
        "p", "strong", "em", "h3", "details", "summary", "b", "code", "ul", "li",
    } | ({"span"} if "$" in words else set())  # fmt: skip
    assert not re.search(r"@\w|#\d|!\d|://|www\.|:smile:", "".join(tags.texts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comment_that_is_posted_says_what_was_written(language: str) -> None:
    shown = as_md(public(language))
    posted = neutral(shown)
    assert posted.replace(NOTHING, "") == shown.replace(NOTHING, "")
    assert posted.count("\n<details>\n") == shown.count("\n<details>\n") > 0
    assert [line for line in posted.splitlines() if line.startswith("| ")] == [
        line for line in shown.splitlines() if line.startswith("| ")
    ]


def test_of_too_much_the_worst_is_told_and_the_rest_counted() -> None:
    base = sample_book([], plans=[])
    long = "word " * 400
    risks = {
        f"R{number:04}": sample_risk(
            f"R{number:04}", 1 + number % 5, 1 + number % 5, plan="", title=long, body=long
        )
        for number in range(900)
    }
    before, after = judge(base, TODAY), judge(replace(base, risks=risks), TODAY)
    shown = as_md(
        DeltaReport(compare(before, after), before, after, "main", "topic", catalogue("en"))
    )
    assert len(shown) <= MOST_CHARACTERS
    told = shown.count("<details>")
    assert 0 < told < 900
    assert f"the changes of {900 - told} more records" in shown
    first = re.search(r"<summary><b>[^R]*(R\d+)", shown.split("### What changed")[1])
    assert first is not None
    assert int(first[1][1:]) % 5 >= 3, "the critical ones come first"
    assert shown.count("<details") == shown.count("</details>")


# JSON


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_is_as_its_schema_says(language: str) -> None:
    schema = json.loads((SCHEMAS / "delta.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=FormatChecker(("date",)))
    for shown in (public(language), report(language), empty(language)):
        checker.validate(json.loads(as_json(shown)))


def test_the_schema_knows_every_kind_and_requires_every_key() -> None:
    schema = json.loads((SCHEMAS / "delta.schema.json").read_bytes())
    change = schema["$defs"]["change"]["properties"]
    assert change["kind"]["enum"] == [kind.value for kind in Kind]
    assert change["thing"]["enum"] == [thing.value for thing in Thing]
    for node in (schema, *schema["$defs"].values()):
        if "properties" in node:
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False


def test_a_change_has_its_line_in_both_files() -> None:
    changes = json.loads(as_json(report("en")))["changes"]
    due = next(one for one in changes if one["pointer"] == "treatment/actions/A1/due")
    line = head_files()["registers/desk/risks/R001-night-calls.md"].decode().splitlines()
    assert "2027-06-30" in line[due["head"]["line"] - 1]
    line = base_files()["registers/desk/risks/R001-night-calls.md"].decode().splitlines()
    assert "2027-03-31" in line[due["base"]["line"] - 1]


# The page


class Tags(HTMLParser):
    """The tags of a page and their attributes, and whether each is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.texts: list[str] = []
        self.attributes: set[str] = set()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self._open.append(tag)

    def handle_data(self, data: str) -> None:
        if "code" not in self._open:
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_nothing_asks_for_nothing_and_allows_its_own_style_alone(
    language: str,
) -> None:
    html = as_html(public(language))
    tags = Tags()
    tags.feed(html)
    assert not {"script", "img", "link", "iframe", "a", "form"} & set(tags.seen)
    assert not {name for name in tags.attributes if name.startswith("on") or name == "style"}
    style = html.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html
    assert f'<html lang="{language}">' in html
    assert html.count('<table class="matrix">') == 2


def test_every_kind_of_change_can_be_told_in_both_languages() -> None:
    """The cases of the comparison, one after the other: no word is missing."""
    base = judge(BOOK, TODAY)
    for edit, expected in CASES.values():
        head = judge(edit(BOOK), TODAY)
        for language in LANGUAGES:
            shown = DeltaReport(
                compare(base, head), base, head, "main", "topic", catalogue(language)
            )
            text = as_text(shown, Screen())
            assert "{" not in text
            assert bool(expected) is (catalogue(language).word("delta.nothing") not in text)
            assert len(as_md(shown)) > 0


def test_an_exceeded_tolerance_counts_what_is_told() -> None:
    high = [
        sample_risk("R001", 5, 4),
        sample_risk("R002", 5, 4, plan="", confidential=True),
        sample_risk("R003", 3, 3, plan=""),
        sample_risk("R004", 3, 3, plan=""),
    ]
    book = sample_book(high)
    more = replace(book, risks={**book.risks, "R003": sample_risk("R003", 5, 4, plan="")})
    base, head = judge(book, TODAY), judge(more, TODAY)
    delta, before, after = published(compare(base, head), base, head)
    assert "3 risks at High" in as_text(
        DeltaReport(compare(base, head), base, head, "a", "b", catalogue("en")), Screen(200)
    )
    assert delta.meaning.tolerance == ()
    assert "tolerance" not in as_md(DeltaReport(delta, before, after, "a", "b", catalogue("en")))
