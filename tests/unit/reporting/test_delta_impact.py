"""A change of criteria as text, Markdown, JSON and page: whole outputs."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from conftest import Golden
from delta_story import base_files, catalogue, head_files, judged
from riskbook.cli.change_desk import published_impact
from riskbook.forge.neutral import neutral
from riskbook.reporting.as_markdown import MOST_CHARACTERS
from riskbook.reporting.cells import cells
from riskbook.reporting.impact_as_html import as_html
from riskbook.reporting.impact_as_json import as_json
from riskbook.reporting.impact_as_md import as_md
from riskbook.reporting.impact_as_text import as_text
from riskbook.reporting.impact_view import ImpactReport
from riskbook.reporting.screen import Screen
from riskbook.reviewing.criteria_impact import criteria_impact
from riskbook.run import judge
from samples import TODAY, grid, sample_book, sample_criteria, sample_risk
from small_book import CRITERIA

LANGUAGES = ("en", "zh")
SCHEMAS = Path(__file__).parents[3] / "schemas"


@cache
def report(language: str) -> ImpactReport:
    """The cells of R001 and of the confidential R003 are raised, and high is reviewed sooner."""
    files = head_files()
    criteria = files[CRITERIA].decode()
    for before, after in (
        ("- [low, medium, medium]", "- [medium, medium, medium]"),
        ("- [low, medium, high]", "- [low, high, high]"),
        ("review_every: 2 months", "review_every: 1 month"),
    ):
        assert criteria.count(before) == 1, before
        criteria = criteria.replace(before, after)
    head = judged({**files, CRITERIA: criteria.encode()})
    base = judge(
        replace(head.book, criteria=judged(base_files()).book.criteria), head.today, head.paths
    )
    return ImpactReport(
        criteria_impact(base, head), base, head, "main (0123456789ab)", "topic",
        catalogue(language),
    )  # fmt: skip


@cache
def public(language: str) -> ImpactReport:
    whole = report(language)
    impact, base, head = published_impact(whole.impact, whole.base, whole.head)
    return replace(whole, impact=impact, base=base, head=head)


@pytest.mark.parametrize("language", LANGUAGES)
def test_text(language: str, golden: Golden) -> None:
    golden.check(f"delta/impact.{language}.txt", as_text(report(language), Screen()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown(language: str, golden: Golden) -> None:
    golden.check(f"delta/impact.{language}.md", as_md(public(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_json(language: str, golden: Golden) -> None:
    content = json.loads(as_json(public(language)))
    content["riskbook"] = "0.0.0"
    golden.check(
        f"delta/impact.{language}.json",
        json.dumps(content, ensure_ascii=False, indent=2) + "\n",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_page(language: str, golden: Golden) -> None:
    golden.check(f"delta/impact.{language}.html", as_html(public(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_is_as_its_schema_says(language: str) -> None:
    schema = json.loads((SCHEMAS / "impact.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=FormatChecker(("date",)))
    for shown in (public(language), report(language)):
        checker.validate(json.loads(as_json(shown)))
    delta = json.loads((SCHEMAS / "delta.schema.json").read_bytes())
    for shared in ("change", "spot"):
        assert schema["$defs"][shared] == delta["$defs"][shared]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_criteria_are_one_sentence(language: str) -> None:
    book = judged(base_files())
    same = ImpactReport(
        criteria_impact(book, book), book, book, "main", "topic", catalogue(language)
    )
    sentence = catalogue(language).word("delta.impact.same")
    assert as_text(same, Screen()).startswith(sentence)
    assert as_md(same).startswith(f"**{sentence}**")


def test_comments_and_files_name_nothing_confidential() -> None:
    assert "R003" in as_text(report("en"), Screen())
    for shown in (as_md(public("en")), as_json(public("en")), as_html(public("en"))):
        assert "R003" not in shown
        assert "secret" not in shown
    assert public("en").impact.withheld == 1


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    for language in LANGUAGES:
        for line in as_text(report(language), Screen(width)).splitlines():
            assert cells(line) <= width, line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comment_that_is_posted_says_what_was_written(language: str) -> None:
    assert neutral(as_md(public(language))).replace("\u200b", "") == as_md(public(language))


def test_of_too_much_the_worst_is_told_and_the_rest_counted() -> None:
    risks = [
        sample_risk(f"R{number:04}", 3, 3, plan="", title="word " * 100) for number in range(400)
    ]
    book = sample_book(risks, plans=[])
    harder = sample_criteria(matrix=grid("MHHCC", "MMHCC", "LMHHH", "LLMMH", "LLLMM"))
    base, head = judge(book, TODAY), judge(replace(book, criteria=harder), TODAY)
    shown = as_md(ImpactReport(criteria_impact(base, head), base, head, "a", "b", catalogue("en")))
    assert len(shown) <= MOST_CHARACTERS
    told = sum(line.startswith("| R0") for line in shown.splitlines())
    assert 0 < told < 400
    assert f"the changes of {400 - told} more records" in shown
