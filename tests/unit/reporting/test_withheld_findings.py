"""Findings in a summary: none that names or quotes a confidential record, and all are counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from riskbook.findings import Finding, Location, Severity
from riskbook.model.book import Book
from riskbook.reading.resources import catalogue
from riskbook.reporting.as_markdown import as_markdown
from riskbook.reporting.report import Report
from riskbook.reporting.withheld_findings import without_confidential
from riskbook.wording import Saying, Text, say
from samples import sample_book, sample_plan, sample_process, sample_risk

PUBLIC = "registers/desk/risks/R001-calls.md"


def secret() -> Book:
    return sample_book(
        [sample_risk(), sample_risk("R002", title="The vault stands open", confidential=True)],
        plans=[sample_plan(), sample_plan("P002", confidential=True)],
        processes=[replace(sample_process(), id="change", confidential=True)],
    )


def finding(message: Saying, path: str = PUBLIC, record: str = "R001") -> Finding:
    return Finding("RB407", Severity.WARNING, message, Location(path), record=record)


def report(*findings: Finding, sources: dict[str, str] | None = None) -> Report:
    return Report(findings, sources or {}, catalogue("en"), {}, 2, 2, "0.1.0")


PLAIN = say("report.explain", command="riskbook")

TELLING = {
    "its file": finding(PLAIN, path="registers/desk/risks/R002-vault.md"),
    "its folder": finding(PLAIN, path="registers/desk/sign-offs/P002/2026-01-01-review-0a0b.yml"),
    "its record": finding(PLAIN, record="R002"),
    "a fact": finding(say("x", risk="R002")),
    "a fact in a fact": finding(say("x", of=(say("y", risk="R002"),))),
    "a fact in Chinese": finding(say("x", risk="与R002相关")),
    "a title": finding(say("x", title="see The vault stands open, page 2")),
    "a text": finding(say("x", title=Text((("en", "P002 fails"),)))),
    "the hint": replace(finding(PLAIN), hint=say("x", plan="P002")),
    "a process as a whole": finding(say("x", process="change")),
    "the file of a process": finding(PLAIN, path="registers/desk/processes/change.yml"),
}


@pytest.mark.parametrize("told", TELLING.values(), ids=TELLING)
def test_what_names_a_confidential_record_is_only_counted(told: Finding) -> None:
    shown = without_confidential(report(finding(PLAIN), told), [secret()])
    assert shown.findings == (finding(PLAIN),)
    assert shown.withheld == 1


@pytest.mark.parametrize("words", ["R0022", "XR002", "a change of the register", "change-plan"])
def test_what_only_looks_like_it_is_shown(words: str) -> None:
    told = finding(say("x", words=words))
    assert without_confidential(report(told), [secret()]).findings == (told,)


def test_a_record_too_broken_to_be_read_is_withheld_by_its_own_word() -> None:
    broken = "registers/desk/risks/R009-vault.md"
    told = finding(PLAIN, path=broken, record="")
    text = "---\nid: R009\nconfidential: true\ntitle: [\n---\n"
    shown = without_confidential(report(told, sources={broken: text}), [secret()])
    assert (shown.findings, shown.withheld) == ((), 1)
    open_one = text.replace("true", "false")
    assert without_confidential(report(told, sources={broken: open_one}), [secret()]).findings


def test_without_confidential_records_nothing_changes() -> None:
    told = report(finding(say("x", risk="R002")))
    assert without_confidential(told, [sample_book()]) == told
    assert without_confidential(told, []) == told


def test_a_summary_counts_what_it_withholds() -> None:
    whole = report(finding(PLAIN), TELLING["its file"])
    some = as_markdown(without_confidential(whole, [secret()]))
    assert "1 finding is about confidential records" in some
    assert "R002" not in some
    none = as_markdown(without_confidential(report(TELLING["its file"]), [secret()]))
    assert "no findings" not in none
    assert none.startswith("1 finding is about")
