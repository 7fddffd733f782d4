"""Every format of the same dozen findings, held to a file byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from riskbook.reporting import REPORTERS, Colour, Report, RulePage, Screen, show_rule_page

ReportIn = Callable[..., Report]


class Golden(Protocol):
    folder: Path

    def check(self, name: str, output: str) -> None: ...


ENDINGS = {
    "text": "txt",
    "lines": "txt",
    "json": "json",
    "github": "txt",
    "gitlab": "json",
    "sarif": "sarif",
    "junit": "xml",
    "markdown": "md",
}
FORMATS = [(name, language) for name in ENDINGS for language in ("en", "zh")]
FILES = {
    *(f"{name}.{language}.{ENDINGS[name]}" for name, language in FORMATS),
    *(f"{name}.{language}.{ending}" for name in ("text", "page") for language in ("en", "zh")
      for ending in ("txt", "ansi")),
    *(f"clean.{language}.txt" for language in ("en", "zh")),
}  # fmt: skip


def test_every_format_is_covered() -> None:
    assert set(ENDINGS) == set(REPORTERS)


@pytest.mark.parametrize(("name", "language"), FORMATS)
def test_format(name: str, language: str, report_in: ReportIn, golden: Golden) -> None:
    file = f"reporting/{name}.{language}.{ENDINGS[name]}"
    golden.check(file, REPORTERS[name](report_in(language)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_text_in_colour(language: str, report_in: ReportIn, golden: Golden) -> None:
    report = report_in(language, colour=Colour.ANSI)
    golden.check(f"reporting/text.{language}.ansi", REPORTERS["text"](report))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_found(language: str, report_in: ReportIn, golden: Golden) -> None:
    report = report_in(language, findings=())
    golden.check(f"reporting/clean.{language}.txt", REPORTERS["text"](report))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("colour", "ending"), [(Colour.NONE, "txt"), (Colour.ANSI, "ansi")])
def test_page(
    language: str,
    colour: Colour,
    ending: str,
    page_in: Callable[[str], RulePage],
    golden: Golden,
) -> None:
    output = show_rule_page(page_in(language), Screen(80, colour))
    golden.check(f"reporting/page.{language}.{ending}", output)


def test_no_golden_file_is_left_over(golden: Golden) -> None:
    assert {file.name for file in (golden.folder / "reporting").iterdir()} == FILES
